import type { Command } from 'commander';
import { path } from '../terminal/options.js';

export function registerServe(program: Command): void {
  program
    .command('serve')
    .description('start the server: page, API, scheduler, workers and chain')
    .option('-c, --config <file>', 'settings, one NAME=value a line (apps/server/config/example.env)', path)
    .option('--log <level>', 'structured log on stderr: all, errors (and warnings) or none', 'errors')
    .action(async (options: { config?: string; log: string }) => {
      const { serve } = await import('./serve.js');
      await serve(options);
    });
}
