import { z } from 'zod';
import { postable } from './conversations.ts';
import { type Method, refuse, textArg, tiers } from './method.ts';

/** Announces a file; the answer says where to send it. */
export const filesGetUploadUrl: Method = {
  token: 'bot',
  scopes: ['files:write'],
  perMinute: tiers.four,
  run: (core, args) => {
    const name = textArg(args, 'filename');
    const length = Number(args.length);
    if (name === undefined || !Number.isInteger(length) || length < 1) {
      return refuse('invalid_arguments', ['[ERROR] filename and length are needed']);
    }
    const id = core.ids.file();
    core.uploads.set(id, { name, length, content: undefined });
    return { ok: true, upload_url: `${core.site.url}/upload/${id}`, file_id: id };
  },
};

const listed = z.array(z.strictObject({ id: z.string(), title: z.string().optional() })).min(1);

/** Shares sent files in a conversation. */
export const filesComplete: Method = {
  token: 'bot',
  scopes: ['files:write'],
  perMinute: tiers.four,
  run: (core, args) => {
    const parsed = listed.safeParse(args.files);
    if (!parsed.success)
      return refuse('invalid_arguments', ['[ERROR] files must be a list of { id, title }']);
    const files = parsed.data.flatMap(({ id, title }) => {
      const upload = core.uploads.get(id);
      const { name, content } = upload ?? {};
      return name === undefined || content === undefined ? [] : [{ id, name, title: title ?? name, content }];
    });
    if (files.length !== parsed.data.length) return refuse('file_not_found');
    const channelId = textArg(args, 'channel_id');
    if (channelId !== undefined) {
      const conversation = /^[CDG]/.test(channelId)
        ? postable(core, channelId)
        : { error: 'invalid_channel' };
      if ('error' in conversation) return refuse(conversation.error);
      const text = textArg(args, 'initial_comment');
      core.messages.post(
        { channel: conversation.id, thread_ts: textArg(args, 'thread_ts'), files },
        { text },
      );
    }
    for (const { id } of files) core.uploads.delete(id);
    return { ok: true, files: files.map(({ id, title }) => ({ id, title })) };
  },
};
