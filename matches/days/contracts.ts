import { QUANTITY_SCALE } from '#market/ledger/units.js';
import type { DayWindow } from '#market/energy/days/day-window.js';
import type { PlayedMatch } from '#market/match/play-match.js';
import type { OpenedDay } from './plan-day.js';

/** What of a day is traded by now, energy units per period of the day. */
export interface Contracts {
  /** bought (> 0) or sold by each participant */
  readonly seats: readonly (readonly bigint[])[];
  /** left with the dealer; null: nothing was traded yet */
  readonly inventory: readonly bigint[] | null;
}

/** Before a day of so many periods is traded. */
export function noContracts(participants: number, periods: number): Contracts {
  const none = new Array<bigint>(periods).fill(0n);
  return { seats: Array.from({ length: participants }, () => none), inventory: null };
}

/** After a market over the periods of a window. */
export function contractsAfter(
  { seats, inventory }: Contracts,
  { opening, closing }: Pick<PlayedMatch, 'opening' | 'closing'>,
  { community, window }: OpenedDay,
): Contracts {
  const { energy } = community.market.resources;
  const resourceOf = (t: number): number => (t < window.period ? -1 : energy[t - window.period]!);
  return {
    seats: seats.map((bought, j) =>
      bought.map((before, t) => {
        const r = resourceOf(t);
        if (r < 0) return before;
        return before + closing.seats[j]!.allocation[r]! - opening.seats[j]!.allocation[r]!;
      }),
    ),
    inventory: seats[0]!.map((_, t) => {
      const r = resourceOf(t);
      return r < 0 ? (inventory?.[t] ?? 0n) : closing.inventory[r]!;
    }),
  };
}

/** Of the traded periods of a window, per participant. */
export function contractsIn(
  { seats }: Pick<Contracts, 'seats'>,
  { period, traded }: DayWindow,
): (readonly bigint[])[] {
  return seats.map((bought) => bought.slice(period, period + traded));
}

/** kWh over a window of so many periods. */
export function energiesOf(units: readonly bigint[], periods: number): Float64Array {
  return Float64Array.from({ length: periods }, (_, t) => Number(units[t] ?? 0n) / QUANTITY_SCALE);
}
