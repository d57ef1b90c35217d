import { FULL_FILL, magnitude } from '../ledger/units.js';
import {
  positionsOf,
  roundDown,
  withinOffer,
  withoutNoise,
  type IntegerFills,
  type OpenMarket,
  type OrderFill,
} from './fit-fills.js';
import { NO_FILL, NO_QUANTITY, type MatchingProblem } from './market-matching.js';
import { solveLoosely } from './solve-loosely.js';

/** Each takes off what the doubles of the one before could not say. */
export const REFINEMENTS = 4;

/** What is used up: a resource, or what a seat's limited orders may be filled together. */
interface UsedUp {
  /** units there are, x FULL_FILL */
  readonly whole: bigint;
  /** of it, in units at full fill */
  readonly takenBy: (position: OrderFill) => bigint;
}

/**
 * The solver's fills in ledger units, with what is used up shared out to the last fraction of a unit. Only orders that
 * are filled in part change: at the clearing prices their owners do not mind, while a whole unit that is left over
 * may be worth more than all that the certificate allows for rounding. null as for `fitFills`.
 */
export function balanceFills(
  problem: MatchingProblem,
  fills: Float64Array,
  market: OpenMarket,
): IntegerFills | null {
  const clean = withoutNoise(problem, fills);
  const result = roundDown(problem, clean, market);
  const positions = positionsOf(market, result);
  const partly = positions.filter(({ fills, index }) => fills[index]! > 0n && fills[index]! < FULL_FILL);
  const rows = usedUp(problem, clean, market);
  const sizes = partly.map(({ bundle }) => Number(largestOf(bundle)));
  const matrix = rows.map(({ takenBy }) =>
    partly.map((position, c) => Number(takenBy(position)) / sizes[c]!),
  );
  for (let refinement = 0; refinement < REFINEMENTS; refinement++) {
    const left = rows.map(({ whole, takenBy }) => {
      let rest = whole;
      for (const position of positions) rest -= takenBy(position) * position.fills[position.index]!;
      // so much the fills' own last digit may take
      for (const position of partly) rest -= magnitude(takenBy(position));
      return Number(rest);
    });
    const changes = solveLoosely(partly.length, matrix, left);
    partly.forEach(({ fills, index }, c) => {
      const changed = fills[index]! + BigInt(Math.round(changes[c]! / sizes[c]!));
      fills[index] = changed < 0n ? 0n : changed > FULL_FILL ? FULL_FILL : changed;
    });
  }
  return withinOffer(result, market);
}

function usedUp(problem: MatchingProblem, fills: Float64Array, market: OpenMarket): UsedUp[] {
  const left = problem.offer.slice();
  problem.columns.forEach(({ rowOf, values }, i) =>
    rowOf.forEach((r, e) => (left[r]! -= values[e]! * fills[i]!)),
  );
  const resources = market.offer.flatMap((offered, r): UsedUp[] =>
    left[r]! > NO_QUANTITY ? [] : [{ whole: offered * FULL_FILL, takenBy: ({ bundle }) => bundle[r]! }],
  );
  const books = fullSeats(problem, fills).map((full): UsedUp => {
    const size = market.books[full]!.reduce((most, { bundle }) => larger(most, largestOf(bundle)), 1n);
    return { whole: size * FULL_FILL, takenBy: ({ seat, free }) => (seat === full && !free ? size : 0n) };
  });
  return [...resources, ...books];
}

/** The seats whose limited orders are filled to one whole. */
export function fullSeats({ columns, convexSeats }: MatchingProblem, fills: Float64Array): number[] {
  const filled = new Map(convexSeats.map((seat) => [seat, 0]));
  columns.forEach(({ seat, kind }, i) => {
    if (kind === 'limited') filled.set(seat!, filled.get(seat!)! + fills[i]!);
  });
  return convexSeats.filter((seat) => filled.get(seat)! >= 1 - NO_FILL);
}

export function isPartlyFilled({ fills, index }: OrderFill): boolean {
  return fills[index]! > 0n && fills[index]! < FULL_FILL;
}

export function largestOf(bundle: readonly bigint[]): bigint {
  return bundle.reduce((most, quantity) => larger(most, magnitude(quantity)), 1n);
}

function larger(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}
