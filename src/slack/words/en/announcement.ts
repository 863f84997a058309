/** What announcements of every kind share. */
export const announcement = {
  inviteHint: (bot: string) =>
    `I could not post this to the channel. Type \`/invite\` ${bot} there, and I can.`,
};
