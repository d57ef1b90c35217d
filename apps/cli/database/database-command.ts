import type { Command } from 'commander';

export function registerDatabase(program: Command): void {
  program
    .command('database')
    .description("work with a server's database")
    .command('copy')
    .description(
      'move an installation: copy a database into another one, and compare both; its servers and workers must not run',
    )
    .argument(
      '<from>',
      'sqlite:<file> or postgres://<user>@<host>/<database> (its password: PGPASSWORD, or ~/.pgpass)',
    )
    .argument('<to>', 'the same: a database that is empty, or holds a copy that was interrupted')
    .action(async (from: string, to: string) => {
      const { copyDatabase } = await import('./copy-database.js');
      await copyDatabase(from, to);
    });
}
