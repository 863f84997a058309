import { setTimeout as delay } from 'node:timers/promises';
import type { ModalView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import type { OpenPlace } from './calls.ts';
import { slackErrorCode, slackRetryAfterMs } from './web.ts';

/** A modal that was just opened and is to be filled. */
export interface OpenedModal {
  readonly viewId: string;
  /** Replaces the view unless it is closed or a newer state came first. */
  fill(view: ModalView): Promise<void>;
}

/** A trigger lives 3 s: waiting longer for Slack's rate limit is of no use. */
const worthWaitingMs = 1_500;

/**
 * Opens the loading view at once (nothing remote may come before it), or puts it into the modal that is open
 * already. undefined = Slack did not open it: the trigger is used up or too old, the open modal was closed, or
 * Slack has a fault.
 */
export async function openModal(
  web: WebClient,
  triggerId: string,
  loading: ModalView,
  within?: OpenPlace,
): Promise<OpenedModal | undefined> {
  // Without a hash: of two presses in one modal the last one wins.
  const open = () =>
    within === undefined
      ? web.views.open({ trigger_id: triggerId, view: loading })
      : web.views.update({ view_id: within.viewId, view: loading });
  let answer: Awaited<ReturnType<typeof open>>;
  try {
    answer = await open().catch(async (error: unknown) => {
      const waitMs = slackRetryAfterMs(error);
      if (waitMs === undefined || waitMs > worthWaitingMs) throw error;
      await delay(waitMs);
      return open();
    });
  } catch {
    return undefined;
  }
  const viewId = answer.view?.id;
  const hash = answer.view?.hash;
  if (viewId === undefined) return undefined;
  return {
    viewId,
    fill: async (view) => {
      await updateModal(web, view, hash === undefined ? { viewId } : { viewId, hash });
    },
  };
}

/**
 * `hash` = only if nothing newer came in between; without it the update is final. Gives the new state's hash;
 * undefined = the modal is closed or newer.
 */
export async function updateModal(
  web: WebClient,
  view: ModalView,
  at: { readonly viewId: string; readonly hash?: string },
): Promise<string | undefined> {
  try {
    const answer = await web.views.update({
      view_id: at.viewId,
      view,
      ...(at.hash === undefined ? {} : { hash: at.hash }),
    });
    return answer.view?.hash ?? '';
  } catch (error) {
    const code = slackErrorCode(error);
    // Closed by the person, or overtaken by a newer state: both are expected.
    if (code === 'not_found' || code === 'hash_conflict' || code === 'view_not_found') return undefined;
    throw error;
  }
}
