import type { Command } from 'commander';
import { path } from '../terminal/options.js';
import type { RecomputeOptions } from './recompute.js';

export function registerResults(program: Command): void {
  const results = program.command('results').description('work with stored results');
  results
    .command('pool')
    .description('boards of several runs of one version of a league, as one run')
    .argument('<run...>', 'bundles, or folders written by `league --output`; none of the runs left out')
    .option('--json', 'the boards as one JSON document')
    .action(async (paths: string[], options: { json?: boolean }) => {
      const { pool } = await import('./pool.js');
      await pool(paths, options);
    });
  results
    .command('recompute')
    .description('compute boards again from the raw rounds that are stored')
    .argument('<run|folder>', 'a run in the database, or a folder written by `league --output`')
    .option('-c, --config <file>', 'settings of the server whose database it is', path)
    .option('--json', 'the boards as one JSON document')
    .action(async (what: string, options: RecomputeOptions) => {
      const { recompute } = await import('./recompute.js');
      await recompute(what, options);
    });
}
