import PQueue from 'p-queue';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Entry, entries, writes } from './entries.ts';
import type { Told } from './forge.ts';
import { type Cast, cast, expected, type Role, rolesFor, type Setting, settings } from './table.ts';
import { openTheatre, secrets, type Theatre } from './theatre.ts';

const refusals =
  /Only DocSpace admins|Looking at groups is for|You are a guest|account is disabled|not accepted your invitation|can’t find you in DocSpace|belong to another workspace|not confirmed in Slack|account is deactivated|only work for people|or a DocSpace admin can take this back/;

/** Whether somebody with these letters of the table may use an entry. */
function mayUse({ needs }: Entry, letters: string): boolean {
  return needs === '-' || letters.includes(needs);
}

/** What is wrong with what somebody was told; undefined = all as the table says. */
function faultIn(entry: Entry, letters: string, target: { id: string; name: string }, told: Told) {
  // Whether somebody is a guest in DocSpace is nobody's business either.
  const leaked = letters.includes('r')
    ? []
    : [...secrets, 'Gus'].filter((secret) => told.all.includes(secret));
  if (leaked.length > 0) return `${entry.name} tells of ${leaked.join(', ')}: ${told.all}`;
  const isForm = told.view?.submit !== undefined;
  const isRefused = refusals.test(told.all);
  if (entry.gives === 'options') {
    const isOffered = told.ack.includes(target.id) || told.ack.includes('"value":"e1000000');
    return isOffered === mayUse(entry, letters) ? undefined : `${entry.name}: ${told.ack}`;
  }
  if (!mayUse(entry, letters)) {
    const isFormToo = isForm && !(letters.includes('f') && entry.needs === 'm');
    return isRefused && !isFormToo ? undefined : `${entry.name} is not refused: ${told.all}`;
  }
  if (entry.needs === '-') return undefined;
  if (isRefused) return `${entry.name} is refused: ${told.all}`;
  if (entry.gives === 'form' && !isForm) return `${entry.name} gives no form: ${told.all}`;
  if (entry.gives === 'text' && !told.all.includes(entry.needs === 'A' ? 'Quokka' : target.name)) {
    return `${entry.name} does not tell: ${told.all}`;
  }
  return undefined;
}

/**
 * Whom Slack does not vouch for is stopped at one gate: each of them takes a third of the ways in. People of another
 * workspace get no modal, so there is nothing for them to press in one.
 */
function cellsOf(role: Role): readonly Entry[] {
  const all = [...entries, ...writes];
  const one: Cast = cast[role];
  if (one.slack === undefined) return all;
  const third = Object.keys(cast).indexOf(role) % 3;
  const isInModal = ({ name }: Entry) => /^(shortcut menu|pick in form)/.test(name);
  return all.filter(
    (entry, index) => index % 3 === third && (one.slack?.teamId === undefined || !isInModal(entry)),
  );
}

/** `npm run test:rights` plays every cell; without it every third, for each role and setting another third. */
function played(role: Role, setting: Setting): readonly Entry[] {
  const cells = cellsOf(role);
  if (process.env.RIGHTS === 'all') return cells;
  const first = (Object.keys(cast).indexOf(role) + Object.keys(settings).indexOf(setting)) % 3;
  // What is told of watches depends on those that were set and ended before.
  const place = ({ name }: Entry, index: number) => (name.includes('watch') ? 0 : index);
  return cells.filter((entry, index) => place(entry, index) % 3 === first);
}

/** Actors who act side by side. */
const atOnce = 4;
const isWrite = ({ method }: { readonly method: string }) => method !== 'GET';

/** Tests: everybody, by every way in, under this setting. */
export function describeMatrix(setting: Setting): void {
  describe(`rights, ${setting}`, () => matrix(setting));
}

function matrix(setting: Setting): void {
  const roles = rolesFor(setting);
  let theatre: Theatre;
  const faults = new Map<Role, string[]>();
  const counted = { allowed: 0, denied: 0 };

  beforeAll(async () => {
    theatre = await openTheatre(settings[setting], roles);
  }, 120_000);
  afterAll(() => theatre?.close());

  it('gives everybody what the table says, and tells nobody else anything', {
    timeout: 240_000,
  }, async () => {
    const lane = new PQueue({ concurrency: atOnce });
    await lane.addAll(
      roles.map((role) => async () => {
        const letters = expected[setting][role] ?? '';
        const found: string[] = [];
        faults.set(role, found);
        const reads = (one: Entry) => !writes.includes(one) || !mayUse(one, letters);
        for (const entry of played(role, setting).filter(reads)) {
          const cell = theatre.cell(role);
          counted[mayUse(entry, letters) ? 'allowed' : 'denied'] += 1;
          const fault = await entry.run(cell).then(
            (told) => faultIn(entry, letters, cell.target, told),
            (error: unknown) => `${entry.name}: ${String(error)}`,
          );
          if (fault !== undefined) found.push(fault);
        }
      }),
    );
    expect(Object.fromEntries([...faults].filter(([, found]) => found.length > 0))).toEqual({});
  });

  it('wrote nothing for anybody so far', async () => {
    await theatre.settle();
    expect(theatre.stage.docspace.requests.filter(isWrite)).toHaveLength(1);
  });

  it('lets those change who may', { timeout: 240_000 }, async () => {
    const { docspace, slack } = theatre.stage;
    for (const role of roles) {
      const letters = expected[setting][role] ?? '';
      const wanted = played(role, setting).filter((one) => writes.includes(one) && mayUse(one, letters));
      for (const entry of wanted) {
        counted.allowed += 1;
        const mark = docspace.mark();
        const { ack } = await entry.run({ ...theatre.cell(role), quiet: true });
        await slack.waitFor(
          () =>
            docspace
              .requestsSince(mark)
              .some((one) => isWrite(one) && (one.status === 200 || one.status === 204)),
          `${role}: ${entry.name}: ${ack}`,
        );
      }
    }
  });

  it('went through every cell', () => {
    expect(counted.allowed + counted.denied).toBe(roles.flatMap((role) => played(role, setting)).length);
    console.log(`rights, ${setting}: ${counted.allowed} allowed, ${counted.denied} denied`);
  });
}
