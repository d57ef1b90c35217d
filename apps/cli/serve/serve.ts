import { startServer } from '../../server/start-server.js';
import { duration } from '../league/league-progress.js';
import { passOn, print } from '../terminal/output.js';
import { Progress } from '../terminal/progress.js';
import { serverSettings } from './server-settings-file.js';

/** `gridleague serve`: starts the server and stays until it is told to stop. */
export async function serve({ config: file, log }: { config?: string; log: string }): Promise<void> {
  const config = await serverSettings(file);
  const stopping = stopSignal();
  const server = await startServer(config, (line) => {
    if (log === 'all' || (log === 'errors' && !line.includes('"level":"info"'))) passOn(line);
  });
  print(`GridLeague is at ${server.url} (API: ${server.url}/docs)`);
  if (server.tokenFile) print(`The admin token is in ${server.tokenFile}`);
  const progress = new Progress(process.stderr);
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
  const { demo } = await server.begin();
  if (demo)
    print('Nothing has been played yet: the demo league is on, its leaderboard is there in a minute or two.');
  print('Ctrl-C ends the server; what it plays goes on at the next start.');
  await stopping;
  progress.done();
  print('Stopping.');
  await server.stop();
}

/** Resolves at the first Ctrl-C or SIGTERM; a second one ends at once. */
function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}
