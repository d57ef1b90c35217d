import type { CommunityParts } from '../community.js';
import type { GridTariff } from '../prices/energy-market.js';
import type { Household } from '../programs/household.js';
import type { TariffLine } from '../prices/regulation.js';
import { type DayWindow, within } from './day-window.js';
import { type HouseholdState, householdFrom } from './household-state.js';

/** Where households' forecasts come from. */
export const forecastKinds = ['perfect', 'persistence', 'noisy', 'series'] as const;
export type ForecastKind = (typeof forecastKinds)[number];

/** What a household's fixed load and its plant are expected to be, kWh per period. */
export interface Expected {
  readonly load: Float64Array;
  readonly generation: Float64Array;
}

/** What energy costs that was taken without having been scheduled (short), and earns that was scheduled and not taken (long), EUR/kWh, T. */
export interface ImbalancePrices {
  readonly short: Float64Array;
  readonly long: Float64Array;
}

/** Days of a community that follow one another, each with a market of its own (docs/market-rules.md, "Days that follow one another"). */
export interface RollingDays {
  /** what comes true, over all days */
  readonly truth: CommunityParts;
  /** the first period of each day, and the end of the last */
  readonly bounds: readonly number[];
  /** periods from the start of a day that households look ahead, no less than the day */
  readonly horizon: number;
  /** periods after which the rest of a day is traded anew; absent: it is not */
  readonly retrade?: number;
  readonly forecast: ForecastKind;
  /** what is expected, per household, of these periods when they begin */
  readonly foresee: (window: DayWindow) => readonly Expected[];
  /** stated wherever a forecast is not perfect */
  readonly imbalance?: ImbalancePrices;
}

/** A day's window; what lies beyond the last day nobody looks at. */
export function windowOf({ bounds, horizon }: RollingDays, day: number): DayWindow {
  const [from, end] = [bounds[day]!, bounds[day + 1]!];
  const traded = end - from;
  const last = Math.max(end, Math.min(bounds.at(-1)!, from + horizon));
  return { day, period: 0, from, traded, settled: traded, periods: last - from };
}

/** One for each time that a day is traded: at its beginning, and what is left of it after every `retrade` periods. */
export function windowsOf(days: RollingDays, day: number): DayWindow[] {
  const whole = windowOf(days, day);
  const { retrade = whole.traded } = days;
  return Array.from({ length: Math.ceil(whole.traded / retrade) }, (_, i) => {
    const period = i * retrade;
    const traded = whole.traded - period;
    return {
      ...{ day, period, from: whole.from + period, traded },
      ...{ settled: Math.min(retrade, traded), periods: whole.periods - period },
    };
  });
}

export function countDays({ bounds }: Pick<RollingDays, 'bounds'>): number {
  return bounds.length - 1;
}

/**
 * The community in a window, its households in these states. `expected` in the place of what comes true; absent: nobody is
 * mistaken. `contracted`: per household, what it has bought of the window (< 0: sold) before; absent: nothing.
 */
export function partsIn(
  truth: CommunityParts,
  window: DayWindow,
  states: readonly HouseholdState[],
  expected?: readonly Expected[],
  contracted?: readonly Float64Array[],
): CommunityParts {
  const { clock, grid, outage, localFee, plant } = truth;
  return {
    ...truth,
    clock: {
      ...clock,
      start: clock.start + window.from * clock.stepHours * 3600,
      periods: window.periods,
    },
    households: truth.households.map((household, j): Household => ({
      ...householdFrom(household, window, states[j]!),
      ...expected?.[j],
      ...(contracted && { contracted: contracted[j]! }),
    })),
    ...(grid && { grid: { ...grid, tariff: tariffIn(grid.tariff, window) } }),
    ...(outage && { outage: outage.slice(window.from, window.from + window.periods) }),
    localFee: within(localFee, window),
    plant: within(plant, window),
    tradedPeriods: window.traded,
    billing: { lines: localLinesIn(truth, window), standing: [] },
  };
}

/** What is due at delivery; the rest of a bill is told when all days are over. */
function localLinesIn({ billing }: CommunityParts, window: DayWindow): TariffLine[] {
  const local = (billing?.lines ?? []).filter(({ flow }) => flow === 'local');
  return local.map((line) => ({ ...line, prices: within(line.prices, window) }));
}

function tariffIn({ retail, feedIn }: GridTariff, window: DayWindow): GridTariff {
  return { retail: within(retail, window), feedIn: within(feedIn, window) };
}

/** What was expected where it differs from what comes true: what is settled is known, the rest is not yet. */
export function comeTrue(
  truth: CommunityParts,
  window: DayWindow,
  expected: readonly Expected[],
): Expected[] {
  return expected.map((guess, j) => {
    const known = (name: keyof Expected): Float64Array => {
      const series = guess[name].slice();
      series.set(truth.households[j]![name].subarray(window.from, window.from + window.settled));
      return series;
    };
    return { load: known('load'), generation: known('generation') };
  });
}
