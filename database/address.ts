import { resolve } from 'node:path';

/** Where a database is: the path of a file, or the URL of a PostgreSQL server, which may hold a password. */
export type DatabaseAddress = string;

const SQLITE = 'sqlite:';
const POSTGRES = /^postgres(ql)?:\/\//i;

export function isPostgres(address: DatabaseAddress): boolean {
  return POSTGRES.test(address);
}

/** Whether a setting names a database: `sqlite:<file>` or `postgres://…`. */
export function isDatabase(setting: string): boolean {
  return isPostgres(setting) ? URL.canParse(setting) : setting.startsWith(SQLITE) && setting !== SQLITE;
}

/** The database that a setting names. */
export function databaseOf(setting: string): DatabaseAddress {
  return isPostgres(setting) ? setting : resolve(setting.slice(SQLITE.length));
}

/** As it may be told to anybody: host, port and database of a server, and neither who connects nor with what. */
export function placeOf(address: DatabaseAddress): string {
  if (!isPostgres(address)) return address;
  const url = URL.parse(address);
  // A password with a slash that was not escaped stands in what looks like the path.
  if (!url || /[@/]/.test(url.pathname.slice(1))) return 'postgres://?';
  const host = url.hostname || url.searchParams.get('host') || 'localhost';
  return `postgres://${host}:${url.port || '5432'}${url.pathname}`;
}
