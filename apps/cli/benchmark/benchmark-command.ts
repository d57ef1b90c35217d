import type { Command } from 'commander';
import { nameOrPath, path, wholeNumber, gatherPaths } from '../terminal/options.js';
import type { BenchmarkOptions } from './benchmark.js';

const HELP = `
Prints what is published of an edition of the benchmark. With plugins of yours it plays them as the others were
played, on the same blocks, and puts them into the table.

Examples:
  gridleague benchmark 2026
  gridleague benchmark 2026 --agent my-agent.ts
  gridleague benchmark 2026 --check`;

export function registerBenchmark(program: Command): void {
  program
    .command('benchmark')
    .description('put a plugin into the published table of a benchmark edition')
    .argument('<edition>', 'such as 2026, or a file', nameOrPath)
    .option('-a, --agent <file>', 'an agent strategy (repeatable)', gatherPaths)
    .option('-d, --dealer <file>', 'a dealer policy (repeatable)', gatherPaths)
    .option('--check', 'play all published matches again; exit code 1 where a result, score or name differs')
    .option('--publish <folder>', 'play the reference plugins and write the results and the page', path)
    .option('-w, --workers <n>', 'processes that play (default: all cores but one)', wholeNumber(1))
    .option('--json', 'boards and effects as one JSON document')
    .addHelpText('after', HELP)
    .action(async (edition: string, options: BenchmarkOptions) => {
      const { benchmark } = await import('./benchmark.js');
      await benchmark(edition, options);
    });
}
