import { z } from 'zod';
import { requestLimits } from '../limits/request-limits.js';
import { badInput } from './problem.js';

/** Query of every list. */
export const pageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(requestLimits.page).default(100).describe('entries in a page'),
  cursor: z.string().max(400).optional().describe('`next` of the page before'),
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

/** A page of rows that were read in the order of their keys, one more than asked for. */
export function pageOf<Row, T>(
  rows: readonly Row[],
  { limit }: PageQuery,
  keyOf: (row: Row) => string,
  shown: (row: Row) => T,
): Page<T> {
  const items = rows.slice(0, limit);
  const last = rows.length > limit ? items.at(-1) : undefined;
  return {
    items: items.map(shown),
    next: last === undefined ? null : Buffer.from(keyOf(last), 'utf8').toString('base64url'),
  };
}
