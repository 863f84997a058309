import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/** Closes a short text so that only this bot can open it, and nobody can make or change one. */
export interface Seal {
  close(text: string): string;
  /** undefined = forged, cut, or closed under another bot token. */
  open(sealed: string): string | undefined;
}

const nonceBytes = 12;
const tagBytes = 16;

/**
 * AES-256-GCM under a key derived from the bot token, so that every replica can open what another closed, and
 * neither Slack's `private_metadata` nor the database holds a `response_url` in the clear.
 */
export function createSeal(botToken: string): Seal {
  const key = Buffer.from(hkdfSync('sha256', botToken, '', 'docspace-groups seal v1', 32));
  return {
    close(text) {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url');
    },
    open(sealed) {
      try {
        const bytes = Buffer.from(sealed, 'base64url');
        const tag = bytes.subarray(nonceBytes, nonceBytes + tagBytes);
        const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceBytes), {
          authTagLength: tagBytes,
        });
        decipher.setAuthTag(tag);
        return Buffer.concat([
          decipher.update(bytes.subarray(nonceBytes + tagBytes)),
          decipher.final(),
        ]).toString('utf8');
      } catch {
        return undefined;
      }
    },
  };
}
