import { config as loadEnvFile } from 'dotenv';
import { type App, startApp } from './app.ts';
import { readConfig } from './config.ts';
import { CONFIG_EXIT_CODE, ConfigError } from './config-fault.ts';
import { openFileWarning } from './config-file.ts';
import { createLog, type Logger } from './service/log.ts';
import { StoreError } from './store/store-error.ts';

/** A supervisor that asked to stop kills after 10 s: before that, the ledger has everything. */
const stopWithinMs = 9_000;

async function main(): Promise<void> {
  const envFile = process.env.DOTENV_CONFIG_PATH ?? '.env';
  loadEnvFile({ path: envFile, quiet: true });
  const config = readConfig(process.env);
  const log = await createLog({ ...config.log, secrets: config.secrets });
  for (const warning of config.warnings) log.warn(warning);
  const openFile = openFileWarning(envFile);
  if (openFile !== undefined) log.warn(openFile);

  // Slack's socket client can reject on a race of its own; anything unhandled is a reason to start afresh.
  process.on('unhandledRejection', (reason) => end(log, reason));
  process.on('uncaughtException', (error) => end(log, error));

  let app: App | undefined;
  let stopping = false;
  const stop = (signal: NodeJS.Signals) => {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, 'stopping');
    // It still waits for its database: there is nothing to end.
    if (app === undefined) process.exit(0);
    setTimeout(() => process.exit(0), stopWithinMs).unref();
    app.stop().then(
      () => process.exit(0),
      (error: unknown) => end(log, error),
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  app = await startApp(config, log);
}

function end(log: Logger, error: unknown): never {
  log.fatal({ err: error }, 'the program ends: it met a fault that it can’t go on with');
  process.exit(1);
}

main().catch((error: unknown) => {
  if (error instanceof ConfigError || error instanceof StoreError) {
    process.stderr.write(`${error.message}\n`);
    process.exit(CONFIG_EXIT_CODE);
  }
  // Nothing of the error but its kind: it may have met a secret on its way.
  process.stderr.write(`The bot cannot start: ${error instanceof Error ? error.name : 'unknown fault'}\n`);
  process.exit(1);
});
