import type { ModalView } from '@slack/types';
import { plain, section } from './fields.ts';
import { limits } from './limits.ts';

/** A modal that only says something: loading, working, a refusal, a result. */
export function noteView(note: {
  readonly title: string;
  readonly close: string;
  readonly text: string;
  readonly callbackId?: string;
  readonly privateMetadata?: string;
}): ModalView {
  return {
    type: 'modal',
    callback_id: note.callbackId ?? 'note',
    title: plain(note.title, limits.title),
    close: plain(note.close, limits.title),
    blocks: [section(note.text)],
    ...(note.privateMetadata === undefined ? {} : { private_metadata: note.privateMetadata }),
  };
}
