import { Option, type Command } from 'commander';
import { gatherNamesOrPaths, nameOrPath, path, seedText, wholeNumber } from '../terminal/options.js';
import type { PlayOptions } from './play.js';
import { seedList } from './seed-list.js';

const EXAMPLES = `
Examples:
  gridleague play demo-community
  gridleague play random-small --agent truthful --agent shaded --dealer smoothing
  gridleague play my-street.yaml --agent my-agent.ts --seed 7 --csv results/
  gridleague play demo-street --agent my-agent.ts --agent shaded --seeds 1..200 --jsonl
  gridleague play demo-street --agent my-agent.ts --inspect
  gridleague play my-auction.yaml --json
  gridleague play landau-village --bidder zip --bidder my-bidder.ts
  gridleague play my-year.yaml --chain memory --journal year.jsonl`;

export function registerPlay(program: Command): void {
  program
    .command('play')
    .description('play one match and report on it')
    .argument('<scenario>', 'a shipped scenario by name, or a YAML or JSON file', nameOrPath)
    .option(
      '-a, --agent <name|file>',
      'strategy (default: truthful), python:<file> for one in Python; several are dealt to the seats in turn',
      gatherNamesOrPaths,
    )
    .option('-d, --dealer <name|file>', 'dealer policy', nameOrPath, 'passive')
    .option(
      '-b, --bidder <name|file>',
      'in a double auction: bids in the place of reservation prices; several are dealt in turn',
      gatherNamesOrPaths,
    )
    .option('-s, --seed <text>', 'what the instance and all chance is drawn from', seedText, '1')
    .option('--seeds <list>', 'several matches, such as 1..200, in memory unless --chain is given', seedList)
    .option('--rounds <n>', 'round cap', wholeNumber(1))
    .addOption(
      new Option('--book <rule>', 'what happens to orders after a trade').choices(['keep', 'rebase']),
    )
    .option(
      '--chain <embedded|anvil|memory|url>',
      'where the ledger is kept (double auctions: memory, unless named)',
      'embedded',
    )
    .option('--in-process', 'development only: run plugins unshielded in this process; the report says so')
    .option(
      '--inspect [port]',
      'development only: the same, and wait for a debugger (default port: 9229)',
      wholeNumber(0),
    )
    .option('--strict', 'exit code 1 when a plugin failed in the match, even once')
    .option('--json', 'the report as one JSON document')
    .option('--jsonl', 'the reports as JSON, a line for each match')
    .option('--record <file>', 'also keep all that `explain` needs in this file', path)
    .option(
      '--csv <folder>',
      'also write rounds, seats, prices, trades (and schedules, KPIs) as CSV files',
      path,
    )
    .option(
      '--journal <file>',
      'keep each of several days in this file as it ends; where it is there, go on after it',
      path,
    )
    .addHelpText('after', EXAMPLES)
    .action(async (scenario: string, options: Omit<PlayOptions, 'given'>, command: Command) => {
      const { play } = await import('./play.js');
      const given = command.options
        .filter((option) => command.getOptionValueSource(option.attributeName()) === 'cli')
        .map((option) => option.long!);
      await play(scenario, { ...options, given });
    });
}
