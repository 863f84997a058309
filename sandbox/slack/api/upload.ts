import type { Core } from '../core.ts';
import { answerCall, type Incoming, type Reply } from './exchange.ts';

/** The bytes of an announced file, raw or as the one part of a multipart form. */
export async function serveUpload(core: Core, incoming: Incoming): Promise<void> {
  const id = incoming.path.slice('/upload/'.length);
  const call = core.records.call('upload', { id, bytes: incoming.body.length });
  const type = incoming.request.headers['content-type'] ?? '';
  await answerCall(core, incoming, call, () => keep(core, id, fileContent(incoming.body, type)));
}

function keep(core: Core, id: string, content: Buffer): Reply {
  const upload = core.uploads.get(id);
  if (upload === undefined) return { status: 404, body: 'no such upload' };
  if (content.length !== upload.length) {
    core.records.breach(
      'upload_length',
      'upload',
      `${upload.length} bytes announced, ${content.length} sent`,
    );
    return { status: 400, body: 'length differs' };
  }
  upload.content = content.toString('utf8');
  return { status: 200, body: `OK - ${content.length}` };
}

function fileContent(body: Buffer, contentType: string): Buffer {
  const boundary = /boundary="?([^";]+)/.exec(contentType)?.[1];
  if (boundary === undefined) return body;
  const start = body.indexOf('\r\n\r\n') + 4;
  const end = body.indexOf(`\r\n--${boundary}`, start);
  return body.subarray(start, end < 0 ? undefined : end);
}
