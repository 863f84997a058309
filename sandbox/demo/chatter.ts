/** Something that Slackbot tells one person on the page. The bot never gets to know of it. */
interface Remark {
  readonly channel: string;
  /** In the order of the messages of Slack's stand-in. */
  readonly ts: string;
  readonly user: string;
  /** mrkdwn, escaped. */
  readonly text: string;
  readonly ephemeralFor: string;
}

/** What Slack itself says, which its stand-in leaves out because no bot hears it. */
export interface Chatter {
  /** What this person sees, in any conversation. */
  seenBy(userId: string): readonly Remark[];
  /** Slackbot tells one person something. */
  whisper(userId: string, channel: string, text: string): void;
  onChange(listener: () => void): () => void;
}

const slackbot = 'USLACKBOT';

/** Nobody has said anything yet. */
export function createChatter(): Chatter {
  const remarks: Remark[] = [];
  const listeners = new Set<() => void>();
  const add = (remark: Omit<Remark, 'ts'>) => {
    remarks.push({ ...remark, ts: timestamp(remarks.at(-1)?.ts) });
    for (const listener of listeners) listener();
  };
  return {
    seenBy: (userId) => remarks.filter(({ ephemeralFor }) => ephemeralFor === userId),
    whisper: (userId, channel, text) => add({ channel, user: slackbot, text, ephemeralFor: userId }),
    onChange: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** Seconds with six digits, always rising. */
function timestamp(last: string | undefined): string {
  const now = Date.now() * 1000;
  const before = last === undefined ? 0 : Number(last.replace('.', ''));
  const micros = Math.max(now, before + 1);
  return `${Math.floor(micros / 1e6)}.${(micros % 1e6).toString().padStart(6, '0')}`;
}
