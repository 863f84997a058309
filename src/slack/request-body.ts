import type { IncomingMessage } from 'node:http';
import { parse } from 'node:querystring';

/** What a request's body may take. */
export interface BodyLimits {
  readonly maxBytes: number;
  /** From the call on, however steadily it drips. */
  readonly withinMs: number;
}

/** A body that was not read to its end, and the HTTP status that says why; undefined = the sender is gone. */
export interface Unread {
  readonly status: 408 | 413 | undefined;
}

/** Reads a body within both limits; no more than `maxBytes` is ever kept. Never throws. */
export function readBody(
  request: IncomingMessage,
  { maxBytes, withinMs }: BodyLimits,
): Promise<Buffer | Unread> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    const end = (read: Buffer | Unread) => {
      clearTimeout(timer);
      request.off('data', take);
      resolve(read);
    };
    const timer = setTimeout(() => end({ status: 408 }), withinMs);
    const take = (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > maxBytes) return end({ status: 413 });
      chunks.push(chunk);
    };
    if (Number(request.headers['content-length'] ?? 0) > maxBytes) return end({ status: 413 });
    request.on('data', take);
    request.once('end', () => end(Buffer.concat(chunks)));
    request.once('error', () => end({ status: undefined }));
    request.once('close', () => end({ status: undefined }));
  });
}

/** Commands and everything that is pressed come as a form, events as JSON; Slack sends nothing else. */
export function isSlackContent(contentType: string | undefined): boolean {
  return /^application\/(x-www-form-urlencoded|json)\s*(;|$)/i.test(contentType ?? '');
}

/** A body that reads as JSON's `null`: Bolt 5.1 looks into it without a look at it, outside of any handling of errors. */
export function isNothing(body: Buffer): boolean {
  const text = body.toString('utf8').trim();
  if (text === 'null') return true;
  const { payload } = parse(text);
  return typeof payload === 'string' && payload.trim() === 'null';
}
