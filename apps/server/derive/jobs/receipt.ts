import { receiptsFor, type Receipt } from '#results/receipts/receipts.js';
import { Memory } from '../../operation/memory.js';
import { matchFacts } from '../match-facts.js';
import { threadDatabase } from '../thread-database.js';

export interface ReceiptRequest {
  readonly databaseFile: string;
  /** anchored: what it vouches for does not change any more */
  readonly run: string;
  readonly match: string;
}

/** The receipts of so many runs are kept. */
const KEPT = 3;
const kept = new Memory<ReadonlyMap<string, Receipt>>(KEPT);

/** The proof that a match is part of what its run anchored; null: it has no result. */
export default async function receipt({ databaseFile, run, match }: ReceiptRequest): Promise<Receipt | null> {
  const receipts = await kept.get(run, async () => {
    const facts = await matchFacts(await threadDatabase(databaseFile), run);
    return new Map(receiptsFor(facts).map((one) => [one.id, one]));
  });
  return receipts.get(match) ?? null;
}
