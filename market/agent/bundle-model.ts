import type { AgentProblem } from '../instance.js';
import { PRICE_SCALE } from '../ledger/units.js';
import type { LpBasis, LpModel, LpOutcome, LpSolver } from '../lp/lp-solver.port.js';
import { times, transposeTimes } from '../lp/sparse-matrix.js';

/** Where an agent stands: what it holds (m) and z_j of it (money). */
export interface AgentPosition {
  readonly allocation: Float64Array;
  readonly cost: number;
}

/** The best bundle is a quantity to be traded in full or in part. */
export interface LimitedBundle {
  readonly kind: 'limited';
  /** m, > 0 bought, < 0 sold */
  readonly bundle: Float64Array;
  /** z_j(c_j) - d'x, money */
  readonly value: number;
  /** value - p'bundle >= 0, money */
  readonly utility: number;
  /** n */
  readonly plan: Float64Array;
  /** duals of the own rows: d objective / d bound */
  readonly ownDuals: Float64Array;
}

/** Utility has no end: any multiple of `bundle` is good. */
export interface UnlimitedBundle {
  readonly kind: 'unlimited';
  /** m, per unit; the largest entry is 1 in size */
  readonly bundle: Float64Array;
  /** -d'r, money per unit */
  readonly value: number;
  /** value - p'bundle > 0, money per unit */
  readonly utility: number;
  /** n: along it, x stays feasible for ever */
  readonly direction: Float64Array;
}

export type BundleSearch =
  | { readonly status: 'found'; readonly best: LimitedBundle | UnlimitedBundle }
  | { readonly status: 'infeasible' }
  | { readonly status: 'iteration-limit' }
  | { readonly status: 'failed'; readonly reason: string };

/**
 * Prices are rounded to the ledger's unit, so that a ray which just breaks even at the exact prices
 * may seem to gain, by up to this per unit of quantity (money), and without end.
 */
const PRICE_ROUNDING = 2 / PRICE_SCALE;
/** Rays taken for rounding in one search, before the last one is believed. */
const MOST_ROUNDED_RAYS = 8;

/** A ray that trades less than this per unit of plan trades nothing. */
const NO_TRADE = 1e-12;

/**
 * Bundle determination BDP(p) of one agent ([GKW07] section 4; docs/market-rules.md, "Who takes part"):
 *
 *     min d'x + p'w   s.t.  own.lower <= N x <= own.upper,  C x <= c + w,  bounds of x,  w free
 *
 * At an optimum w = C x - c may be taken tight, which leaves an LP in x alone with costs d + C'p
 * and the own rows; only its costs ever change, so it stays in the solver. Must be disposed.
 */
export class BundleModel {
  private readonly model: LpModel;
  /** columns that no own row touches and no bound ends */
  private readonly looseColumns: readonly number[];
  private iterations = 0;

  constructor(
    solver: LpSolver,
    private readonly problem: AgentProblem,
  ) {
    const { cost, columnLower, columnUpper, own } = problem;
    this.looseColumns = looseColumnsOf(problem);
    this.model = solver.createModel({
      cost,
      columnLower,
      columnUpper,
      matrix: own.matrix,
      rowLower: own.lower,
      rowUpper: own.upper,
    });
  }

  /** Simplex iterations of the last search. */
  get lastIterations(): number {
    return this.iterations;
  }

  /**
   * The bundle of greatest utility at `prices` (m). Where an unlimited bundle gains no more than
   * the rounding of prices can feign, the search goes on at prices at which it does not.
   */
  search(
    prices: Float64Array,
    position: AgentPosition,
    options: { readonly iterationLimit?: number } = {},
  ): BundleSearch {
    this.iterations = 0;
    let probe = prices;
    let found = this.searchAt(probe, prices, position, options.iterationLimit);
    for (let rays = 0; rays < MOST_ROUNDED_RAYS && isRounding(found); rays++) {
      probe = without(found.best, probe);
      found = this.searchAt(probe, prices, position, options.iterationLimit);
    }
    return found;
  }

  /** Where the last solve ended. */
  basis(): LpBasis | null {
    return this.model.basis();
  }

  /** The next solve starts there, whatever was asked before. */
  startFrom(basis: LpBasis | null): void {
    this.model.startFrom(basis);
  }

  dispose(): void {
    this.model.dispose();
  }

