import type { LpSolver } from '../lp/lp-solver.port.js';
import type { BestResponse, BidAnswer, SeatBriefing, SeatOrder, SeatView } from '../traders.port.js';
import type { LimitedBundle, UnlimitedBundle } from './bundle-model.js';
import { RoundBundles } from './round-bundles.js';
import { RoundValues } from './round-values.js';
import { SideBundles } from './side-bundles.js';
import { AgentSolveError, ProgramTool } from './program-tool.js';
import { pricesAround } from './price-probes.js';
import { defaultSolveLimits, SolveBudget, type SolveLimits } from './solve-budget.js';
import { countInput, priceInput, vectorInput } from './tool-input.js';
import { toolLimits } from './tool-limits.js';
import { unlimitedCap } from './unlimited-cap.js';

export { AgentSolveError } from './program-tool.js';

/** A bundle offered to a strategy; shapes as in the SDK's `BundleOption`. */
export interface BundleChoice {
  readonly bundle: Float64Array;
  readonly value: number;
  readonly kind: 'limited' | 'unlimited';
  readonly cap?: number;
}

/** Gains of all agents together below this share of the cost are rounding. */
const WORTHWHILE = 1e-9;
/** Probes per extra bundle asked for, before giving up finding new ones. */
const PROBES_PER_BUNDLE = 4;
/** Two bundles within this (relative above 1) are the same. */
const SAME = 1e-9;

/**
 * The tools of one seat in one match (the SDK's `AgentTools`), wherever the strategy runs. They are
 * functions: an answer depends on the views of the rounds up to now and on the question, never on what
 * else was asked. Each call of the strategy is framed by `begin(view)` and, for bids, `answer(orders)`.
 */
export class SeatTools {
  private readonly bundles: RoundBundles;
  private readonly values: RoundValues;
  private readonly budget: SolveBudget;
  private readonly side: SideBundles;
  /** the first prices that the strategy asked about in this call: those it reckons with; m */
  asked: Float64Array | null = null;
  private view: SeatView | null = null;
  private best: BestResponse | undefined;
  private offered: (LimitedBundle | UnlimitedBundle)[] = [];

  constructor(
    private readonly solver: LpSolver,
    private readonly briefing: SeatBriefing,
    private readonly limits: SolveLimits = defaultSolveLimits,
  ) {
    this.bundles = new RoundBundles(solver, briefing.problem, limits.iterations);
    this.values = new RoundValues(solver, briefing.problem, limits.iterations);
    this.budget = new SolveBudget(limits);
    this.side = new SideBundles(solver, briefing, this.values, this.budget);
    this.solve = new ProgramTool(solver, this.budget).solve;
  }

  /**
   * Starts a call: what the tools answer refers to `view`, the budget is full again. The round's own question will be asked
   * whether or not the strategy asks it, since later rounds start where it ends; in no more iterations than a call has.
   */
  begin(view: SeatView): void {
    this.view = view;
    this.asked = null;
    this.best = undefined;
    this.offered = [];
    this.budget.refill();
    this.bundles.begin(view);
    this.values.begin(view);
    this.side.begin(view);
  }

  /**
   * Tools for `settled`, of the seat as it stands after a trade (`view`), with a budget of their own. They begin from nothing: their answers
   * depend on `view` and the question alone, and those of later rounds not on what was asked here. Must be disposed.
   */
  afterTrade(view: SeatView): SeatTools {
    const tools = new SeatTools(this.solver, this.briefing, this.limits);
    tools.begin(view);
    return tools;
  }

  /** Adds to a strategy's orders the proofs that the tools know of. */
  answer(orders: readonly SeatOrder[]): BidAnswer {
    const proven = orders.map((order) => {
      const plan = this.planBehind(order);
      return plan ? { ...order, plan } : order;
    });
    return this.best ? { orders: proven, best: this.best } : { orders: proven };
  }

