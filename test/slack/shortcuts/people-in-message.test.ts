import { describe, expect, it } from 'vitest';
import { peopleInMessage } from '../../../src/slack/shortcuts/people-in-message.ts';

describe('peopleInMessage', () => {
  it('names the author first, then who is mentioned, each once', () => {
    expect(
      peopleInMessage({
        user: 'U0AUTHOR',
        text: 'hi <@U0ANN> and <@W0BOB|bob>, again <@U0ANN>',
        blocks: [
          {
            type: 'rich_text',
            elements: [
              {
                type: 'rich_text_list',
                elements: [
                  {
                    type: 'rich_text_section',
                    elements: [
                      { type: 'text', text: 'not <@U0TEXT>' },
                      { type: 'user', user_id: 'U0CID' },
                    ],
                  },
                ],
              },
            ],
          },
          { type: 'section', text: { type: 'mrkdwn', text: '<@U0DEE>' }, fields: [] },
          { type: 'context', elements: [{ type: 'mrkdwn', text: '<@U0EVE>' }] },
          { type: 'section', text: { type: 'plain_text', text: '<@U0PLAIN>' } },
        ],
      }),
    ).toEqual(['U0AUTHOR', 'U0ANN', 'W0BOB', 'U0CID', 'U0DEE', 'U0EVE']);
  });

  it('leaves Slackbot out, and messages without an author are no fault', () => {
    expect(peopleInMessage({ user: 'USLACKBOT', text: '<@U0ANN>' })).toEqual(['U0ANN']);
    expect(peopleInMessage({ subtype: 'bot_message', bot_id: 'B1', text: '<@U0ANN>' })).toEqual(['U0ANN']);
  });

  it.each([
    undefined,
    null,
    'text',
    { user: 7 },
    { text: ['<@U0ANN>'] },
    { user: 'not an id', blocks: [null, 1, { type: 'user', user_id: '<!channel>' }] },
  ])('finds nobody in %j', (message) => {
    expect(peopleInMessage(message)).toEqual([]);
  });

  it('does not go down without end', () => {
    let nested: unknown = { type: 'user', user_id: 'U0DEEP' };
    for (let depth = 0; depth < 50_000; depth += 1) nested = [nested];
    expect(peopleInMessage({ blocks: [nested, { type: 'user', user_id: 'U0ANN' }] })).toEqual(['U0ANN']);
  });
});
