// Holds the store of the given folder until it is killed.
import { openStore } from '../../src/store/store.ts';

const store = await openStore({ dataDir: process.argv[2] ?? '' });
const written = { at: Date.now(), operation_id: 'o1', event: 'accepted', actor: '{}', data: '"held"' };
const row = { ...written, sequence: 1, hash: '' };
await store.db.insertInto('audit').values(row).execute();
process.stdout.write('held\n');
setInterval(() => {}, 60_000);
