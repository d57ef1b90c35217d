import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Folder of the binaries; null: they are not here. */
export function postgresBinaries() {
  const asked = [process.env.GRIDLEAGUE_TEST_POSTGRES, output('pg_config', ['--bindir'])];
  const usual = [18, 17, 16, 15].flatMap((n) => [
    `/usr/lib/postgresql/${n}/bin`,
    `/opt/homebrew/opt/postgresql@${n}/bin`,
  ]);
  return [...asked, ...usual].find((folder) => folder && existsSync(join(folder, 'initdb'))) ?? null;
}

/** What a program writes; null: it fails, or is not here. */
export function output(command, args) {
  try {
    return execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return null;
  }
}
