import type { z } from 'zod';
import { FieldError, withOthers } from './scenario-error.js';

type Issue = z.core.$ZodIssue;

/** Validates fields against a schema. Throws `FieldError` with all that is wrong, the first thing first. */
export function parseFields<Schema extends z.ZodType>(schema: Schema, fields: unknown): z.output<Schema> {
  const strange = unfit(fields);
  if (strange) throw strange;
  const result = schema.safeParse(fields);
  if (result.success) return result.data;
  throw withOthers(result.error.issues.flatMap((issue) => findingsOf(issue, [])));
}

interface Place {
  readonly key: PropertyKey;
  readonly value: unknown;
  readonly above: Place | null;
}

/**
 * A text with NUL or half a character, which no database and no file keeps as it is, or a key that readers of maps skip. What was
 * read may be as deep as it is long, and by its aliases be part of itself.
 */
function unfit(fields: unknown): FieldError | undefined {
  const seen = new Set<unknown>();
  const waiting: Place[] = [{ key: '', value: fields, above: null }];
  for (let place = waiting.pop(); place; place = waiting.pop()) {
    const { value } = place;
    if (isNoText(place.key) || isNoText(value))
      return new FieldError(pathOf(place), 'holds what is no character');
    if (place.key === '__proto__') return new FieldError(pathOf(place), 'nothing may be called so');
    if (typeof value !== 'object' || value === null || seen.has(value)) continue;
    seen.add(value);
    const entries: Iterable<[PropertyKey, unknown]> = Array.isArray(value)
      ? value.entries()
      : Object.entries(value);
    for (const [key, entry] of entries)
      if (typeof key === 'string' || typeof entry !== 'number')
        waiting.push({ key, value: entry, above: place });
  }
  return undefined;
}

function isNoText(value: unknown): boolean {
  return typeof value === 'string' && (!value.isWellFormed() || value.includes('\0'));
}

/** The document itself has no key. */
function pathOf(place: Place): PropertyKey[] {
  const path: PropertyKey[] = [];
  for (let { key, above } = place; above; { key, above } = above) path.unshift(key);
  return path;
}

function findingsOf(issue: Issue, above: readonly PropertyKey[]): FieldError[] {
  const path = [...above, ...issue.path];
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map(
        (key) => new FieldError([...path, key], 'unknown field', 'remove it or correct its spelling'),
      );
    case 'invalid_union': {
      const nearest = nearestBranch(issue.errors);
      return nearest ? findingsOf(nearest, path) : [new FieldError(path, alternatives(issue))];
    }
    default:
      return [new FieldError(path, plain(issue.message))];
  }
}

/** Of several alternatives the one whose complaint lies deepest is the one that was meant. */
function nearestBranch(branches: readonly (readonly Issue[])[]): Issue | undefined {
  let nearest: Issue | undefined;
  for (const [issue] of branches)
    if (issue && issue.path.length > 0 && issue.path.length > (nearest?.path.length ?? 0)) nearest = issue;
  return nearest;
}

/** What every one of the alternatives would have wanted, unless the schema says it better itself. */
function alternatives({ message, errors }: Extract<Issue, { code: 'invalid_union' }>): string {
  if (message !== 'Invalid input') return message;
  return [...new Set(errors.flatMap(([first]) => (first ? [plain(first.message)] : [])))].join(', or ');
}

function plain(message: string): string {
  return message.endsWith('received undefined') ? 'is missing' : message.replace(/^Invalid input: /, '');
}
