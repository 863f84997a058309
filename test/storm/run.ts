// npm run test:storm [-- --seed N --operations N --kills N --store sqlite|postgres --replicas N --node 24]
import { bundle } from '../../build.ts';
import { readSettings } from './settings.ts';
import { runStorm } from './storm.ts';
import { tableOf } from './table.ts';

const say = (line: string) => process.stdout.write(`${line}\n`);

// The bots end with the storm, however it ends.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

await bundle();
const settings = readSettings(process.argv.slice(2));
say(`seed ${settings.seed}`);
const result = await runStorm(settings, say);
say(tableOf(result));
for (const { what, detail } of result.violations) say(`VIOLATION ${what}: ${detail}`);
for (const crash of result.crashes) say(`CRASH ${crash}`);
for (const [failure, number] of result.failures) say(`${number} × ${failure}`);
if (process.env.STORM_REASONS !== undefined) {
  for (const [reason, number] of result.reasons) say(`gave up ${number} times: ${reason}`);
}
process.exitCode = result.violations.length === 0 ? 0 : 1;
