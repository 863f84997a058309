import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStage, type Stage } from '../support/stage.ts';
import { closeCell, openCell } from './cell.ts';
import { crews, worldOf } from './crew.ts';
import { failings, noGroup } from './failings.ts';
import { questions } from './questions.ts';

const step = process.env.MATRIX === 'all' ? 1 : 5;
const cases = questions
  .flatMap((question) =>
    [...new Set(question.requests)].flatMap((role) =>
      failings.map((failing) => ({ question, role, failing })),
    ),
  )
  .filter((_, index) => index % step === 0);
const all = crews(cases.length);
const played = cases.map((one, index) => {
  const title = `${one.question.name}; the request for ${one.role}: ${one.failing.name}`;
  return [title, one, all[index]] as const;
});

describe('a question while DocSpace fails', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage({ world: worldOf(all) });
    await stage.start();
  });
  afterAll(() => stage.close());

  it.concurrent.each(played)('%s', async (_, { question, role, failing }, crew) => {
    if (crew === undefined) throw new Error('there is no crew');
    const cell = openCell(stage, crew);
    cell.add('Team', { head: null, members: '' });
    const fault = cell.strike(failing.rule, role);
    const mark = stage.docspace.mark();
    await cell.person.type(cell.channel, `/docspace-group ${question.typed(cell)}`);
    const [answer = ''] = await stage.slack.waitFor(
      () => (cell.told().length > 0 ? cell.told() : undefined),
      'an answer',
      20_000,
    );
    expect(fault.hits()).toBe(1);
    const isGone = failing === noGroup && role === 'group';
    if (failing.retried) expect(answer).toMatch(question.reads(cell));
    else
      expect(answer).toMatch(
        isGone ? /not in DocSpace|neither in DocSpace|find|\(id [0-9a-f]{6}\)/ : /\(id [0-9a-f]{6}\)$/,
      );
    expect(cell.told()).toHaveLength(1);
    expect(cell.announced().filter((text) => !text.startsWith(':eyes:'))).toEqual([]);
    expect(cell.requests(mark).filter((one) => one.method !== 'GET')).toEqual([]);
    await closeCell(cell);
  });
});
