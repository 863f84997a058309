/** What became of a change, as the page tells it. */
export type Outcome =
  | 'done'
  | 'done, told directly'
  | 'done, seen by itself'
  | 'partly'
  | 'waits'
  | 'field'
  | 'kept'
  | 'gone'
  | 'right'
  | 'asked again'
  | 'told';

/** Each outcome in a word or two for the cells of the table, and in a sentence for its legend. */
export const outcomes: Readonly<Record<Outcome, { readonly cell: string; readonly means: string }>> = {
  done: { cell: 'done', means: 'It is done in DocSpace, once, and announced in the channel, once.' },
  'done, told directly': {
    cell: 'done, told directly',
    means:
      'It is done, once. The bot may not write in the channel, so the person gets a direct message with the remedy.',
  },
  'done, seen by itself': {
    cell: 'done',
    means: '',
  },
  partly: {
    cell: 'partly done',
    means: 'What could be done is done; the announcement names who or what was left out, and why.',
  },
  waits: {
    cell: 'waits, then done',
    means:
      'The person is told, once, that it waits, until when, and can cancel it. It is done as soon as DocSpace answers, for up to 24 hours.',
  },
  field: {
    cell: 'at the form',
    means:
      'Nothing was changed. The form stays open with everything typed, and says what is wrong at a field.',
  },
  kept: {
    cell: 'form again',
    means:
      'Nothing was changed. The form comes back with everything typed, the reason on top and an id to quote; without a form it comes as a direct message.',
  },
  gone: {
    cell: 'gone',
    means: 'Nothing was changed: the person is told that the group is not there any more.',
  },
  right: { cell: 'refused', means: 'Nothing was changed: the person is told who may do this.' },
  'asked again': {
    cell: 'asked again',
    means: 'Nothing was changed. Somebody else was quicker: the form shows what is now, and asks once more.',
  },
  told: {
    cell: 'told',
    means: 'Nothing was changed. Only the person reads why, with an id to quote, and can try again.',
  },
};
