import type { LpSolver } from '../lp/lp-solver.port.js';
import type { OrderLimits } from '../order/order-limits.js';
import type { SeatBriefing, SeatOrder, SeatView } from '../traders.port.js';
import type { LimitedBundle } from './bundle-model.js';
import { linksPeriods } from './linked-periods.js';
import { hasManyPrices, MOST_NEAR, MOST_SHARES, NearBundles, wantsNearBundles } from './near-bundles.js';
import { partBundles, solvesForParts } from './part-bundles.js';
import type { RoundValues } from './round-values.js';
import { mayWantSingles, SingleBundles, wantsSingles, type MarketBriefing } from './single-bundles.js';
import type { SolveBudget } from './solve-budget.js';

/** Of parts and of bundles of one resource the best so many each: more would crowd earlier plans out of the book when it is restated. */
const MOST_OF_A_KIND = 24;
/**
 * The round from which near bundles come in energy markets of many prices, however many agents agree on them: what is left to find then lies
 * between what best bundles ask for, which is a vertex each. Before, there is little that anybody trades twice.
 */
const LATE_ROUND = 7;
/** With no more resources than this (a day by the half hour) best bundles close a market of many agents in time. */
const FEW_RESOURCES = 48;

/**
 * The bundles that come with an agent's best one where that alone would take the market many rounds (docs/market-rules.md, "Few agents and
 * many prices"): near ones, the best one in parts, and those of one resource. Must be disposed.
 */
export class SideBundles {
  private readonly near: NearBundles;
  private readonly singles: SingleBundles;
  private readonly wantsNear: boolean;
  private readonly wantsNearLate: boolean;
  private readonly wantsAll: boolean;
  /** the most that was traded of each resource in one round that the agent knows of (m) */
  private traded: Float64Array;

  constructor(
    private readonly solver: LpSolver,
    private readonly briefing: SeatBriefing,
    private readonly values: RoundValues,
    private readonly budget: SolveBudget,
  ) {
    const { agents, problem, resources } = briefing;
    this.near = new NearBundles(solver, problem);
    this.singles = new SingleBundles(solver, problem);
    this.wantsNear = wantsNearBundles(agents, problem, resources);
    this.wantsNearLate = mayWantNearLate(briefing) && linksPeriods(problem, resources);
    this.wantsAll = wantsSingles(briefing);
    this.traded = new Float64Array(resources.length);
  }

  /** A new round. */
  begin({ lastVolume }: SeatView): void {
    this.traded = this.traded.map((most, r) => Math.max(most, lastVolume[r]!));
  }

  /** Those beside `best` at `prices` (m) that are `worthwhile`, as far as the book has room. Throws `BudgetExceededError`. */
  search(
    prices: Float64Array,
    view: SeatView,
    best: LimitedBundle,
    worthwhile: (bundle: LimitedBundle) => boolean,
  ): LimitedBundle[] {
    const near = this.searchNear(prices, view, best);
    if (!this.wantsAll) {
      // Where many agents answer, most have little left to gain late in a match, and each order costs.
      const said = this.wantsNear ? near : near.filter(worthwhile);
      return fitting(said, this.briefing, view.openOrders);
    }
    const bestOf = (found: readonly LimitedBundle[]): LimitedBundle[] =>
      found
        .filter(worthwhile)
        .sort((one, other) => other.utility - one.utility)
        .slice(0, MOST_OF_A_KIND);
    const parts = bestOf(this.searchParts(prices, view, best));
    const singles = bestOf(this.searchSingles(prices, view));
    return fitting([...near, ...parts, ...singles], this.briefing, view.openOrders);
  }

  private searchNear(prices: Float64Array, view: SeatView, best: LimitedBundle): LimitedBundle[] {
    return this.reaches(view, best).flatMap((reach) => {
      const iterationLimit = this.budget.startSolve();
      const { found, iterations } = this.near.search(prices, view, reach, iterationLimit);
      this.budget.endSolve(iterations);
      return found ? [found] : [];
    });
  }

  private reaches({ round }: SeatView, best: LimitedBundle): Float64Array[] {
    if (this.wantsAll) return [...NearBundles.depths(this.traded), ...NearBundles.reaches(best)];
    if (this.wantsNear) return NearBundles.reaches(best);
    const isLate = this.wantsNearLate && round >= LATE_ROUND;
    return isLate ? NearBundles.shares(this.traded, this.briefing.agents) : [];
  }

  private searchParts(prices: Float64Array, view: SeatView, best: LimitedBundle): readonly LimitedBundle[] {
    const now = this.values.valueAt(view.allocation, this.budget.startSolve());
    this.budget.endSolve(now.iterations);
    if (now.outcome.status !== 'optimal') return [];
    const iterationLimit = this.budget.startSolve(solvesForParts(best));
    const { solver, briefing } = this;
    const search = { prices, position: view, planNow: now.outcome.plan, iterationLimit };
    const parts = partBundles(solver, briefing.problem, best, search);
    this.budget.endSolve(parts.iterations);
    return parts.found;
  }

  private searchSingles(prices: Float64Array, view: SeatView): readonly LimitedBundle[] {
    const iterationLimit = this.budget.startSolve(SingleBundles.solves(prices.length));
    const { found, iterations } = this.singles.search(prices, view, view.round, iterationLimit);
    this.budget.endSolve(iterations);
    return found;
  }

  dispose(): void {
    this.near.dispose();
    this.singles.dispose();
  }
}

/** The most bundles that `bestBundles` gives unasked in a market, the best one among them, whatever a seat's problem is. */
export function mostUnasked(market: MarketBriefing): number {
  const { agents, resources, limits } = market;
  const most = (beside: number): number => 1 + Math.min(beside, roomBeside(limits, 0));
  if (mayWantSingles(market)) return most(MOST_NEAR + 2 * Math.min(MOST_OF_A_KIND, resources.length));
  if (hasManyPrices(agents, resources)) return most(MOST_NEAR);
  return mayWantNearLate(market) ? most(MOST_SHARES) : 1;
}

/** Whether those agents of a market are offered near bundles late in a match whose problems link periods. */
function mayWantNearLate({ mechanism, resources, limits }: MarketBriefing): boolean {
  if (mechanism !== 'bundle-trading' || limits.gas < Infinity) return false;
  return resources.length > FEW_RESOURCES && resources.every(({ period }) => period !== undefined);
}

/** Orders that a seat may send beside that of its best bundle. */
function roomBeside(limits: OrderLimits, open: number): number {
  return Math.max(0, Math.min(limits.orders - 1, limits.openOrders - open - 2));
}

/** The first of these bundles for which a seat's book has room beside its open orders and a best bundle that names everything. */
export function fitting(
  bundles: readonly LimitedBundle[],
  { limits, resources }: Pick<SeatBriefing, 'limits' | 'resources'>,
  open: readonly SeatOrder[],
): LimitedBundle[] {
  const words = Math.ceil(resources.length / 4);
  const weightOf = ({ bundle }: Pick<SeatOrder, 'bundle'>): number =>
    bundle.reduce((all, quantity) => (quantity === 0 ? all : all + 1), words);
  let left = open.reduce(
    (rest, order) => rest - weightOf(order),
    limits.openWeight - resources.length - words,
  );
  return bundles.slice(0, roomBeside(limits, open.length)).filter((bundle) => {
    const weight = weightOf(bundle);
    if (weight > left) return false;
    left -= weight;
    return true;
  });
}
