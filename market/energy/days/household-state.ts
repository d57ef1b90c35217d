import type { Battery, Demand, FlexibleLoad, Household } from '../programs/household.js';
import type { HouseholdColumns } from '../programs/household-problem.js';
import type { DayWindow } from './day-window.js';

/** What a household takes from one day into the next. */
export interface HouseholdState {
  /** in the cells of each battery, kWh */
  readonly batteries: readonly number[];
  /** of loads whose window has begun: what they have got, or of a car that may give what its cells hold, kWh; by `load/demand` */
  readonly begun: Readonly<Record<string, number>>;
  /** of its rooms, degrees Celsius */
  readonly temperature?: number;
}

/** Before the first day. */
export function firstState({ batteries, heatPump }: Household): HouseholdState {
  return {
    batteries: batteries.map(({ initialEnergy }) => initialEnergy),
    begun: {},
    ...(heatPump && { temperature: heatPump.initial }),
  };
}

/**
 * A household, whose series cover all days, in the periods of a window. Batteries and rooms must be at the end as they were before the first
 * day. Of a load whose window the end of the periods cuts, as much is due inside as the hours inside are of those that are left.
 */
export function householdFrom(household: Household, window: DayWindow, state: HouseholdState): Household {
  const { load, generation, batteries, flexible, heatPump, generator, tariff } = household;
  const over = (series: Float64Array): Float64Array =>
    series.slice(window.from, window.from + window.periods);
  return {
    ...household,
    load: over(load),
    generation: over(generation),
    batteries: batteries.map((battery, b): Battery => ({
      ...battery,
      initialEnergy: state.batteries[b]!,
      finalEnergy: battery.finalEnergy ?? battery.initialEnergy,
    })),
    flexible: flexible.map((one, f) => ({
      ...one,
      demands: demandsIn(one, window).map(({ d, window: inside, left }) =>
        demandIn(one, d, inside, left, state.begun[`${f}/${d}`]),
      ),
    })),
    ...(heatPump && {
      heatPump: {
        ...heatPump,
        cop: over(heatPump.cop),
        outside: over(heatPump.outside),
        initial: state.temperature!,
        final: heatPump.final ?? heatPump.initial,
      },
    }),
    ...(generator && {
      generator: {
        ...generator,
        least: over(generator.least),
        most: over(generator.most),
        starts: over(generator.starts),
      },
    }),
    ...(tariff && { tariff: { retail: over(tariff.retail), feedIn: over(tariff.feedIn) } }),
  };
}

/** The demands that touch a window, in order: their part inside it, and the hours of theirs that are left when it begins. */
function demandsIn(
  { demands }: FlexibleLoad,
  { from, periods }: DayWindow,
): { readonly d: number; readonly window: Demand['window']; readonly left: number }[] {
  return demands.flatMap(({ window: { firstPeriod, hours } }, d) => {
    const [first, end] = [Math.max(firstPeriod, from), Math.min(firstPeriod + hours.length, from + periods)];
    if (first >= end) return [];
    const inside = hours.slice(first - firstPeriod, end - firstPeriod);
    const left = sumOf(hours.subarray(first - firstPeriod));
    return [{ d, left, window: { firstPeriod: first - from, hours: inside, share: sumOf(inside) / left } }];
  });
}

function demandIn(
  { demands, store }: FlexibleLoad,
  d: number,
  window: Demand['window'],
  left: number,
  begun: number | undefined,
): Demand {
  const { energy } = demands[d]!;
  const share = sumOf(window.hours) / left;
  if (!store) return { window, energy: Math.max(0, energy - (begun ?? 0)) * share };
  const held = begun ?? store.initialEnergy;
  return { window, energy: (store.initialEnergy + energy - held) * share, held };
}

/** When the settled periods of a window are over, in which it did what its plan (n) over the window says. `household`: over all days. */
export function stateAfter(
  household: Household,
  columns: HouseholdColumns,
  plan: Float64Array,
  window: DayWindow,
  before: HouseholdState,
): HouseholdState {
  const last = window.settled - 1;
  const begun: Record<string, number> = {};
  household.flexible.forEach((one, f) =>
    demandsIn(one, window).forEach(({ d, window: { firstPeriod, hours } }, i) => {
      const goesOn =
        one.demands[d]!.window.firstPeriod + one.demands[d]!.window.hours.length >
        window.from + window.settled;
      if (firstPeriod >= window.settled || !goesOn) return;
      const { used, stored } = columns.flexible[f]![i]!;
      const periods = Math.min(hours.length, window.settled - firstPeriod);
      begun[`${f}/${d}`] = stored
        ? plan[stored.first + periods - 1]!
        : (before.begun[`${f}/${d}`] ?? 0) + sumOf(plan.subarray(used.first, used.first + periods));
    }),
  );
  const { heat } = columns;
  return {
    batteries: household.batteries.map(({ capacity }, b) =>
      Math.min(capacity, Math.max(0, plan[columns.batteries[b]!.stored.first + last]!)),
    ),
    begun,
    ...(heat && { temperature: plan[heat.temperature.first + last]! }),
  };
}

function sumOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}
