import { provesMembership, type Hash } from '#results/receipts/merkle-tree.js';
import { leafOf, type Fact, type Receipt, Receipts, registryName } from '#results/receipts/receipts.js';

/** A receipt for each fact, in the given order. */
export function receiptsFor(facts: readonly Fact[]): Receipt[] {
  const receipts = new Receipts(facts);
  return facts.map(({ id }) => receipts.of(id)!);
}

/** Whether a receipt holds for what it says, under the root that was anchored. */
export function receiptHolds(receipt: Receipt, anchoredRoot: Hash): boolean {
  return (
    receipt.root === anchoredRoot &&
    receipt.name === registryName(receipt.id) &&
    provesMembership(anchoredRoot, leafOf(receipt), receipt.proof)
  );
}
