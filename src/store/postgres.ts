import { randomUUID } from 'node:crypto';
import { Socket } from 'node:net';
import {
  type DatabaseConnection,
  type Driver,
  Kysely,
  PostgresDialect,
  type PostgresDialectConfig,
  type QueryResult,
  sql,
} from 'kysely';
import pg from 'pg';
import { migrate } from './migrations.ts';
import { placeOf, toPostgresError } from './postgres-faults.ts';
import type { Schema } from './schema.ts';
import type { Store } from './store.ts';
import { isStoreAway, StoreError } from './store-error.ts';

const oldestServer = 130_000;
const connections = 10;
/** Slack waits 3 s for a submit: whoever can't be reached within this is away. */
const connectWithinMs = 1_500;
/** How long work waits for a free connection: when 500 submits come at once, seconds. */
const queueForMs = 15_000;
/** A server that lives answers or gives up sooner (`statement_timeout`); one that is cut off says nothing at all. */
const silentForMs = 9_000;

// A process that is frozen in a transaction must not hold its rows against those who take its work over.
const sessionLimits = [
  'set statement_timeout = 6000',
  'set lock_timeout = 5000',
  'set idle_in_transaction_session_timeout = 5000',
].join(';');

/** `onAway` is called whenever a connection is found lost, also one that nobody uses just then. */
export interface PostgresOptions {
  readonly databaseUrl: string;
  readonly onAway?: (error: StoreError) => void;
}

/**
 * Kysely's dialect on a pool of connections: faults get their name at the query where they happen. TLS as
 * the URL's `sslmode` says, the way `pg` understands it.
 */
function postgresDialect({ databaseUrl, onAway }: PostgresOptions): PostgresDialect {
  const place = placeOf(databaseUrl);
  const named = (error: unknown): unknown => {
    const fault = toPostgresError(error, place);
    if (isStoreAway(fault)) onAway?.(fault);
    return fault;
  };
  return new NamedFaultsDialect({ pool: createPool(databaseUrl, named) }, named);
}

class QuicklyConnecting extends pg.Client {
  constructor(config: pg.ClientConfig = {}) {
    super({ ...config, connectionTimeoutMillis: connectWithinMs });
  }
}

function createPool(databaseUrl: string, onLost: (error: unknown) => void): pg.Pool {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    application_name: 'docspace-groups',
    max: connections,
    connectionTimeoutMillis: queueForMs,
    Client: QuicklyConnecting,
    idleTimeoutMillis: 5_000,
    keepAlive: true,
    stream: () => {
      const socket = new Socket();
      return socket.setTimeout(silentForMs, () => socket.destroy(new Error('Connection terminated: silent')));
    },
    types: {
      getTypeParser: (id, format) =>
        id === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(id, format),
    },
    onConnect: async (client) => {
      await client.query(sessionLimits);
    },
  });
  pool.on('error', onLost);
  // While a connection is in use the pool does not listen; unheard, the error would end the process.
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}

class NamedFaultsDialect extends PostgresDialect {
  readonly #named: (error: unknown) => unknown;

  constructor(config: PostgresDialectConfig, named: (error: unknown) => unknown) {
    super(config);
    this.#named = named;
  }

  override createDriver(): Driver {
    return namingDriver(super.createDriver(), this.#named);
  }
}

/** A driver that gives the faults of another one their names. */
function namingDriver(driver: Driver, named: (error: unknown) => unknown): Driver {
  const naming = <Result>(work: Promise<Result>): Promise<Result> =>
    work.catch((error: unknown) => {
      throw named(error);
    });
  return {
    init: () => driver.init(),
    acquireConnection: async () => new NamingConnection(await naming(driver.acquireConnection()), naming),
    beginTransaction: (connection, settings) =>
      naming(driver.beginTransaction(innerOf(connection), settings)),
    commitTransaction: (connection) =>
      naming(driver.commitTransaction(innerOf(connection))).catch((error: unknown) => {
        throw isStoreAway(error) ? new StoreError('lost at the commit', error.path, error) : error;
      }),
    // Of a connection that is lost the server has rolled back by itself; the complaint would hide why.
    rollbackTransaction: (connection) =>
      driver.rollbackTransaction(innerOf(connection)).catch(() => undefined),
    releaseConnection: (connection) => driver.releaseConnection(innerOf(connection)),
    destroy: () => driver.destroy(),
  };
}

type Naming = <Result>(work: Promise<Result>) => Promise<Result>;

class NamingConnection implements DatabaseConnection {
  readonly inner: DatabaseConnection;
  readonly #naming: Naming;

  constructor(inner: DatabaseConnection, naming: Naming) {
    this.inner = inner;
    this.#naming = naming;
  }

  executeQuery<Row>(...query: Parameters<DatabaseConnection['executeQuery']>): Promise<QueryResult<Row>> {
    return this.#naming(this.inner.executeQuery<Row>(...query));
  }

  streamQuery<Row>(
    ...query: Parameters<DatabaseConnection['streamQuery']>
  ): AsyncIterableIterator<QueryResult<Row>> {
    return this.inner.streamQuery<Row>(...query);
  }
}

function innerOf(connection: DatabaseConnection): DatabaseConnection {
  return connection instanceof NamingConnection ? connection.inner : connection;
}

/** Opens the database, on a pool of connections. Throws `StoreError`. */
export async function openPostgres(options: PostgresOptions): Promise<Store> {
  const place = placeOf(options.databaseUrl);
  const db = new Kysely<Schema>({ dialect: postgresDialect(options) });
  try {
    await checkServer(db, place);
    await migrate(db, place);
  } catch (error) {
    await db.destroy();
    throw error;
  }
  let closed: Promise<void> | undefined;
  let aheadMs = 0;
  return {
    db,
    transaction: (work) => db.transaction().execute(work),
    instance: randomUUID(),
    exclusive: false,
    time: async (trx) => {
      const at = await serverTime(trx);
      aheadMs = at - Date.now();
      return at;
    },
    now: () => Date.now() + aheadMs,
    takeTurn,
    check: () => checkServer(db, place),
    close: () => {
      closed ??= db.destroy();
      return closed;
    },
  };
}

async function checkServer(db: Kysely<Schema>, place: string): Promise<void> {
  const answer = await sql<{
    version: number;
    standby: boolean;
  }>`select current_setting('server_version_num')::int as version, pg_is_in_recovery() as standby`.execute(
    db,
  );
  const { version, standby } = answer.rows[0] ?? { version: 0, standby: false };
  if (version < oldestServer) throw new StoreError('server too old', place);
  if (standby) throw new StoreError('out of reach', place);
}

// At this moment, and not at the transaction's begin.
async function serverTime(db: Kysely<Schema>): Promise<number> {
  const { rows } = await sql<{
    at: number;
  }>`select floor(extract(epoch from clock_timestamp()) * 1000)::bigint as at`.execute(db);
  return rows[0]?.at ?? Date.now();
}

async function takeTurn(db: Kysely<Schema>, name: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(db);
}
