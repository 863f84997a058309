/** A channel that wants to hear what is changed in a group. */
interface Watch {
  readonly groupId: string;
  readonly channelId: string;
  /** Who asked for it. */
  readonly slackUserId: string;
  /** Unix ms. */
  readonly at: number;
}

/** Port: the durable list of watches; a channel watches a group at most once. Implemented in store/. */
export interface Watches {
  /** False when the channel watches the group already: the older watch stays. */
  add(watch: Watch): Promise<boolean>;
  /** False when there was none. */
  remove(groupId: string, channelId: string): Promise<boolean>;
  /** The oldest first. */
  ofGroup(groupId: string): Promise<readonly Watch[]>;
  /** The oldest first. */
  ofChannel(channelId: string): Promise<readonly Watch[]>;
  /** The group is gone for good. */
  forgetGroup(groupId: string): Promise<void>;
}
