import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStage, type Stage } from '../support/stage.ts';
import { closeCell, openCell, roleOf } from './cell.ts';
import { changes } from './changes.ts';
import { crews, worldOf } from './crew.ts';
import { questions } from './questions.ts';

const byText = (one: string, other: string) => one.localeCompare(other);
const all = crews(changes.length + questions.length);

function crewAt(index: number) {
  const crew = all[index];
  if (crew === undefined) throw new Error('there is no crew');
  return crew;
}

describe('the requests to DocSpace, as docs/reliability.md has them', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage({ world: worldOf(all), env: { CHANGES_PER_10_MINUTES: '0' } });
    await stage.start();
  });
  afterAll(() => stage.close());

  it.concurrent.each(changes.map((change, index) => [change.name, change, index] as const))(
    '%s',
    async (_, change, index) => {
      const cell = openCell(stage, crewAt(index));
      const opened = stage.docspace.mark();
      await change.prepare(cell);
      const opening = cell.requests(opened).length;
      const before = cell.announced().length;
      const sent = stage.docspace.mark();
      await change.send(cell);
      await stage.slack.waitFor(() => cell.announced().length > before, 'the announcement');
      const roles = cell.requests(sent).map(roleOf);
      const wanted = change.requests.map((role) => (role === 'second write' ? 'write' : role));
      expect(roles.toSorted()).toEqual(wanted.toSorted());
      if (change.opening !== undefined) expect(opening, 'up to the last click').toBe(change.opening);
      await closeCell(cell);
    },
  );

  it.concurrent.each(
    questions.map((question, index) => [question.name, question, changes.length + index] as const),
  )('%s', async (_, question, index) => {
    const cell = openCell(stage, crewAt(index));
    cell.add('Team', { head: null, members: '' });
    const mark = stage.docspace.mark();
    await cell.person.type(cell.channel, `/docspace-group ${question.typed(cell)}`);
    await stage.slack.waitFor(
      () => cell.told().some((text) => question.reads(cell).test(text)),
      'the answer',
    );
    const requests = stage.docspace
      .requestsSince(mark)
      .filter((one) => cell.requests(mark).includes(one) || one.path.includes(cell.crew.people.admin));
    expect(requests.map(roleOf).toSorted(byText)).toEqual([...question.requests].toSorted(byText));
    await closeCell(cell);
  });
});
