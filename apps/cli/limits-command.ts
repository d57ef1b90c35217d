import type { Command } from 'commander';
import { printText } from './terminal/output.js';

export function registerLimits(program: Command): void {
  program
    .command('limits')
    .description('show what plugins, orders, files and requests may be and use (docs/limits.md)')
    .action(async () => {
      const { limitsPage } = await import('#api/limits/limits-page.js');
      printText(limitsPage());
    });
}
