import 'reflect-metadata';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { databaseOf, faultOfDatabase, isPostgres, placeOf } from '#database/address.js';
import { named } from '#database/files/database-file-error.js';
import { InputError } from '#matches/input-error.js';
import { ledgerChoice } from '#matches/ledger/ledger-choice.js';
import { printableLines } from '#results/export/printable.js';
import { readConfig } from '#api/settings/server-config.js';
import { Logger } from '#database/fleet/logger.js';
import { steadyOutput } from '../serve/steady-output.js';
import { stopSignal } from '../serve/stop-signal.js';
import { exitCodeOf, explain } from '../terminal/failure.js';
import { runWorker } from './run-worker.js';
import type { WorkerCommandOptions } from './worker-options.js';

/** An end that takes longer is made short: what was in play is taken back. */
const STOP_MILLISECONDS = 30_000;

/** `gridleague worker`. Throws `InputError`. */
export async function work(options: WorkerCommandOptions): Promise<void> {
  const { database = process.env.DATABASE_URL, server = null, workers: players, cache } = options;
  if (database === undefined || !isPostgres(database))
    throw new InputError(
      '--database: must be postgres://<user>@<host>:<port>/<database>: a file has one server, which plays its matches itself',
    );
  const fault = faultOfDatabase(database);
  if (fault !== null) throw new InputError(`--database: ${fault}`);
  const at = server === null ? null : URL.parse(server);
  if (server !== null && (!at || !/^https?:$/.test(at.protocol) || at.username || at.password))
    throw new InputError(
      '--server: must be the address of a server, http://... or https://..., without user and password',
    );
  const { silenceSeconds } = readConfig({
    DATABASE_URL: database,
    GRIDLEAGUE_SILENCE_SECONDS: process.env.GRIDLEAGUE_SILENCE_SECONDS,
  });
  const chain = ledgerChoice(options.chain);
  const tell = steadyOutput(process.stderr);
  const logger = new Logger(tell, () => new Date());
  const stopping = stopSignal();
  void stopping.then(() => setTimeout(() => process.exit(0), STOP_MILLISECONDS).unref());
  const order = {
    ...{ database: databaseOf(database), server, players, chain, silenceSeconds },
    cache: cache ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'gridleague'),
  };
  try {
    await named(placeOf(order.database), () => runWorker(order, logger, stopping));
    process.exit(0);
  } catch (error) {
    // Whatever is still open must not keep a worker alive that does not work.
    tell(printableLines(`${explain(error)}\n`));
    process.exit(exitCodeOf(error));
  }
}