  /** Searches at `probe`; utilities are stated at `prices`. */
  private searchAt(
    probe: Float64Array,
    prices: Float64Array,
    position: AgentPosition,
    iterationLimit: number | undefined,
  ): BundleSearch {
    const costs = pricedCosts(this.problem, probe);
    // The solver gives no ray for a problem whose matrix is empty; such rays need no solver.
    const free = this.freeRay(costs);
    if (free) return this.unlimited(free, prices);
    let outcome = this.solve(costs, iterationLimit);
    if (outcome.status === 'failed') outcome = this.solveInLargerMoney(costs, iterationLimit);
    switch (outcome.status) {
      case 'optimal':
        return {
          status: 'found',
          best: limitedBundle(this.problem, outcome.x, outcome.rowDuals, prices, position),
        };
      case 'unbounded':
        return this.unlimited(outcome.ray, prices);
      case 'infeasible':
      case 'iteration-limit':
      case 'failed':
        return outcome;
    }
  }

  private solve(costs: Float64Array, iterationLimit: number | undefined): LpOutcome {
    this.model.setCosts(costs);
    const outcome = this.model.solve(
      iterationLimit === undefined ? {} : { iterationLimit: Math.max(0, iterationLimit - this.iterations) },
    );
    this.iterations += this.model.lastIterations;
    return outcome;
  }

  /** From nothing, in a unit of money that makes the largest cost about one: tolerances suit neither millions nor more. */
  private solveInLargerMoney(costs: Float64Array, iterationLimit: number | undefined): LpOutcome {
    const unit = 2 ** Math.ceil(Math.log2(Math.max(1, largest(costs))));
    this.model.startFrom(null);
    const outcome = this.solve(
      costs.map((cost) => cost / unit),
      iterationLimit,
    );
    if (outcome.status !== 'optimal') return outcome;
    return { ...outcome, rowDuals: outcome.rowDuals.map((dual) => dual * unit) };
  }

  /** A single activity that gains and that nothing but prices limits. */
  private freeRay(costs: Float64Array): Float64Array | null {
    const { columnLower, columnUpper } = this.problem;
    for (const j of this.looseColumns) {
      const ends = costs[j]! < 0 ? columnUpper[j]! : columnLower[j]!;
      if (costs[j] === 0 || Number.isFinite(ends)) continue;
      const ray = new Float64Array(costs.length);
      ray[j] = -Math.sign(costs[j]!);
      return ray;
    }
    return null;
  }

  private unlimited(ray: Float64Array, prices: Float64Array): BundleSearch {
    const traded = times(this.problem.shared, ray);
    const size = largest(traded);
    if (size <= NO_TRADE * largest(ray))
      return { status: 'failed', reason: 'the agent’s own problem is unbounded without any trade' };
    const bundle = traded.map((quantity) => quantity / size);
    const direction = ray.map((step) => step / size);
    const value = -dot(this.problem.cost, direction);
    return {
      status: 'found',
      best: { kind: 'unlimited', bundle, value, utility: value - dot(prices, bundle), direction },
    };
  }
}

function isRounding(
  search: BundleSearch,
): search is { readonly status: 'found'; readonly best: UnlimitedBundle } {
  if (search.status !== 'found' || search.best.kind !== 'unlimited') return false;
  const { bundle, utility } = search.best;
  return utility <= PRICE_ROUNDING * bundle.reduce((sum, quantity) => sum + Math.abs(quantity), 0);
}

/** `prices` moved against a bundle by their rounding: dearer what it buys, cheaper what it sells. */
function without({ bundle }: UnlimitedBundle, prices: Float64Array): Float64Array {
  return prices.map((price, r) =>
    Math.max(Math.min(0, price), price + PRICE_ROUNDING * Math.sign(bundle[r]!)),
  );
}

function looseColumnsOf({ own: { matrix }, columnLower, columnUpper }: AgentProblem): number[] {
  return [...columnLower.keys()].filter(
    (j) =>
      matrix.starts[j] === matrix.starts[j + 1] &&
      !(Number.isFinite(columnLower[j]) && Number.isFinite(columnUpper[j])),
  );
}

/** The bundle that an optimal plan trades, where `duals` (the own rows' first) come with it. */
export function limitedBundle(
  problem: AgentProblem,
  plan: Float64Array,
  duals: Float64Array,
  prices: Float64Array,
  { allocation, cost }: AgentPosition,
): LimitedBundle {
  const bundle = times(problem.shared, plan).map((used, r) => used - allocation[r]!);
  const value = cost - dot(problem.cost, plan);
  const ownDuals = duals.slice(0, problem.own.matrix.rows);
  return { kind: 'limited', bundle, value, utility: value - dot(prices, bundle), plan, ownDuals };
}

/** d + C'p, length n: what each activity costs when resources are bought at `prices`. */
export function pricedCosts(problem: AgentProblem, prices: Float64Array): Float64Array {
  const costs = transposeTimes(problem.shared, prices);
  for (let j = 0; j < costs.length; j++) costs[j]! += problem.cost[j]!;
  return costs;
}

export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

function largest(values: Float64Array): number {
  let result = 0;
  for (const value of values) result = Math.max(result, Math.abs(value));
  return result;
}
