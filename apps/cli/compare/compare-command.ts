import { availableParallelism } from 'node:os';
import { InvalidArgumentError, type Command } from 'commander';
import { nameOrPath, wholeNumber } from '../terminal/options.js';
import { seedList } from '../play/seed-list.js';
import type { CompareOptions } from './compare-options.js';

const HELP = `
Both strategies play in the same seats, among the same others, on the same days; what is told is how they differ, day by
day. What was played before is not played again: matches are kept by the hash of all that they depend on.

Examples:
  gridleague compare mine.ts old.ts --against shaded,multi-bundle --scenario demo-street --seeds 30
  gridleague compare mine.ts truthful --dealer passive,smoothing --watch`;

export function registerCompare(program: Command): void {
  program
    .command('compare')
    .description('say whether one strategy earns more than another, and how sure that is')
    .argument('<mine>', 'a strategy: a file, or a reference strategy by name', nameOrPath)
    .argument('<old>', 'what it is compared with', nameOrPath)
    .option('--against <list>', 'who else plays, names or files (default: truthful)', gatherLists)
    .option('-s, --scenario <name|file>', 'where', nameOrPath, 'demo-street')
    .option('-d, --dealer <list>', 'dealer policies, names or files (default: passive)', gatherLists)
    .option('--seeds <n|list>', 'days: so many, or such as 5..40', seedCount, seedCount('30'))
    .option('--rounds <n>', 'round cap', wholeNumber(1))
    .option('-w, --workers <n>', 'processes that play', wholeNumber(1), availableParallelism())
    .option('--json', 'the comparison as one JSON document')
    .option('--watch', 'compare again whenever one of the files is saved')
    .addHelpText('after', HELP)
    .action(async (mine: string, old: string, options: CompareOptions) => {
      const { compare } = await import('./compare.js');
      await compare(mine, old, options);
    });
}

/** `30` is 1..30. */
function seedCount(text: string): readonly string[] {
  return /^\d+$/.test(text) ? seedList(`1..${text}`) : seedList(text);
}

function gatherLists(text: string, before: readonly string[] | undefined): readonly string[] {
  const names = text.split(',').map((name) => name.trim());
  if (names.includes('')) throw new InvalidArgumentError('It must be a list such as shaded,mine.ts.');
  return [...(before ?? []), ...names.map(nameOrPath)];
}
