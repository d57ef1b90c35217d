import { GridLeagueError } from './errors.js';

/** A value that has no canonical JSON form. */
export class CanonicalJsonError extends GridLeagueError {
  readonly kind = 'fault';
  readonly code = 'not-canonical';
}

/**
 * JSON in one form only, so that equal data have equal hashes (RFC 8785: no spaces, keys sorted by
 * UTF-16 code units, numbers as ECMAScript writes them). Throws `CanonicalJsonError` for what JSON
 * cannot say: numbers that are not finite, functions, undefined entries of arrays, lone surrogates.
 * Undefined members of objects are left out, as JSON.stringify does.
 */
export function canonicalJson(value: unknown): string {
  switch (typeof value) {
    case 'boolean':
      return String(value);
    case 'number':
      if (!Number.isFinite(value)) throw new CanonicalJsonError(`${value} is no JSON number`);
      return JSON.stringify(value);
    case 'string':
      if (!value.isWellFormed()) throw new CanonicalJsonError('a text holds half a surrogate pair');
      return JSON.stringify(value);
    case 'object':
      if (value === null) return 'null';
      if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
      return canonicalObject(value);
    default:
      throw new CanonicalJsonError(`a ${typeof value} has no JSON form`);
  }
}

function canonicalObject(value: object): string {
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => `${canonicalJson(key)}:${canonicalJson(member)}`);
  return `{${members.join(',')}}`;
}