  /**
   * The bundles that serve the agent best at `prices` (m): the best one first, then up to `count` - 1
   * others that are best at prices around them. Where no count is asked for and periods are linked, the best
   * one and those that trade one resource alone (single-bundles.ts). Empty when nothing improves on the current allocation. An unlimited
   * bundle that no money is left for is left out.
   */
  readonly bestBundles = (prices: unknown, options: { readonly count?: unknown } = {}): BundleChoice[] => {
    const asked = priceInput(prices, this.briefing.resources.length, this.briefing.problem.exact);
    this.asked ??= asked.slice();
    const count = countInput(options.count ?? 1, toolLimits.bundles);
    this.bundles.ask();
    const best = this.search(asked);
    if (best.kind === 'limited' && sameNumbers(asked, this.current.prices))
      this.best = { plan: best.plan, ownDuals: best.ownDuals };
    if (!this.isWorthwhile(best)) return [];
    const found = [best];
    const add = (next: LimitedBundle | UnlimitedBundle): void => {
      if (this.isWorthwhile(next) && !found.some((known) => isSame(known, next))) found.push(next);
    };
    if (options.count === undefined && best.kind === 'limited')
      this.side.search(asked, this.current, best, (bundle) => this.isWorthwhile(bundle)).forEach(add);
    let probes = (count - 1) * PROBES_PER_BUNDLE;
    for (const probe of pricesAround(asked, this.priceUnit(asked))) {
      if (found.length >= count || probes-- <= 0) break;
      add(this.search(probe));
    }
    this.offered.push(...found);
    return found.map((bundle) => this.choice(bundle)).filter(({ cap }) => cap === undefined || cap > 0);
  };

  /** z_j(c_j) - z_j(c_j + bundle), money; -Infinity if the bundle cannot be honoured. */
  readonly value = (bundle: unknown): number => {
    const change = vectorInput('bundle', bundle, this.briefing.resources.length);
    const { allocation, cost } = this.current;
    const iterationLimit = this.budget.startSolve();
    const { outcome, iterations } = this.values.valueAt(
      allocation.map((held, r) => held + change[r]!),
      iterationLimit,
    );
    this.budget.endSolve(iterations);
    switch (outcome.status) {
      case 'optimal':
        return cost - outcome.cost;
      case 'infeasible':
        return -Infinity;
      case 'iteration-limit':
        return this.budget.outOfIterations();
      case 'unbounded':
        throw new AgentSolveError('valuation: the agent’s own problem is unbounded');
      case 'failed':
        throw new AgentSolveError('valuation: the solver gave up');
    }
  };

  /** Solves a linear problem of the strategy's own. */
  readonly solve: ProgramTool['solve'];

  dispose(): void {
    this.bundles.dispose();
    this.side.dispose();
    this.values.dispose();
  }

  private get current(): SeatView {
    if (!this.view) throw new AgentSolveError('the tools were used outside a call');
    return this.view;
  }

  private search(prices: Float64Array): LimitedBundle | UnlimitedBundle {
    const iterationLimit = this.budget.startSolve();
    const { outcome, iterations } = this.bundles.search(prices, iterationLimit);
    this.budget.endSolve(iterations);
    switch (outcome.status) {
      case 'found':
        return outcome.best;
      case 'iteration-limit':
        return this.budget.outOfIterations();
      case 'infeasible':
        throw new AgentSolveError('bundle determination: the agent’s own problem is infeasible');
      case 'failed':
        throw new AgentSolveError('bundle determination: the solver gave up');
    }
  }

  private isWorthwhile({ utility }: LimitedBundle | UnlimitedBundle): boolean {
    return utility > (WORTHWHILE * Math.max(1, Math.abs(this.current.cost))) / this.briefing.agents;
  }

  private choice(found: LimitedBundle | UnlimitedBundle): BundleChoice {
    const bundle = found.bundle.slice();
    const { value, kind } = found;
    if (kind === 'limited') return { bundle, value, kind };
    const { cash, allocation } = this.current;
    const { agents } = this.briefing;
    return { bundle, value, kind, cap: unlimitedCap({ bundle, value, cash, agents, allocation }) };
  }

  /** The size of a price here: the mean of `prices`, or of the costs per activity where all are zero. */
  private priceUnit(prices: Float64Array): number {
    return mean(prices.map(Math.abs)) || mean(this.briefing.problem.cost.map(Math.abs)) || 1;
  }

  private planBehind(order: SeatOrder): Float64Array | undefined {
    const known = this.offered.find(
      ({ kind, bundle }) => kind === order.kind && sameNumbers(bundle, order.bundle),
    );
    return known?.kind === 'unlimited' ? known.direction : known?.plan;
  }
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}

function sameNumbers(a: Float64Array, b: Float64Array): boolean {
  return a.length === b.length && a.every((value, i) => value === b[i]);
}

function isSame(a: LimitedBundle | UnlimitedBundle, b: LimitedBundle | UnlimitedBundle): boolean {
  return (
    a.kind === b.kind &&
    a.bundle.every(
      (quantity, r) => Math.abs(quantity - b.bundle[r]!) <= SAME * Math.max(1, Math.abs(quantity)),
    )
  );
}
