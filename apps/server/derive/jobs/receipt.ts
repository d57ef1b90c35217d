import { cacheLimits } from '#api/limits/cache-limits.js';
import { Receipts, type Receipt } from '#results/receipts/receipts.js';
import { BoundedCache } from '#database/bounded-cache.js';
import type { RunLook } from '#database/stored/run-looks.js';
import { matchFacts } from '#database/stored/match-facts.js';
import { threadDatabase } from '../thread-database.js';

export interface ReceiptRequest {
  readonly run: string;
  /** anchored: what it vouches for does not change any more */
  readonly look: Pick<RunLook, 'after' | 'until'>;
  readonly match: string;
}

const kept = new BoundedCache<Receipts>(cacheLimits.receiptTrees);

/** The proof that a match is part of what the look it came with anchored; null: it has no result. */
export default async function receipt({ run, look, match }: ReceiptRequest): Promise<Receipt | null> {
  const receipts = await kept.get(
    `${run} ${look.after}`,
    async () => new Receipts(await matchFacts(await threadDatabase(), run, look)),
  );
  return receipts.of(match);
}
