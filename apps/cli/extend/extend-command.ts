import type { Command } from 'commander';
import { asking } from '../remote/asking.js';
import { wholeNumber } from '../terminal/options.js';
import type { ExtendOptions } from './extend.js';

export function registerExtend(program: Command): void {
  asking(program.command('extend'))
    .description('add blocks to a finished run of an extensible league: another look at it')
    .argument(
      '<run|folder>',
      'its id on a server; or the folder of `league --output`, which is played on here',
    )
    .requiredOption('--blocks <n>', 'how many more', wholeNumber(1))
    .option(
      '-w, --workers <n>',
      'processes that play a folder on (default: all cores but one)',
      wholeNumber(1),
    )
    .option('--no-chain', 'keep the ledger of a folder in memory')
    .option('--json', 'as one JSON document')
    .action(async (what: string, options: ExtendOptions) => {
      const { extend } = await import('./extend.js');
      await extend(what, options);
    });
}
