import 'reflect-metadata';
import { stat } from 'node:fs/promises';
import { databaseOf, faultOfDatabase, isPostgres, placeOf, type DatabaseAddress } from '#database/address.js';
import { atOneMoment } from '#database/copy/at-one-moment.js';
import { copyTables } from '#database/copy/copy-tables.js';
import { refuseInconsistent } from '#database/copy/refuse-inconsistent.js';
import { Database, SILENT } from '#database/database.js';
import { DatabaseFileError, named } from '#database/files/database-file-error.js';
import { livingMembers } from '#database/fleet/membership.js';
import { InputError } from '#matches/input-error.js';
import { print } from '../terminal/output.js';

/** `gridleague database copy`. Throws `InputError`, `DatabaseFileError`. */
export async function copyDatabase(from: string, to: string): Promise<void> {
  const [source, target] = [addressOf('<from>', from), addressOf('<to>', to)];
  if (placeOf(source) === placeOf(target)) throw new InputError('<to>: is the same database as <from>');
  if (!isPostgres(source) && !(await stat(source).catch(() => null)))
    throw new InputError(`<from>: ${source}: there is no database`);
  await using given = closing(await Database.open(source));
  await refuseLivingMembers(given.database);
  // Which of the two an error is of nobody tells.
  await named(`${placeOf(source)}, or ${placeOf(target)},`, () =>
    atOneMoment(given.database.read.connection, async (read) => {
      await refuseInconsistent(read);
      await using taken = closing(await Database.open(target, SILENT, 'copy'));
      await copyTables(read, taken.database, ({ name, rows, sha256 }) =>
        print(`${name.padEnd(16)} ${String(rows).padStart(9)} rows  ${sha256}`),
      );
    }),
  );
  print(`${placeOf(target)} holds all that is in ${placeOf(source)}.`);
}

/** What they play on would be in no copy. */
async function refuseLivingMembers(source: Database): Promise<void> {
  // A file has one process, and is locked by it.
  if (!source.isShared) return;
  const living = await livingMembers(source);
  if (living.length === 0) return;
  const names = living.map(({ kind, host, pid }) => `${kind} on ${host} (process ${pid})`);
  throw new DatabaseFileError(
    `database ${source.place} is in use by ${names.join(', ')}: end its servers and workers, then say the same again ` +
      '(one that was killed is taken for living until it has been silent for 25 seconds)',
  );
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
