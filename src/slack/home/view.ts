import type { Button, HomeView, KnownBlock } from '@slack/types';
import type { GroupRow, Page, Person } from '../../docspace/model.ts';
import { may } from '../../groups/rights.ts';
import { context, plain, section, sectionWith } from '../blocks/fields.ts';
import { limits } from '../blocks/limits.ts';
import { paragraphs } from '../blocks/paragraphs.ts';
import { bold, moment } from '../blocks/text.ts';
import { actions, callbacks } from '../ids.ts';
import { startButton } from '../start-buttons.ts';
import { whoLines } from '../verbs/whoami.ts';
import type { Words } from '../words/index.ts';
import { groupsShown, type HomeDeps, type HomeFacts, mayShow } from './facts.ts';
import { type OperationLineDeps, operationLines } from './operation-lines.ts';

/** What the page is made of. */
export type HomeViewDeps = OperationLineDeps & Pick<HomeDeps, 'settings' | 'overridden' | 'allVerbs' | 'now'>;

/** The page as it stands: at most about 40 blocks, whatever there is to show. */
export function homeView(deps: HomeViewDeps, slackUserId: string, facts: HomeFacts): HomeView {
  return asHome([...blocksFor(deps, slackUserId, facts), footer(deps)]);
}

/** Shown at the first time, until everything is read. */
export function loadingView(words: Words): HomeView {
  return asHome([header(words.home.title), section(words.home.loading)]);
}

function asHome(blocks: KnownBlock[]): HomeView {
  return { type: 'home', callback_id: callbacks.home, blocks };
}

function blocksFor(deps: HomeViewDeps, slackUserId: string, facts: HomeFacts): KnownBlock[] {
  const { home, people, faults } = deps.words;
  switch (facts.kind) {
    case 'refused':
      return [
        header(home.title),
        section(people.asActor(facts.refusal)),
        ...(facts.whoMay.length === 0 ? [] : [section(home.askAdmins(people.orList(facts.whoMay)))]),
        buttonRow([helpButtons(deps), refreshButton(deps.words)].flat()),
      ];
    case 'away': {
      const unexpected = facts.reason === 'unexpected';
      return [
        header(home.title),
        section(unexpected ? home.unexpected(facts.id) : home.away(faults.cause(facts), facts.id)),
        buttonRow([helpButtons(deps), refreshButton(deps.words)].flat()),
        ...(facts.operations === undefined ? [] : lastPart(deps, facts.operations)),
      ];
    }
    case 'known': {
      const { person, headed, member, operations } = facts;
      return [
        header(home.title),
        section(whoLines(deps, slackUserId, person).join('\n')),
        buttonRow([...verbButtons(deps, person, headed), refreshButton(deps.words)]),
        context(home.answersGoTo),
        ...groupsPart(deps, person, 'headed', headed),
        ...groupsPart(deps, person, 'member', member),
        ...(facts.unshown.length === 0 ? [] : [context(facts.unshown.join('\n'))]),
        ...lastPart(deps, operations),
      ];
    }
  }
}

/** What this person can begin from here: looking groups up is also for heads, whose own ones are offered. */
function verbButtons(deps: HomeViewDeps, person: Person, headed: Page<GroupRow>): Button[] {
  const looks = may(person, 'read', deps.settings) || headed.total > 0;
  const names: readonly string[] = [
    ...(may(person, 'change', deps.settings) ? ['create'] : []),
    ...(looks ? ['show'] : []),
    'mine',
    'help',
  ];
  return named(deps, names);
}

function helpButtons(deps: HomeViewDeps): Button[] {
  return named(deps, ['help']);
}

function named(deps: HomeViewDeps, names: readonly string[]): Button[] {
  const verbs = names.flatMap((name) => deps.allVerbs.filter((verb) => verb.name === name && verb.start));
  return verbs.map((verb) => startButton(deps.words, verb));
}

function groupsPart(
  deps: HomeViewDeps,
  person: Person,
  part: 'headed' | 'member',
  { items, total }: Page<GroupRow>,
): KnownBlock[] {
  const { home } = deps.words;
  const shown = items.slice(0, groupsShown);
  const title = part === 'headed' ? home.headed : home.member;
  if (shown.length === 0) {
    return [header(title), context(part === 'headed' ? home.noneHeaded : home.noneMember)];
  }
  const hidden = total - shown.length;
  return [
    header(title),
    ...shown.map((group) => groupLine(deps, person, part, group)),
    ...(hidden > 0 ? [context(home.more(hidden))] : []),
  ];
}

function groupLine(deps: HomeViewDeps, person: Person, part: string, group: GroupRow): KnownBlock {
  const { home, change, start } = deps.words;
  if (!mayShow(deps, person, group)) return section(bold(group.name));
  const text = home.group(bold(group.name), change.members(group.membersCount));
  const button: Button = {
    type: 'button',
    action_id: `${actions.start}:show`,
    text: plain(home.show),
    accessibility_label: plain(start.labelOn(home.show, group.name)).text,
    value: group.id,
  };
  return sectionWith(text, button, `${part}:${group.id}`);
}

function lastPart(deps: HomeViewDeps, operations: Parameters<typeof operationLines>[1]): KnownBlock[] {
  const { home } = deps.words;
  const lines = operationLines(deps, operations);
  return [header(home.last), ...(lines.length === 0 ? [context(home.noneLast)] : paragraphs(lines))];
}

function footer({ words, now }: HomeViewDeps): KnownBlock {
  return context(words.home.asOf(moment(now(), 'date')));
}

function header(text: string): KnownBlock {
  return { type: 'header', text: plain(text, limits.header) };
}

function buttonRow(elements: Button[]): KnownBlock {
  return { type: 'actions', elements };
}

function refreshButton(words: Words): Button {
  return { type: 'button', action_id: actions.homeRefresh, text: plain(words.home.refresh) };
}
