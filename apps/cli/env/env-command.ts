import type { Command } from 'commander';

export function registerEnv(program: Command): void {
  program
    .command('env')
    .description('play matches from another program: requests and answers as lines of JSON (docs/python.md)')
    .action(async () => {
      const { env } = await import('./env.js');
      await env();
    });
}
