import { z } from 'zod';
import { requestLimits } from '#api/limits/request-limits.js';
import { badInput } from './problem.js';

/** Query of every list. */
export const pageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(requestLimits.page).default(100).describe('entries in a page'),
  cursor: z.string().max(requestLimits.cursor).optional().describe('`next` of the page before'),
});
export type PageQuery = z.output<typeof pageQuery>;

/** Query of whatever comes as a table as well. */
export const formatQuery = z.object({ format: z.enum(['json', 'csv']).default('json') });

export interface Page<T> {
  readonly items: readonly T[];
  /** cursor of the next page; null: this is the last */
  readonly next: string | null;
}

/** The key after which a page begins; empty for the first. */
export function afterCursor({ cursor }: PageQuery): string {
  if (cursor === undefined) return '';
  const key = Buffer.from(cursor, 'base64url').toString('utf8');
  if (Buffer.from(key, 'utf8').toString('base64url') !== cursor)
    throw badInput('cursor', 'is none that this server gave');
  return key;
}

/** The same where keys are numbers: 0 for the first. */
export function afterNumber(page: PageQuery): number {
  const key = Number(afterCursor(page));
  if (!Number.isSafeInteger(key)) throw badInput('cursor', 'is none that this server gave');
  return key;
}

/** A page of rows that were read in the order of their keys, one more than asked for. */
export function pageOf<Row, T>(
  rows: readonly Row[],
  { limit }: PageQuery,
  keyOf: (row: Row) => string,
  shown: (row: Row) => T,
): Page<T> {
  const items = rows.slice(0, limit);
  const last = rows.length > limit ? items.at(-1) : undefined;
  return { items: items.map(shown), next: last === undefined ? null : cursorAfter(keyOf(last)) };
}

function cursorAfter(key: string): string {
  return Buffer.from(key, 'utf8').toString('base64url');
}

/** Of rows that may be large so many are read at once. */
const STEP = 10;

/** Rows of a table in the order of their keys, each of which may be large. */
export interface LargeRows<Row, T> {
  /** `after`: the key before them; empty at the beginning */
  readonly rows: (after: string, take: number) => Promise<readonly Row[]>;
  readonly keyOf: (row: Row) => string;
  readonly shown: (row: Row) => T | Promise<T>;
}

/** A page that ends early when it is large; there is at least one row on it, if one is left. */
export async function pageInBytes<Row, T>(
  query: PageQuery,
  { rows, keyOf, shown }: LargeRows<Row, T>,
): Promise<Page<T>> {
  const items: T[] = [];
  let [after, characters] = [afterCursor(query), 0];
  for (;;) {
    const found = await rows(after, STEP);
    for (const row of found) {
      const item = await shown(row);
      characters += JSON.stringify(item).length;
      const isFull = items.length === query.limit || characters > requestLimits.pageCharacters;
      if (isFull && items.length > 0) return { items, next: cursorAfter(after) };
      items.push(item);
      after = keyOf(row);
    }
    if (found.length < STEP) return { items, next: null };
  }
}
