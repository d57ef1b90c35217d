import { Option, type Command } from 'commander';
import {
  gatherNamesOrPaths,
  gatherPaths,
  nameOrPath,
  path,
  positiveNumber,
  wholeNumber,
} from '../terminal/options.js';
import type { CompareDealersOptions } from './compare-dealers.js';
import type { LeagueOptions } from './league.js';
import type { PlanOptions } from './plan-league.js';

const EXAMPLES = `
Examples:
  gridleague league demo
  gridleague league my-league.yaml --plugin my-agent.ts --output results/
  gridleague compare-dealers --scenario random-small --agent truthful --agent shaded --blocks 8`;

export function registerLeague(program: Command): void {
  const league = playing(program.command('league'))
    .description('play a run of a league here, without a server, and print its boards')
    .argument('<league>', 'a shipped league by name, or a YAML or JSON file', nameOrPath)
    .option('-a, --agent <name|file>', 'a strategy that enters besides', gatherNamesOrPaths)
    .option('-d, --dealer <name|file>', 'a dealer policy that does', gatherNamesOrPaths)
    .option('-p, --plugin <file>', 'one more agent or dealer that may play', gatherPaths)
    .option('--seed <text>', 'the seed of a sealed league')
    .option('--blocks <n>', 'other number of blocks than the file says', wholeNumber(1))
    .addHelpText('after', EXAMPLES)
    .action(async (file: string, options: LeagueOptions) => {
      const { league } = await import('./league.js');
      await league(file, options);
    });
  league
    .command('plan')
    .description('tell what a run would be, and which differences its blocks can show, without playing it')
    .argument('<league>', 'a shipped league by name, or a YAML or JSON file', nameOrPath)
    .option('-p, --plugin <file>', 'one more agent or dealer that may play', gatherPaths)
    .option('--blocks <n>', 'other number of blocks than the file says', wholeNumber(1))
    .option(
      '--pilot <path>',
      'a run like it, its folder or bundle: spread and pace are taken from there',
      path,
    )
    .option('--spread <number>', 'standard deviation of differences from block to block', positiveNumber)
    .option('--difference <number>', 'that shall be told apart', positiveNumber)
    .option('--json', 'as one JSON document')
    .action(async (file: string, _: PlanOptions, command: Command) => {
      const { planLeague } = await import('./plan-league.js');
      // Its parent takes options of the same names.
      await planLeague(file, command.optsWithGlobals<PlanOptions>());
    });
  playing(program.command('compare-dealers'))
    .description('play dealer policies on the same blocks and compare them with passive')
    .option('-s, --scenario <name|file>', 'where (default: random-small)', gatherNamesOrPaths)
    .option(
      '-a, --agent <name|file>',
      'who trades (default: truthful); each alone, and all together',
      gatherNamesOrPaths,
    )
    .option('-d, --dealer <name|file>', 'a policy to compare with passive (default: all)', gatherNamesOrPaths)
    .option('-p, --plugin <file>', 'one more agent or dealer that may play', gatherPaths)
    .option('--blocks <n>', 'seeded draws that every policy plays', wholeNumber(1), 8)
    .option('--rounds <n>', 'round cap', wholeNumber(1))
    .addOption(
      new Option(
        '--settlement <rule>',
        "in place of the scenarios' own; both: one after the other, side by side",
      ).choices(['path', 'final', 'both']),
    )
    .action(async (options: CompareDealersOptions) => {
      const { compareDealers } = await import('./compare-dealers.js');
      await compareDealers(options);
    });
}

/** Options of every verb that plays a run. */
function playing(command: Command): Command {
  return command
    .option('-w, --workers <n>', 'processes that play (default: all cores but one)', wholeNumber(1))
    .option('--run <n>', 'number of the run: each draws anew', wholeNumber(1), 1)
    .option('--no-chain', 'keep the ledger in memory: faster, same results')
    .option('-o, --output <folder>', 'write tables, figures, and all that a replay needs', path)
    .option('--json', 'boards and result hashes as one JSON document');
}
