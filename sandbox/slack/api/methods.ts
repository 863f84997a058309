import { apiTest, authTest } from './auth.ts';
import { chatDelete, chatPostEphemeral, chatPostMessage, chatUpdate } from './chat.ts';
import { conversationsInfo, conversationsOpen } from './conversations.ts';
import { filesComplete, filesGetUploadUrl } from './files.ts';
import type { Method } from './method.ts';
import { usersInfo, usersLookupByEmail } from './users.ts';
import { viewsOpen, viewsPublish, viewsPush, viewsUpdate } from './views.ts';

/** The methods a bot of this kind has a use for; `apps.connections.open` comes with the sockets. */
export const methods: Readonly<Record<string, Method>> = {
  'api.test': apiTest,
  'auth.test': authTest,
  'users.info': usersInfo,
  'users.lookupByEmail': usersLookupByEmail,
  'conversations.open': conversationsOpen,
  'conversations.info': conversationsInfo,
  'chat.postMessage': chatPostMessage,
  'chat.postEphemeral': chatPostEphemeral,
  'chat.update': chatUpdate,
  'chat.delete': chatDelete,
  'views.open': viewsOpen,
  'views.push': viewsPush,
  'views.update': viewsUpdate,
  'views.publish': viewsPublish,
  'files.getUploadURLExternal': filesGetUploadUrl,
  'files.completeUploadExternal': filesComplete,
};
