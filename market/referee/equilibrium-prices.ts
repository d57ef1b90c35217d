import { LARGEST_PRICE } from '../ledger/units.js';
import type { MarketInstance } from '../instance.js';
import { sharedLower, supportedPrices } from '../lp/exact-rows.js';
import type { LpModel, LpSolver } from '../lp/lp-solver.port.js';
import { solvedCentral } from './central-optimum.js';
import { totalSupply } from './central-problem.js';
import { solvedOnce } from './solved-once.js';

/** Part of the largest supply by which it is moved to find the ends of the prices' face: far below any trade. */
const STEP = 1e-6;

/**
 * The prices at which the market is at rest (m, money per unit): at them every participant's best answer is its part of
 * the central optimum. Where many are, the middle between the lowest and the highest, by the sum with slightly uneven
 * weights as in a clearing (clearing-prices.ts): those that support the optimum with a little more, and a little less, of
 * everything. They depend on the instance alone, not on who plays, how, or for how long. Where there is no optimum
 * with less, the lowest. Both searches start where the central optimum ended, which is next to them: most take no iteration.
 */
export const equilibriumPrices = solvedOnce(pricesAtRest);

function pricesAtRest(instance: MarketInstance, solver: LpSolver): Float64Array {
  const { problem, outcome, basis } = solvedCentral(instance, solver);
  const supply = totalSupply(instance);
  const step = STEP * supply.reduce((most, quantity) => Math.max(most, Math.abs(quantity)), 1);
  const model = solver.createModel(problem);
  if (basis && outcome.status === 'optimal') model.startFrom(basis);
  const pricesWith = (sign: 1 | -1): Float64Array | null => {
    const upper = supply.map(
      (quantity, r) => quantity + sign * step * (1 + 0.1 * ((r * 0.6180339887498949) % 1)),
    );
    const least = upper.map((quantity, r) => quantity - instance.dealer.endowment[r]!);
    model.setRowBounds(problem.sharedRow, sharedLower(least, instance.exact), upper);
    return supportingPrices(model, problem.sharedRow, instance.exact);
  };
  try {
    const low = pricesWith(1);
    const high = pricesWith(-1);
    return supply.map((_, r) => ((low ?? high)?.[r] ?? 0) / 2 + ((high ?? low)?.[r] ?? 0) / 2);
  } finally {
    model.dispose();
  }
}

/** null: there is no optimum. */
function supportingPrices(model: LpModel, sharedRow: number, exact = 0): Float64Array | null {
  const outcome = model.solve();
  if (outcome.status !== 'optimal') return null;
  return supportedPrices(outcome.rowDuals.slice(sharedRow), exact).map((price) =>
    Math.max(-LARGEST_PRICE, Math.min(LARGEST_PRICE, price)),
  );
}
