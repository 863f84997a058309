/**
 * Every limit of Block Kit and of messages in one table. Lengths are in code points.
 * Source: docs.slack.dev, reference/block-kit and reference/views.
 */
export const limits = {
  blocksInMessage: 50,
  blocksInView: 100,
  attachments: 100,
  messageText: 40_000,
  markdownTotal: 12_000,
  viewTitle: 24,
  viewSubmit: 24,
  viewClose: 24,
  privateMetadata: 3_000,
  viewBytes: 250_000,
  viewStack: 3,
  identifier: 255,
  header: 150,
  section: 3_000,
  sectionFields: 10,
  sectionField: 2_000,
  contextElements: 10,
  contextActionsElements: 5,
  actionsElements: 25,
  inputLabel: 2_000,
  inputHint: 2_000,
  placeholder: 150,
  buttonText: 75,
  buttonValue: 2_000,
  buttonUrl: 3_000,
  buttonAccessibilityLabel: 75,
  confirmTitle: 100,
  confirmText: 300,
  confirmButton: 30,
  optionText: 75,
  optionValue: 150,
  optionDescription: 75,
  optionUrl: 3_000,
  options: 100,
  optionGroups: 100,
  groupLabel: 75,
  overflowOptions: 5,
  choices: 10,
  plainTextInput: 3_000,
  imageUrl: 3_000,
  imageAlt: 2_000,
  imageTitle: 2_000,
  tableRows: 100,
  tableColumns: 20,
  filesInInput: 10,
} as const;

/** The times of the platform, in milliseconds, and how often a thing may be used. */
export const times = {
  ack: 3_000,
  trigger: 3_000,
  responseUrl: 30 * 60_000,
  responseUrlUses: 5,
  socketConnections: 10,
} as const;

/** The length Slack counts: code points, so that an emoji outside the BMP is one. */
export function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}
