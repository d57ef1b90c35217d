import type { Command } from 'commander';
import { nameOrPath, wholeNumber } from '../terminal/options.js';

export function registerStudy(program: Command): void {
  const study = program.command('study').description('play a study of the documentation anew');
  study
    .command('closing')
    .description('whether waiting wins, by closing rule and settlement (docs/closing-study.md)')
    .option('-s, --scenario <name|file>', 'where', nameOrPath, 'demo-street')
    .option('--blocks <n>', 'seeded draws that every strategy plays', wholeNumber(1), 30)
    .option('--json', 'all outcomes as one JSON document')
    .action(async (options: { scenario: string; blocks: number; json?: boolean }) => {
      const { studyClosing } = await import('./study-closing.js');
      await studyClosing(options);
    });
}
