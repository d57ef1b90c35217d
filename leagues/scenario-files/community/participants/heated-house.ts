import type { HeatPump } from '#market/energy/programs/household.js';
import { hourOfDay, type PeriodClock } from '#market/energy/period-clock.js';
import type { HeatedHouseDocument } from '../schema/household-schema.js';
import type { SeriesBook } from '../periods/series-book.js';

/** A heat pump over the periods of a clock. */
export function heatPumpOf(house: HeatedHouseDocument, clock: PeriodClock, series: SeriesBook): HeatPump {
  const { power, loss, heatCapacity, comfort } = house;
  const { initial = (comfort.low + comfort.high) / 2 } = house;
  const outside = temperatures(house.outside, clock, series);
  const cop = outside.map((temperature) => copAt(house.cop, temperature));
  return { power, loss, heatCapacity, ...comfort, initial, outside, cop };
}

/** Per period (T). */
function temperatures(
  stated: HeatedHouseDocument['outside'],
  clock: PeriodClock,
  series: SeriesBook,
): Float64Array {
  if (typeof stated === 'object' && 'csv' in stated) return series.get(stated)!;
  return Float64Array.from({ length: clock.periods }, (_, t) =>
    typeof stated === 'number' ? stated : stated[Math.floor(hourOfDay(clock, (t + 0.5) * clock.stepHours))]!,
  );
}

/** Straight between the points, level beyond the first and the last. */
function copAt(cop: HeatedHouseDocument['cop'], temperature: number): number {
  if (typeof cop === 'number') return cop;
  const next = cop.findIndex(({ outside }) => outside >= temperature);
  if (next === 0) return cop[0]!.is;
  if (next < 0) return cop.at(-1)!.is;
  const [below, above] = [cop[next - 1]!, cop[next]!];
  const part = (temperature - below.outside) / (above.outside - below.outside);
  return below.is + part * (above.is - below.is);
}
