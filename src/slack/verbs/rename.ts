import { type ChangeFindings, checkChange, lockOf, type Snapshot } from '../../groups/existing.ts';
import { cleanName, judgeName, maxNameLength, nameLockOf } from '../../groups/name.ts';
import { readForRename } from '../../groups/rename/names.ts';
import { type RenameInput, renameKind } from '../../groups/rename/shape.ts';
import { textField } from '../blocks/fields.ts';
import { bold } from '../blocks/text.ts';
import type { SubmitAnswer, SubmitCall } from '../calls.ts';
import type { SlackDeps } from '../deps.ts';
import type { FormContext } from '../form-context.ts';
import type { GroupForm, Prefill } from '../group-form/form.ts';
import { formOf } from '../group-form/form-of.ts';
import { tellObstacle } from '../group-form/obstacle.ts';
import { openGroupForm } from '../group-form/open.ts';
import { pickGroup } from '../group-form/pick.ts';
import { readSubmitted } from '../group-form/submitted.ts';
import { callbacks, fields } from '../ids.ts';
import { startTyped } from '../start.ts';
import { accept, actorIn, atField, withinBudget } from '../submit.ts';
import { readViewState, stateOf } from '../view-state.ts';
import type { Words } from '../words/index.ts';
import type { Verb } from './verb.ts';

export function renameVerb(deps: SlackDeps): Verb {
  const form = renameForm(deps);
  return {
    name: 'rename',
    aliases: [],
    typed: (call) => openGroupForm(deps, call, form, prefill),
    start: startTyped((call) => openGroupForm(deps, call, form, prefill)),
    onGroup: form.right,
    submits: { [callbacks.rename]: (call) => submitRename(deps, call, form) },
    picks: { [callbacks.rename]: (call) => pickGroup(deps, call, form, prefill) },
  };
}

/** What stands behind the group is the new name. */
const prefill: Prefill = (typed) => stateOf({ [fields.name]: { value: typed.text } });

/** Title, fields and reading of the form; also used to show it again after a fault. */
export function renameForm({ words, docspace }: Pick<SlackDeps, 'words' | 'docspace'>): GroupForm {
  return {
    callbackId: callbacks.rename,
    right: 'change',
    title: words.rename.title,
    submit: words.rename.submit,
    what: words.rename.right,
    readGroup: (id) => docspace.groups.get(id),
    fields: (state) => [
      textField({
        id: fields.name,
        label: words.rename.newName,
        placeholder: words.rename.newNamePlaceholder,
        value: state.text(fields.name),
        maxLength: maxNameLength * 2,
      }),
    ],
  };
}

/** Reads the form, checks within Slack's time, writes the rename down, then acks. */
async function submitRename(deps: SlackDeps, call: SubmitCall, form: GroupForm): Promise<SubmitAnswer> {
  const { words, docspace } = deps;
  const submitted = readSubmitted(deps, call, form.title);
  if ('answer' in submitted) return submitted.answer;
  const { context, state, seen, note } = submitted;
  const name = cleanName(state.text(fields.name));
  const fault = nameFault(words, name, seen);
  if (fault !== undefined) return atField('name', fault);

  const checkedAt = deps.now();
  const found = await withinBudget(deps, call, async (signal) => {
    const names = readForRename(docspace.groups, seen, name, { signal });
    const wish = { actorSlackId: call.slackUserId, right: form.right, people: [] };
    const findings = await checkChange(deps, wish, async () => (await names).group, { signal });
    return { findings, taken: findings.group === undefined ? undefined : (await names).taken };
  });
  if (found !== undefined) {
    const { findings, taken } = found;
    const { obstacle, group } = findings;
    if (obstacle !== undefined) return note(await tellObstacle(deps, obstacle, form.what, bold(seen.name)));
    if (taken !== undefined) return atField('name', words.create.nameTaken(taken.name));
    if (group !== undefined && group.name !== seen.name) return askAgain(deps, call, form, context, findings);
  }

  const input: RenameInput = { group: seen, name, ...(found === undefined ? {} : { checkedAt }) };
  const change = {
    kind: renameKind,
    lock: lockOf(seen.id),
    // A create of the new name, or another rename to it, comes before or after this, never at the same time.
    alsoLock: nameLockOf(name),
    groupId: seen.id,
    groupName: seen.name,
    actor: actorIn(call, found?.findings.actor),
    reason: state.text(fields.reason).trim(),
    input,
  };
  const doing = words.rename.working(bold(seen.name), bold(name));
  const working =
    context.channelId === undefined ? words.change.workingHere(doing) : words.change.working(doing);
  return accept(deps, call, context, change, note(working).view);
}

function nameFault(words: Words, name: string, seen: Snapshot): string | undefined {
  const fault = judgeName(name);
  if (fault === 'empty') return words.create.nameEmpty;
  if (fault === 'too-long') return words.create.nameTooLong(name.length);
  if (fault === 'four-byte') return words.create.nameFourByte;
  return name === seen.name ? words.rename.same(seen.name) : undefined;
}

/** Somebody else renamed it while the form was open: the form shows the new state and asks once more. */
async function askAgain(
  deps: SlackDeps,
  call: SubmitCall,
  form: GroupForm,
  context: FormContext,
  findings: ChangeFindings,
): Promise<SubmitAnswer> {
  const { group, actor } = findings;
  const fault = deps.words.rename.changed(bold(group?.name ?? ''));
  const state = readViewState(call.view.values);
  return {
    kind: 'update',
    view: await formOf(deps, form, actor, group?.id ?? '', { context, state, fault }),
  };
}
