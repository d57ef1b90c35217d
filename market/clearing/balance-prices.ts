import { dotUnits } from '../ledger/certificate.js';
import { pricesNearest } from '../ledger/units.js';
import { fullSeats, isPartlyFilled, largestOf, REFINEMENTS } from './balance-fills.js';
import { positionsOf, type IntegerFills, type OpenMarket } from './fit-fills.js';
import type { MatchingProblem } from './market-matching.js';
import { solveLoosely } from './solve-loosely.js';

/**
 * Prices (m, money per unit) in ledger units, such that an order that is filled in part costs its limit, less what its
 * seat gains anyhow: to the nearest unit, where doubles no longer say them.
 */
export function balancePrices(
  prices: Float64Array,
  problem: MatchingProblem,
  fills: Float64Array,
  market: OpenMarket,
  exact: IntegerFills,
): bigint[] {
  const result = pricesNearest(prices);
  const priced = [...result.keys()].filter((r) => result[r] !== 0n);
  const partly = positionsOf(market, exact).filter(isPartlyFilled);
  const sizes = partly.map(({ bundle }) => Number(largestOf(bundle)));
  // What a seat gains whichever of its limited orders is filled, money units.
  const gains = new Map([...fullSeats(problem, fills)].map((seat) => [seat, 0n]));
  const gaining = [...gains.keys()].map((seat) => ({
    seat,
    size: partly.reduce((most, one, i) => (one.seat === seat ? Math.max(most, sizes[i]!) : most), 1),
  }));
  const matrix = partly.map(({ bundle, seat, free }, i) => [
    ...priced.map((r) => Number(bundle[r]!) / sizes[i]!),
    ...gaining.map((one) => (!free && one.seat === seat ? one.size / sizes[i]! : 0)),
  ]);
  for (let refinement = 0; refinement < REFINEMENTS; refinement++) {
    const missing = partly.map(({ limit, bundle, seat, free }, i) => {
      const gain = free ? 0n : (gains.get(seat!) ?? 0n);
      return Number(limit - dotUnits(result, bundle) - gain) / sizes[i]!;
    });
    const changes = solveLoosely(priced.length + gaining.length, matrix, missing);
    priced.forEach((r, c) => {
      const moved = result[r]! + BigInt(Math.round(changes[c]!));
      result[r] = moved < 0n && r >= problem.exact ? 0n : moved;
    });
    gaining.forEach(({ seat, size }, g) => {
      gains.set(seat, gains.get(seat)! + BigInt(Math.round(changes[priced.length + g]! * size)));
    });
  }
  return result;
}
