import type { AgentProblem } from '../instance.js';
import type { LpModel, LpSolver } from '../lp/lp-solver.port.js';
import type { SeatBriefing } from '../traders.port.js';
import { limitedBundle, pricedCosts, type AgentPosition, type LimitedBundle } from './bundle-model.js';
import { linksPeriods } from './linked-periods.js';
import { hasManyPrices } from './near-bundles.js';
import { tradeModel } from './trade-model.js';

/** Resources that are looked at in a round; where there are more, each one has its turn every few rounds. */
const MOST_LOOKED_AT = 96;
/** Solves that start where the one before ended and differ in one resource, for the work of one from nothing. */
const FOR_ONE_SOLVE = 8;

/**
 * Whether an agent's best bundles come with bundles of one resource. A storage links
 * the prices of many periods. Its best bundle is a vertex, which asks for all there may be in the cheapest period and says nothing
 * of the others; what it would trade in each of them alone says how their prices compare. They are wanted where few agents
 * have many prices to agree on, or where trade bears no fee, so that much is worth trading.
 */
export function wantsSingles(briefing: SeatBriefing): boolean {
  return mayWantSingles(briefing) && linksPeriods(briefing.problem, briefing.resources);
}

/** What all seats of a market have in common of their briefings, and that the bundles they are offered depend on. */
export type MarketBriefing = Pick<SeatBriefing, 'agents' | 'resources' | 'mechanism' | 'fees' | 'limits'>;

/** Whether those agents of a market are offered bundles of one resource whose problems link periods. */
export function mayWantSingles({ agents, resources, mechanism, fees, limits }: MarketBriefing): boolean {
  // A clock takes one package of each seat; where gas is paid for, so is every order.
  if (mechanism !== 'bundle-trading' || limits.gas < Infinity) return false;
  if (hasManyPrices(agents, resources)) return true;
  if (resources.some(({ period }) => period === undefined)) return false;
  return fees.every((fee) => fee === 0);
}

/**
 * The bundles of greatest utility among those that trade one resource r alone:
 *
 *     min d'x + p_r w_r   s.t.  own.lower <= N x <= own.upper,  C_r x = c_r + w_r,  C_s x <= c_s for s other than r (= if exact)
 *
 * Each answer depends on its question alone. Must be disposed.
 */
export class SingleBundles {
  private model: LpModel | null = null;

  constructor(
    private readonly solver: LpSolver,
    private readonly problem: AgentProblem,
  ) {}

  /**
   * One for each resource that is looked at in `round`, as far as `iterationLimit` simplex iterations go. Solves start where the
   * one before ended.
   */
  search(
    prices: Float64Array,
    position: AgentPosition,
    round: number,
    iterationLimit: number,
  ): { readonly found: readonly LimitedBundle[]; readonly iterations: number } {
    const { own, exact = 0 } = this.problem;
    const held = position.allocation;
    const model = (this.model ??= tradeModel(this.solver, this.problem, held, held));
    model.startFrom(null);
    const least = held.map((quantity, s) => (s < exact ? quantity : -Infinity));
    const most = held.slice();
    const priced = new Float64Array(held.length);
    const found: LimitedBundle[] = [];
    let iterations = 0;
    for (const r of lookedAt(held.length, round)) {
      [least[r], most[r], priced[r]] = [-Infinity, Infinity, prices[r]!];
      model.setRowBounds(own.matrix.rows, least, most);
      model.setCosts(pricedCosts(this.problem, priced));
      const outcome = model.solve({ iterationLimit: iterationLimit - iterations });
      iterations += model.lastIterations;
      [least[r], most[r], priced[r]] = [r < exact ? held[r]! : -Infinity, held[r]!, 0];
      if (outcome.status === 'iteration-limit') break;
      if (outcome.status !== 'optimal') continue;
      const all = limitedBundle(this.problem, outcome.x, outcome.rowDuals, prices, position);
      // What it leaves of the others is not for sale.
      const bundle = all.bundle.map((quantity, s) => (s === r ? quantity : 0));
      found.push({ ...all, bundle, utility: all.value - prices[r]! * bundle[r]! });
    }
    return { found, iterations };
  }

  /** Solves that a search among so many resources counts for. */
  static solves(resources: number): number {
    return Math.ceil(lookedAt(resources, 0).length / FOR_ONE_SOLVE);
  }

  dispose(): void {
    this.model?.dispose();
  }
}

function lookedAt(resources: number, round: number): number[] {
  const stride = Math.ceil(resources / MOST_LOOKED_AT);
  return Array.from({ length: resources }, (_, r) => r).filter((r) => r % stride === round % stride);
}
