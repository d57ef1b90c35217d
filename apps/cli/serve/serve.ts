import { storageErrorOf } from '#database/files/storage-error.js';
import { startServer, type RunningServer } from '../../server/start-server.js';
import { exitCodeOf, explain } from '../terminal/failure.js';
import { duration } from '../league/league-progress.js';
import { printable, printableLines } from '#results/export/printable.js';
import { Progress } from '../terminal/progress.js';
import { isPostgres } from '#database/address.js';
import type { ServerConfig } from '#api/settings/server-config.js';
import { serverSettings } from './server-settings-file.js';
import { stopSignal } from './stop-signal.js';
import { steadyOutput } from './steady-output.js';

/** An end that takes longer is made short: the next start finds everything as after a kill. */
const STOP_MILLISECONDS = 30_000;

/** `gridleague serve`: starts the server and stays until it is told to stop, or its database is lost. */
export async function serve(options: { config?: string; log: string }): Promise<void> {
  try {
    await stay(options);
  } catch (error) {
    // Whatever is still open must not keep a server alive that does not work.
    const cause = storageErrorOf(error) ?? error;
    steadyOutput(process.stderr)(printableLines(`${explain(cause)}\n`));
    process.exit(exitCodeOf(cause));
  }
}

async function stay({ config: file, log }: { config?: string; log: string }): Promise<void> {
  const config = await serverSettings(file);
  const stopping = stopSignal();
  const tell = steadyOutput(process.stderr);
  const starting = startServer(config, (line) => {
    if (log === 'all' || (log === 'errors' && !line.includes('"level":"info"'))) tell(line);
  });
  const server = await Promise.race([starting, stopping]);
  // Nothing that a start does is lost by ending it.
  if (!server) process.exit(0);
  const failure: unknown = await Promise.race([
    attend(server, config, stopping, log === 'all' ? () => undefined : tell).catch((error: unknown) => error),
    server.broken,
  ]);
  if (failure !== undefined) tell(printableLines(`${explain(failure)}\n`));
  const code = failure === undefined ? 0 : exitCodeOf(failure);
  setTimeout(() => process.exit(code), STOP_MILLISECONDS).unref();
  await server.stop().catch((error: unknown) => {
    // What is broken cannot end well.
    if (failure === undefined) throw error;
  });
  if (failure !== undefined) process.exit(code);
}

/** Shows what goes on until the server is told to stop. `tell`: for progress, which has no place between the lines of a whole log. */
async function attend(
  server: RunningServer,
  config: ServerConfig,
  stopping: Promise<void>,
  tell: (text: string) => void,
): Promise<void> {
  const output = steadyOutput(process.stdout);
  const print = (line: string): void => output(`${printable(line)}\n`);
  print(`GridLeague is at ${server.url} (API: ${server.url}/docs)`);
  if (server.tokenFile) print(`The admin token is in ${server.tokenFile}`);
  const progress = new Progress({ isTTY: process.stderr.isTTY, write: tell });
  server.onEvent((event) => {
    if (event.type === 'progress') {
      const { run, done, total, secondsLeft } = event;
      const left = secondsLeft === null ? '' : `, ${duration(secondsLeft)} left`;
      progress.step(done / total, `run ${run}: match ${done} of ${total}${left}`);
    } else if (event.type === 'finished') {
      progress.done();
      print(`Run ${event.run} is ${event.state}: ${server.url}/runs/${event.run}`);
    }
  });
  const begun = await Promise.race([server.begin(), stopping]);
  if (begun?.demo) print(`Nothing has been played yet: the demo league is on, ${outlook(config)}.`);
  else if (begun && config.workers === 0) print(`GRIDLEAGUE_WORKERS is 0: matches ${whoPlays(config)}.`);
  if (begun) print('Ctrl-C ends the server; what it plays goes on at the next start.');
  await stopping;
  progress.done();
  print('Stopping.');
}

/** What becomes of the matches of the demo league. */
function outlook(config: ServerConfig): string {
  if (config.workers > 0) return 'its leaderboard is there in a minute or two';
  return `and as GRIDLEAGUE_WORKERS is 0 its matches ${whoPlays(config)}`;
}

/** Where the server has no workers of its own. */
function whoPlays({ database }: ServerConfig): string {
  return isPostgres(database)
    ? 'wait for workers (npm run cli -- worker --server <this server>)'
    : 'wait for a start with more';
}
