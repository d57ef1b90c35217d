import type { Command } from 'commander';

export function registerChain(program: Command): void {
  program
    .command('chain')
    .description('look into what matches did on their chain')
    .command('show')
    .description('tell a match of `play`: orders, clearings with their certificates, payments, gas')
    .argument('<match>', 'id of its report, such as demo-community/1, or the file of its log')
    .action(async (match: string) => {
      const { showChain } = await import('./show-chain.js');
      await showChain(match);
    });
}
