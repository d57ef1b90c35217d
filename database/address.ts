import { resolve } from 'node:path';

/** Where a database is: the path of a file, or the URL of a PostgreSQL server, which may hold a password. */
export type DatabaseAddress = string;

const SQLITE = 'sqlite:';
const POSTGRES = /^postgres(ql)?:\/\//i;

export function isPostgres(address: DatabaseAddress): boolean {
  return POSTGRES.test(address);
}

/** Tells nothing of what was given: there may be a password in it. */
const RULE =
  'must be sqlite:<file> or postgres://<user>:<password>@<host>:<port>/<database>, special characters as in addresses (%40 for @)';
/** Those that mean something to the client; any other would be taken for none. */
const SSL_MODES = ['disable', 'prefer', 'require', 'verify-ca', 'verify-full', 'no-verify'];

/** Why a setting names no database (`sqlite:<file>` or `postgres://…`), without its password; null: it does. */
export function faultOfDatabase(setting: string): string | null {
  if (!isPostgres(setting)) return setting.startsWith(SQLITE) && setting !== SQLITE ? null : RULE;
  const url = URL.parse(setting);
  if (!url || ![url.username, url.password, url.hostname, url.pathname].every(isEncoded)) return RULE;
  const mode = url.searchParams.get('sslmode');
  return mode === null || SSL_MODES.includes(mode) ? null : `sslmode must be one of ${SSL_MODES.join(', ')}`;
}

function isEncoded(text: string): boolean {
  try {
    return decodeURIComponent(text) !== null;
  } catch {
    return false;
  }
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
