import { fileError } from '../files/database-file-error.js';
import type { StorageError } from '../files/storage-error.js';
import { toldError } from './postgres-errors.js';

const PLACE = 'postgres://db:5432/x';
const failure = (code: string | undefined, message: string): Error =>
  Object.assign(new Error(message), { code });
const said = (code: string | undefined, message: string): string =>
  fileError(PLACE, toldError(failure(code, message)) as StorageError).message;

describe('what an operator is told of an error of PostgreSQL', () => {
  it.each([
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'self-signed certificate'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'self-signed certificate in certificate chain'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', "Hostname/IP does not match certificate's altnames"],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'unable to verify the first certificate'],
    ['CERT_HAS_EXPIRED', 'certificate has expired'],
    [undefined, 'The server does not support SSL connections'],
    [undefined, 'There was an error establishing an SSL connection'],
  ])('names TLS where it is to blame: %s %s', (code, message) =>
    expect(said(code, message)).toMatch(
      /^database postgres:\/\/db:5432\/x cannot be reached: .*\?sslrootcert=<file>.*sslmode/,
    ),
  );

  it.each([
    ['53300', 'sorry, too many clients already', 'raise max_connections'],
    ['53200', 'out of memory', 'is busy: out of memory (PostgreSQL code 53200); start again'],
    ['28P01', 'password authentication failed for user "u"', 'refuses: password authentication failed'],
    ['28000', 'no pg_hba.conf entry for host "h"', 'pg_hba.conf'],
    ['42501', 'permission denied for database weak-db', 'GRANT CREATE ON DATABASE "weak-db" TO'],
    ['42501', 'permission denied for table team', 'the owner of its tables'],
    ['25006', 'cannot execute INSERT in a read-only transaction', 'not its standby'],
    [undefined, 'SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string', 'none was given'],
  ])('says what to do about %s %s', (code, message, remedy) => expect(said(code, message)).toContain(remedy));

  it('leaves an error as it is that is none of the connection', () => {
    const error = failure('23505', 'duplicate key');
    expect(toldError(error)).toBe(error);
  });
});
