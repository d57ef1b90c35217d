import type { Command } from 'commander';
import { printText } from '../terminal/output.js';

export function registerKpis(program: Command): void {
  program
    .command('kpis')
    .description('show what the KPIs of an energy community mean (docs/kpis.md)')
    .action(async () => {
      const { kpisPage } = await import('#results/export/kpis-page.js');
      printText(kpisPage());
    });
}
