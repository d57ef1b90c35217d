import type { Command } from 'commander';
import { path, wholeNumber } from '../terminal/options.js';
import type { WorkerCommandOptions } from './worker-options.js';

export function registerWorker(program: Command): void {
  program
    .command('worker')
    .description(
      "play matches of a deployment's one queue on PostgreSQL, on this machine, until SIGTERM or Ctrl-C",
    )
    .option('--database <url>', 'postgres://<user>@<host>/<database>; default: the variable DATABASE_URL')
    .option('--server <url>', 'a server of the deployment, which must be of the same version and commit')
    .option('-w, --workers <n>', 'matches at once', wholeNumber(1), 1)
    .option(
      '--chain <where>',
      'embedded or anvil (a chain of its own), memory, or the endpoint that the servers use',
      'embedded',
    )
    .option(
      '--cache <folder>',
      'for plugins and scenarios, by hash (default: gridleague in the cache folder)',
      path,
    )
    .action(async (options: WorkerCommandOptions) => {
      const { work } = await import('./work.js');
      await work(options);
    });
}
