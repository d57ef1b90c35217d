import { quantitiesToNumbers } from '../ledger/units.js';
import { times } from '../lp/sparse-matrix.js';
import type { PlayedMatch } from './play-match.js';

/**
 * Fees on what agents bought of each other and of the dealer, per seat: on the net position at
 * delivery, what is taken from the market beyond the own endowment. What the grid sold is shared among the
 * buyers alike and left out: it costs retail less the fee, so there the fee is a part of the retail price.
 */
export function localFees({ seats, opening }: PlayedMatch, fees: Float64Array): number[] {
  if (fees.every((fee) => fee === 0)) return seats.map(() => 0);
  const positions = seats.map(({ participant, plan, index }) => {
    const endowment = quantitiesToNumbers(opening.seats[index]!.allocation);
    return times(participant.problem.shared, plan).map((taken, r) => taken - endowment[r]!);
  });
  const isGrid = seats.map(({ participant }) => participant.role === 'grid');
  const boughtBy = (seat: number, r: number): number =>
    isGrid[seat] ? 0 : Math.max(0, positions[seat]![r]!);
  const localShare = fees.map((_, r) => {
    const bought = seats.reduce((sum, { index }) => sum + boughtBy(index, r), 0);
    const sold = seats.reduce((sum, { index }) => sum + (isGrid[index] ? -positions[index]![r]! : 0), 0);
    return bought > 0 ? 1 - Math.min(1, Math.max(0, sold) / bought) : 0;
  });
  return seats.map(({ index }) =>
    fees.reduce((sum, fee, r) => sum + fee * boughtBy(index, r) * localShare[r]!, 0),
  );
}
