/** What an operator does about a connection that TLS does not allow. */
export const TLS_REMEDY =
  'turn on TLS at PostgreSQL (ssl = on), give a certificate that its name stands in and whose authority is known here ' +
  '(?sslrootcert=<file> in DATABASE_URL), or state another sslmode there (disable: everything in the clear)';

const REMEDIES: Readonly<Record<string, string>> = {
  '25006': 'name the server that takes writes in DATABASE_URL, not its standby',
  '28': 'mend user and password (DATABASE_URL, PGPASSWORD, ~/.pgpass), or what pg_hba.conf of PostgreSQL lets in',
  '3D': 'make it (createdb), or mend its name in DATABASE_URL',
  '53300':
    'raise max_connections of PostgreSQL (or the CONNECTION LIMIT of the role or the database), end what needs none, or put a pooler before it',
};

/** What an operator does about an error of PostgreSQL; undefined: nothing that goes for it alone. `code`: its five characters. */
export function remedyOf(code: string, message: string): string | undefined {
  return code === '42501' ? grantOf(message) : (REMEDIES[code] ?? REMEDIES[code.slice(0, 2)]);
}

/** The right that is missing, as far as the message tells in English. */
function grantOf(message: string): string {
  const [, kind, name = ''] = /^permission denied for (database|schema) "?([^"]+)"?$/.exec(message) ?? [];
  if (kind === 'database')
    return `let its owner or an administrator say: GRANT CREATE ON DATABASE "${name}" TO <the user that connects>`;
  if (kind === 'schema')
    return `let its owner or an administrator say: GRANT USAGE, CREATE ON SCHEMA "${name}" TO <the user that connects>`;
  return 'make the user that connects the owner of its tables (docs/operators-guide.md, "PostgreSQL")';
}
