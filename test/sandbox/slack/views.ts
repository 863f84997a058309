/** Small pieces of Block Kit for tests, as plain data so that they can be wrong. */
export type Piece = Readonly<Record<string, unknown>>;

export const plain = (text: string): Piece => ({ type: 'plain_text', text });
export const mrkdwn = (text: string): Piece => ({ type: 'mrkdwn', text });
export const section = (text: string): Piece => ({ type: 'section', text: mrkdwn(text) });
export const button = (more: Piece = {}): Piece => ({ type: 'button', text: plain('Press'), ...more });
export const actions = (...elements: readonly Piece[]): Piece => ({ type: 'actions', elements });
export const option = (name: string, more: Piece = {}): Piece => ({
  text: plain(name),
  value: name,
  ...more,
});
export const options = (count: number): readonly Piece[] =>
  Array.from({ length: count }, (_, index) => option(`option ${index}`));
export const input = (element: Piece, more: Piece = {}): Piece => ({
  type: 'input',
  label: plain('Label'),
  element,
  ...more,
});
export const textInput = (more: Piece = {}): Piece => ({ type: 'plain_text_input', ...more });
export const modal = (blocks: readonly Piece[], more: Piece = {}): Piece => ({
  type: 'modal',
  title: plain('Title'),
  submit: plain('Submit'),
  blocks,
  ...more,
});
export const many = <T>(count: number, make: (index: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, index) => make(index));
