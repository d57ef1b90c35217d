import { positivePart } from './units.js';

/** Where one participant stands when a match ends, in money units. */
export interface FinalPosition {
  /** for its trades at the prices of their rounds; < 0: received */
  readonly paid: bigint;
  /** >= 0; what its limits allow beyond that */
  readonly escrow: bigint;
  /** its net position at the final prices */
  readonly atFinal: bigint;
}

/**
 * What everybody pays in all when a match ends (docs/market-rules.md, "Settlement at the final prices"). Who has to pay more
 * at the final prices does so, but no more than its limits allow; what they give is shared by those who have to pay less, in
 * proportion. `paid` and `atFinal` must each add up to 0; then so do the payments, exactly, and each lies between the two
 * and is at most paid + escrow. Where no limit binds everybody pays `atFinal`.
 */
export function finalPayments(positions: readonly FinalPosition[]): bigint[] {
  const raises = positions.map(({ paid, escrow, atFinal }) => smaller(positivePart(atFinal - paid), escrow));
  const given = sum(raises);
  const wanted = sum(positions.map(({ paid, atFinal }) => positivePart(paid - atFinal)));
  let before = 0n;
  return positions.map(({ paid, atFinal }, j) => {
    if (paid <= atFinal) return paid + raises[j]!;
    // Shares between rounded marks: none is off by a unit, and together they are all that is given.
    const after = before + paid - atFinal;
    const share = (given * after) / wanted - (given * before) / wanted;
    before = after;
    return paid - share;
  });
}

function smaller(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}

function sum(values: readonly bigint[]): bigint {
  return values.reduce((total, value) => total + value, 0n);
}
