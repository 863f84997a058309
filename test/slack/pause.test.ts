import { describe, expect, it } from 'vitest';
import { pauseInForm, pauseText } from '../../src/slack/pause.ts';
import { english } from '../../src/slack/words/index.ts';

const at = (time: string) => Date.parse(`2026-01-31T${time}Z`);

describe('the pause of somebody who has asked for too much', () => {
  it.each([
    ['09:20:00.000', '09:10:00.000', '10 minutes (09:20 UTC)'],
    ['09:20:00.001', '09:10:00.001', '10 minutes (09:21 UTC)'],
    ['09:20:30.000', '09:20:29.999', '1 minute (09:21 UTC)'],
    ['23:59:30.000', '23:58:00.000', '2 minutes (00:00 UTC)'],
  ])('that ends at %s is told at a field at %s, never too early', (goesOnAt, now, expected) => {
    const text = pauseInForm(english, { goesOnAt: at(goesOnAt), most: 30 }, at(now));
    expect(text).toContain('30 changes within ten minutes');
    expect(text).toContain(`You can go on in ${expected}.`);
  });

  it('is told in a message in the reader’s own time', () => {
    const text = pauseText(english, { goesOnAt: at('09:20:01.000'), most: 1 });
    expect(text).toContain('1 change within ten minutes');
    expect(text).toContain(`<!date^${at('09:21:00') / 1000}^{time}|2026-01-31 09:21 UTC>`);
  });
});
