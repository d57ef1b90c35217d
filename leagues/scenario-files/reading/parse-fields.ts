import type { z } from 'zod';
import { meantBy, mendUnknown, tellKnown } from './known-fields.js';
import { FieldError, withOthers } from './scenario-error.js';

type Issue = z.core.$ZodIssue;

/** Validates fields against a schema. Throws `FieldError` with all that is wrong, the first thing first. */
export function parseFields<Schema extends z.ZodType>(schema: Schema, fields: unknown): z.output<Schema> {
  const strange = unfit(fields);
  if (strange) throw strange;
  const result = schema.safeParse(fields, { error: tellKnown });
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
        (key) => new FieldError([...path, key], 'unknown field', mendUnknown(key, issue.message)),
      );
    case 'invalid_union': {
      const nearest = nearestBranch(issue.errors);
      return nearest
        ? nearest.flatMap((one) => findingsOf(one, path))
        : [new FieldError(path, alternatives(issue))];
    }
    default:
      return [new FieldError(path, plain(issue.message))];
  }
}

/**
 * Of several alternatives the one that was meant: whose first complaint lies deepest, or else, of objects, the one that
 * knows most of what is there.
 */
function nearestBranch(branches: readonly (readonly Issue[])[]): readonly Issue[] | undefined {
  const inside = branches.filter(([first]) => first && depth(first) > 0);
  return inside.reduce<readonly Issue[] | undefined>(
    (nearest, branch) => (nearest && !isNearer(branch, nearest) ? nearest : branch),
    undefined,
  );
}

function isNearer(one: readonly Issue[], other: readonly Issue[]): boolean {
  const deeper = depth(one[0]!) - depth(other[0]!);
  return deeper > 0 || (deeper === 0 && strangers(one) < strangers(other));
}

function depth({ code, path }: Issue): number {
  return code === 'unrecognized_keys' ? path.length + 1 : path.length;
}

/** Fields that an alternative does not know, but for such as are only spelt otherwise. */
function strangers(issues: readonly Issue[]): number {
  return issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys' ? issue.keys.filter((key) => !meantBy(key, issue.message)) : [],
  ).length;
}

/** What every one of the alternatives would have wanted, unless the schema says it better itself. */
function alternatives({ message, errors }: Extract<Issue, { code: 'invalid_union' }>): string {
  if (message !== 'Invalid input') return message;
  return [...new Set(errors.flatMap(([first]) => (first ? [plain(first.message)] : [])))].join(', or ');
}

function plain(message: string): string {
  return message.endsWith('received undefined') ? 'is missing' : message.replace(/^Invalid input: /, '');
}
