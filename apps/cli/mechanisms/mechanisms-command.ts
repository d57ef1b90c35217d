import type { Command } from 'commander';
import { gatherNamesOrPaths, nameOrPath, path, wholeNumber } from '../terminal/options.js';
import type { MechanismsOptions } from './compare.js';

const HELP = `
The same days of the same community under every mechanism: alone with the grid, mid-market rate, a
double auction in every period by five price rules, a combinatorial clock exchange, bundle trading as the
scenario settles it, the optimum, and VCG payments. What is compared, and what is not: docs/mechanisms.md.

Examples:
  gridleague compare-mechanisms demo-community
  gridleague compare-mechanisms my-street.yaml --seeds 10 --svg mechanisms.svg`;

export function registerMechanisms(program: Command): void {
  program
    .command('compare-mechanisms')
    .description('the same community under every mechanism: who gains what, and what it takes')
    .argument('<scenario>', 'a community by name, or a YAML or JSON file', nameOrPath)
    .option('--seeds <n>', 'blocks: seeded draws that every mechanism has', wholeNumber(1), 5)
    .option('-a, --agent <name|file>', 'who trades bundles (default: truthful)', gatherNamesOrPaths)
    .option('-d, --dealer <name|file>', 'dealer policy of bundle trading', nameOrPath, 'passive')
    .option('--chain <place>', 'embedded, anvil, or memory: quicker, and without gas', 'embedded')
    .option('--json', 'everything as one JSON document')
    .option('--csv', 'one line per block and mechanism')
    .option('--svg <file>', 'also draw all figures', path)
    .addHelpText('after', HELP)
    .action(async (scenario: string, options: MechanismsOptions) => {
      const { comparePlayed } = await import('./compare.js');
      await comparePlayed(scenario, options);
    });
}
