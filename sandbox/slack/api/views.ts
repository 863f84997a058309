import type { Core } from '../core.ts';
import { guardView } from '../guard.ts';
import type { Checked } from '../kit/verdict.ts';
import { checkView, type View } from '../kit/view.ts';
import type { OpenView } from '../view-store.ts';
import { wireView } from '../wire.ts';
import { type Answer, type Args, type Method, refuse, textArg, tiers } from './method.ts';

/** A view of an app, checked, with its external id free (`view` itself may keep its own). */
export function acceptView(
  core: Core,
  given: unknown,
  type: View['type'],
  where: string,
  self?: OpenView,
): Checked<View> {
  const checked = checkView(given, type);
  if ('error' in checked) return checked;
  const { external_id: externalId } = checked.value;
  const other = externalId ? core.views.findExternal(externalId) : undefined;
  if (other !== undefined && other.id !== self?.id) return { error: 'duplicate_external_id', messages: [] };
  guardView(core, checked.value, where);
  return checked;
}

function answer(core: Core, view: OpenView): Answer {
  return { ok: true, view: wireView(core, view) };
}

/** A wrong view does not use the trigger up. */
function exchange(core: Core, args: Args, where: string) {
  const id = textArg(args, 'trigger_id');
  if (id === undefined)
    return { error: 'invalid_arguments', messages: ['[ERROR] missing required field: trigger_id'] };
  const trigger = core.triggers.check(id);
  if ('error' in trigger) return { error: trigger.error, messages: [] };
  const checked = acceptView(core, args.view, 'modal', where);
  if ('error' in checked) return checked;
  core.triggers.exchange(id);
  return { trigger, view: checked.value };
}

export const viewsOpen: Method = {
  token: 'bot',
  scopes: [],
  perMinute: tiers.four,
  run: (core, args) => {
    const given = exchange(core, args, 'views.open');
    if ('error' in given) return refuse(given.error, given.messages);
    return answer(core, core.views.open(given.trigger.userId, given.view, given.trigger.channelId));
  },
};

export const viewsPush: Method = {
  token: 'bot',
  scopes: [],
  perMinute: tiers.four,
  run: (core, args) => {
    const given = exchange(core, args, 'views.push');
    if ('error' in given) return refuse(given.error, given.messages);
    const { userId, channelId, viewId } = given.trigger;
    if (viewId === undefined)
      core.records.breach('push_without_modal', 'views.push', 'the trigger is from no modal');
    if (viewId === undefined || core.views.find(viewId) === undefined) return refuse('not_found');
    const pushed = core.views.push(userId, given.view, channelId);
    return pushed === undefined ? refuse('push_limit_reached') : answer(core, pushed);
  },
};

/** Slack compares any hash that is sent, an empty one, too. */
function isStale(core: Core, args: Args, view: OpenView | undefined, where: string): boolean {
  const { hash } = args;
  if (hash === undefined || hash === null) return false;
  if (hash === '') core.records.breach('empty_hash', where, 'to skip the check send no hash at all');
  return view !== undefined && hash !== view.hash;
}

export const viewsUpdate: Method = {
  token: 'bot',
  scopes: [],
  perMinute: tiers.four,
  run: (core, args) => {
    const id = textArg(args, 'view_id');
    const externalId = textArg(args, 'external_id');
    if (id === undefined && externalId === undefined) {
      return refuse('invalid_arguments', ['[ERROR] missing required field: view_id']);
    }
    const view = id === undefined ? core.views.findExternal(externalId ?? '') : core.views.find(id);
    const checked = acceptView(core, args.view, view?.given.type ?? 'modal', 'views.update', view);
    if ('error' in checked) return refuse(checked.error, checked.messages);
    if (view === undefined) return refuse('not_found');
    if (isStale(core, args, view, 'views.update')) return refuse('hash_conflict');
    return answer(core, core.views.replace(view, checked.value));
  },
};

export const viewsPublish: Method = {
  token: 'bot',
  scopes: [],
  perMinute: tiers.four,
  run: (core, args) => {
    const user = core.workspace.user(textArg(args, 'user_id') ?? '');
    if (user === undefined) return refuse('invalid_arguments', ['[ERROR] no such user: user_id']);
    const old = core.views.home(user.id);
    const checked = acceptView(core, args.view, 'home', 'views.publish', old);
    if ('error' in checked) return refuse(checked.error, checked.messages);
    if (isStale(core, args, old, 'views.publish')) return refuse('hash_conflict');
    return answer(core, core.views.publish(user.id, checked.value));
  },
};
