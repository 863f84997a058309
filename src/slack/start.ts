import type { CommandCall, StartCall } from './calls.ts';

/** A start as the command that would have been typed: the group's id, then people. */
function asTyped(call: StartCall): CommandCall {
  const { groupId, people, emails, ...where } = call;
  return { ...where, text: groupId ?? '', slackUserIds: people ?? [], emails: emails ?? [] };
}

/** Starts a verb by what typing does: for all verbs that take a group's id behind them, or nothing. */
export function startTyped(typed: (call: CommandCall) => Promise<void>): (call: StartCall) => Promise<void> {
  return (call) => typed(asTyped(call));
}

/**
 * Where an outcome can be announced: a direct message is no place for that, the form asks for one there. What only
 * the person is told still goes by the call's `reply`.
 */
export function announcedIn(call: {
  readonly channelId?: string;
  readonly responseUrl?: string;
}): Pick<StartCall, 'channelId' | 'responseUrl'> {
  const { channelId, responseUrl } = call;
  if (channelId === undefined || channelId.startsWith('D')) return {};
  return { channelId, ...(responseUrl === undefined ? {} : { responseUrl }) };
}
