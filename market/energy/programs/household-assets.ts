import type { HouseholdAssets } from '../../instance.js';
import type { Household } from './household.js';

/** What a household's strategy is told of its own home: no more than its program is made of. */
export function householdAssets({
  load,
  generation,
  batteries,
  flexible,
  heatPump,
  connectionPower,
}: Household): HouseholdAssets {
  return {
    ...{ load, generation, connectionPower },
    batteries: batteries.map(
      ({ capacity, chargePower, dischargePower, efficiency, initialEnergy, wear }) => ({
        ...{ capacity, chargePower, dischargePower, efficiency, initialEnergy, wear },
      }),
    ),
    flexible: flexible.map(({ id, kind, power, demands }) => ({
      ...{ id, kind, power },
      demands: demands.map(({ window: { firstPeriod, hours }, energy }) => ({
        ...{ from: firstPeriod, until: firstPeriod + hours.length, energy },
      })),
    })),
    ...(heatPump && {
      heatPump: {
        ...{ power: heatPump.power, low: heatPump.low, high: heatPump.high, initial: heatPump.initial },
      },
    }),
  };
}
