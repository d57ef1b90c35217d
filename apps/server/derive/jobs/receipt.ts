import { leafOf, nameOf, type Fact, type Receipt } from '#results/receipts/receipts.js';
import { MerkleTree } from '#results/receipts/merkle-tree.js';
import { BoundedCache } from '../../operation/bounded-cache.js';
import { matchFacts } from '../match-facts.js';
import { threadDatabase } from '../thread-database.js';

export interface ReceiptRequest {
  readonly databaseFile: string;
  /** anchored: what it vouches for does not change any more */
  readonly run: string;
  readonly match: string;
}

interface RunTree {
  readonly tree: MerkleTree;
  readonly facts: ReadonlyMap<string, Fact>;
}

/** The trees of so many runs are kept: a large one takes seconds. */
const KEPT = 3;
const kept = new BoundedCache<RunTree>(KEPT);

/** The proof that a match is part of what its run anchored; null: it has no result. */
export default async function receipt({ databaseFile, run, match }: ReceiptRequest): Promise<Receipt | null> {
  const { tree, facts } = await kept.get(run, async () => {
    const all = await matchFacts(await threadDatabase(databaseFile), run);
    return { tree: new MerkleTree(all.map(leafOf)), facts: new Map(all.map((fact) => [fact.id, fact])) };
  });
  const fact = facts.get(match);
  if (!fact) return null;
  const hash = `0x${fact.hash.replace(/^0x/, '').toLowerCase()}`;
  return { id: match, name: nameOf(match), hash, proof: tree.proof(leafOf(fact)), root: tree.root };
}
