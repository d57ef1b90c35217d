import type { HeatPump } from '#market/energy/household.js';
import { hourOfDay, type PeriodClock } from '#market/energy/period-clock.js';
import type { HeatedHouseDocument } from './household-schema.js';

/** A heat pump over the periods of a clock. */
export function heatPumpOf(house: HeatedHouseDocument, clock: PeriodClock): HeatPump {
  const { power, loss, heatCapacity, comfort } = house;
  const { initial = (comfort.low + comfort.high) / 2 } = house;
  const outside = Float64Array.from({ length: clock.periods }, (_, t) =>
    typeof house.outside === 'number'
      ? house.outside
      : house.outside[Math.floor(hourOfDay(clock, (t + 0.5) * clock.stepHours))]!,
  );
  const cop = outside.map((temperature) => copAt(house.cop, temperature));
  return { power, loss, heatCapacity, ...comfort, initial, outside, cop };
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
