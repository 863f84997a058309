import { afterAll, beforeAll, describe, it } from 'vitest';
import type { Transport } from '../../../sandbox/slack/contract.ts';
import { openStage, type Stage } from '../support/stage.ts';
import { changes } from './changes.ts';
import { crews, worldOf } from './crew.ts';
import { play } from './play.ts';
import { type Case, casesOf } from './troubles.ts';

/** Every eighth cell in every run, so that each change and each trouble has its turn; all by `npm run test:matrix`. */
const step = process.env.MATRIX === 'all' ? 1 : 8;

const every = casesOf(changes);
const overSocket = every.filter(
  (one, index) => step === 1 || (index % step === 0 && one.trouble.slow !== true),
);
/** What of it depends on how Slack's deliveries come: acks with errors or a view, deliveries that come twice. */
const overHttp = every.filter(
  ({ trouble, outcome }, index) =>
    (trouble.part === 'Twice' ||
      outcome === 'asked again' ||
      (outcome === 'field' && trouble.part === 'Meanwhile')) &&
    (step === 1 || index % 3 === 0),
);

const transports: readonly (readonly [Transport, readonly Case[]])[] = [
  ['socket', overSocket],
  ['http', overHttp],
];

describe.each(transports)('a change while something goes wrong, over %s', (transport, cases) => {
  const all = crews(cases.length);
  const played = cases.map((one, index) => [`${one.title} -> ${one.outcome}`, one, all[index]] as const);
  let stage: Stage;

  beforeAll(async () => {
    stage = await openStage({ transport, world: worldOf(all), env: { CHANGES_PER_10_MINUTES: '0' } });
    await stage.start();
  });
  afterAll(() => stage.close());

  it.concurrent.each(played)('%s', { timeout: 90_000 }, async (_, one, crew) => {
    if (crew === undefined) throw new Error('there is no crew');
    await play(stage, crew, one);
  });
});
