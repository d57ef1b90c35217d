import type { AgentProblem } from '../instance.js';
import type { LpModel, LpSolver } from '../lp/lp-solver.port.js';
import { times } from '../lp/sparse-matrix.js';
import { limitedBundle, pricedCosts, type AgentPosition, type LimitedBundle } from './bundle-model.js';
import { tradeModel } from './trade-model.js';

/** Resources whose parts are sought: those of which the best bundle trades most. */
const MOST_PARTS = 48;
/** Solves that start where the one before ended and differ in one resource, for the work of one from nothing. */
const FOR_ONE_SOLVE = 8;
/** A trade below this share of the bundle's largest is rounding. */
const ROUNDING = 1e-7;
/** Money per unit that other trade costs beside its price, in terms of the highest price: as little of it as can be. */
const OTHER_TRADE = 10;
/** Quantity (units) by which a part may miss what the best bundle trades of its resource. */
const SLACK = 1e-10;

/** Solves that a search for the parts of a bundle counts for. */
export function solvesForParts({ bundle }: Pick<LimitedBundle, 'bundle'>): number {
  return Math.ceil(tradedMost(bundle).length / FOR_ONE_SOLVE);
}

/** From where, and for how long, the parts of a best bundle are sought. */
interface PartSearch {
  /** m, those that the bundle is best at */
  readonly prices: Float64Array;
  readonly position: AgentPosition;
  /** x0 (n), behind z_j of the allocation */
  readonly planNow: Float64Array;
  /** simplex iterations of all solves together */
  readonly iterationLimit: number;
}

/**
 * The best bundle in parts: for each resource r that it trades (most of all, the first 48) the bundle with as little other trade as can be that still
 * trades all of r, such as what charges a battery in one period to give it back in another. A part's plan lies between
 * the agent's plan now, x0, and the best one, x*:
 *
 *     min d'x + p'w + M sum of |w_s|, s other than r   s.t.  own rows,  min(x0, x*) <= x <= max(x0, x*),  w_r as in the best bundle
 *
 * so that each |w_s| is linear, and no part is worth less than it costs: the best bundle without it cannot be better. A best bundle is
 * one column of the matching problem, which tells the sum of all its exchanges from what they cost; its parts tell them one by one.
 * Each answer depends on its question alone.
 */
export function partBundles(
  solver: LpSolver,
  problem: AgentProblem,
  best: LimitedBundle,
  { prices, position, planNow, iterationLimit }: PartSearch,
): { readonly found: readonly LimitedBundle[]; readonly iterations: number } {
  const between = new Between(solver, problem, position.allocation, planNow, best);
  const found: LimitedBundle[] = [];
  let iterations = 0;
  try {
    for (const r of tradedMost(best.bundle)) {
      const model = between.tradingAllOf(r, prices);
      const outcome = model.solve({ iterationLimit: iterationLimit - iterations });
      iterations += model.lastIterations;
      if (outcome.status === 'iteration-limit') break;
      if (outcome.status !== 'optimal') continue;
      found.push(limitedBundle(problem, outcome.x, outcome.rowDuals, prices, position));
    }
  } finally {
    between.dispose();
  }
  return { found, iterations };
}

/** Resources that a bundle trades, of which most first. */
function tradedMost(bundle: Float64Array): number[] {
  const size = bundle.map(Math.abs);
  const largest = size.reduce((most, quantity) => Math.max(most, quantity), 0);
  return [...bundle.keys()]
    .filter((r) => size[r]! > ROUNDING * largest)
    .sort((one, other) => size[other]! - size[one]!)
    .slice(0, MOST_PARTS);
}

/** The agent's program between two plans. */
class Between {
  private readonly model: LpModel;
  /** m each: what is used of a resource at least and at most */
  private readonly least: Float64Array;
  private readonly most: Float64Array;

  constructor(
    solver: LpSolver,
    private readonly problem: AgentProblem,
    private readonly held: Float64Array,
    planNow: Float64Array,
    private readonly best: LimitedBundle,
  ) {
    const { bundle, plan } = best;
    const used = times(problem.shared, planNow);
    this.least = held.map((quantity, r) => Math.min(quantity, quantity + bundle[r]!, used[r]!));
    this.most = held.map((quantity, r) => Math.max(quantity, quantity + bundle[r]!));
    const columnLower = planNow.map((x, j) => Math.min(x, plan[j]!));
    const columnUpper = planNow.map((x, j) => Math.max(x, plan[j]!));
    this.model = tradeModel(solver, { ...problem, columnLower, columnUpper }, this.least, this.most);
  }

  tradingAllOf(r: number, prices: Float64Array): LpModel {
    const { problem, model, held, best } = this;
    const [least, most] = [this.least.slice(), this.most.slice()];
    const target = held[r]! + best.bundle[r]!;
    [least[r], most[r]] = [target - SLACK, target + SLACK];
    model.setRowBounds(problem.own.matrix.rows, least, most);
    const extra = OTHER_TRADE * prices.reduce((highest, price) => Math.max(highest, Math.abs(price)), 0);
    const dearer = prices.map((price, s) => (s === r ? price : price + extra * Math.sign(best.bundle[s]!)));
    model.setCosts(pricedCosts(problem, dearer));
    return model;
  }

  dispose(): void {
    this.model.dispose();
  }
}
