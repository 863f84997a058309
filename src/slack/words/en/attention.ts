/** What is told of a change whose end could not be found out, and of one that an operator has closed. */
export const attention = {
  forActor:
    'I do not try it again. Look in DocSpace before you ask for it again; whoever runs the bot can have it finished or closed, by its id.',
  forOperator: (id: string): string =>
    `Whoever runs the bot: look in DocSpace whether it was done. Then \`npm run operations -- retry ${id}\` does what is missing, \`npm run operations -- discard ${id}\` leaves it as it is.`,
  discarded: (what: string): string =>
    `:grey_question: ${what}, or perhaps it was: look in DocSpace. Whoever runs the bot has closed it, so it is not tried again.`,
  note: (text: string): string => `Why: ${text}`,
};
