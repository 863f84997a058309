/** Slack's limits in code points. Source: docs.slack.dev, Block Kit reference. */
export const limits = {
  title: 24,
  label: 2000,
  button: 75,
  option: 75,
  optionDescription: 75,
  optionValue: 75,
  placeholder: 150,
  header: 150,
  section: 3000,
  fieldError: 2000,
  plainTextInput: 3000,
  privateMetadata: 3000,
  options: 100,
  contextElements: 10,
  confirmTitle: 100,
  confirmText: 300,
  confirmButton: 30,
  messageText: 4000,
} as const;

/** Cut to `max` code points with an ellipsis; Slack refuses longer texts. */
export function clip(text: string, max: number): string {
  const letters = [...text];
  return letters.length <= max ? text : `${letters.slice(0, max - 1).join('')}…`;
}
