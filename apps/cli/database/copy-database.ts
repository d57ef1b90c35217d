import 'reflect-metadata';
import { stat } from 'node:fs/promises';
import { databaseOf, faultOfDatabase, isPostgres, placeOf, type DatabaseAddress } from '#database/address.js';
import { copyTables } from '#database/copy/copy-tables.js';
import { refuseOtherHashes } from '#database/copy/refuse-other-hashes.js';
import { Database, SILENT } from '#database/database.js';
import { InputError } from '#matches/input-error.js';
import { print } from '../terminal/output.js';

/** `gridleague database copy`. Throws `InputError`, `DatabaseFileError`. */
export async function copyDatabase(from: string, to: string): Promise<void> {
  const [source, target] = [addressOf('<from>', from), addressOf('<to>', to)];
  if (placeOf(source) === placeOf(target)) throw new InputError('<to>: is the same database as <from>');
  if (!isPostgres(source) && !(await stat(source).catch(() => null)))
    throw new InputError(`<from>: ${source}: there is no database`);
  await using given = closing(await Database.open(source));
  await refuseOtherHashes(given.database.read);
  await using taken = closing(await Database.open(target, SILENT, 'copy'));
  await copyTables(given.database.read, taken.database, ({ name, rows, sha256 }) =>
    print(`${name.padEnd(16)} ${String(rows).padStart(9)} rows  ${sha256}`),
  );
  print(`${placeOf(target)} holds all that is in ${placeOf(source)}.`);
}

/** Tells nothing of what was given: there may be a password in it. */
function addressOf(argument: string, setting: string): DatabaseAddress {
  const fault = faultOfDatabase(setting);
  if (fault !== null) throw new InputError(`${argument}: ${fault}`);
  return databaseOf(setting);
}

function closing(database: Database): AsyncDisposable & { readonly database: Database } {
  return { database, [Symbol.asyncDispose]: () => database.close() };
}
