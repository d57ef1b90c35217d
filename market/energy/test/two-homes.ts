import type { CommunityParts } from '../community.js';

const series = (...values: number[]): Float64Array => Float64Array.from(values);
/** kWh per hour. */
export const home = (id: string, load: Float64Array, generation = series(0, 0)) => ({
  ...{ id, load, generation, connectionPower: 15 },
  ...{ flexible: [], batteries: [] },
});

/**
 * Two homes, two hours. First hour: a has 3 kWh of its own and uses 1, b uses 1.5. Second hour: each uses 1. Retail 30 ct, feed-in 10 ct,
 * local fee 5 ct. Alone: a earns 0.20 and pays 0.30, b pays 0.45 and 0.30: Z0 = 0.85.
 */
export const twoHomes: CommunityParts = {
  id: 'two-homes',
  clock: { start: Date.UTC(2025, 5, 21) / 1000, stepHours: 1, periods: 2 },
  households: [home('a', series(1, 1), series(3, 0)), home('b', series(1.5, 1))],
  grid: { tariff: { retail: series(0.3, 0.3), feedIn: series(0.1, 0.1) }, power: 60 },
  localFee: series(0.05, 0.05),
  plant: series(0, 0),
  ...{ householdCash: 100, dealerCash: 100 },
};
