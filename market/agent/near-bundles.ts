import type { AgentProblem, Resource } from '../instance.js';
import type { LpModel, LpSolver } from '../lp/lp-solver.port.js';
import { dot, pricedCosts, type AgentPosition, type LimitedBundle } from './bundle-model.js';
import { linksPeriods } from './linked-periods.js';
import { tradeModel } from './trade-model.js';
import { times } from '../lp/sparse-matrix.js';

/**
 * Parts of the best bundle's largest quantity up to which near bundles trade each resource. With these three, five days of
 * five homes with batteries close in 3 to 14 rounds; without, in 16 to 70. With a quarter and a sixteenth it is 3 to 17.
 */
const REACHES = [1 / 3, 1 / 9, 1 / 27] as const;
/** Likewise of the largest quantity that all agents together traded of a resource in one round so far: what there may be to trade. */
const DEPTHS = [1, 0.3] as const;
/** Likewise in agents' equal shares of that, late in markets of many agents: what one of them may come to trade. */
const SHARES = [3, 1] as const;
/** A reach of nothing at all would leave the solver no room, units. */
const LEAST_REACH = 1e-9;
/** With more resources for each agent than this, there are many prices to agree on for few agents. */
const RESOURCES_PER_AGENT = 3;
/** Near bundles of a search at most. */
export const MOST_NEAR = DEPTHS.length + REACHES.length;
/** Those by shares at most. */
export const MOST_SHARES = SHARES.length;

/** Whether few agents have many prices to agree on. */
export function hasManyPrices(agents: number, { length }: readonly Resource[]): boolean {
  return length > RESOURCES_PER_AGENT * agents;
}

/**
 * Whether best bundles alone would take a market many rounds: where few agents have many prices to agree on, and this one's problem
 * links those of several periods. Its best bundle is a vertex then, which asks for all there may be in the cheapest period
 * and says next to nothing of the others.
 */
export function wantsNearBundles(
  agents: number,
  problem: AgentProblem,
  resources: readonly Resource[],
): boolean {
  return hasManyPrices(agents, resources) && linksPeriods(problem, resources);
}

/**
 * The bundles that serve an agent best among those which trade no more than a part of what its best one trades of any
 * resource: min d'x + p'w as in bundle determination, with -reach <= w <= reach. Where many plans are equally good, or a
 * storage links the prices of many periods, these spread over periods as its neighbours' needs do. Each answer depends
 * on its question alone. Must be disposed.
 */
export class NearBundles {
  private model: LpModel | null = null;

  constructor(
    private readonly solver: LpSolver,
    private readonly problem: AgentProblem,
  ) {}

  /** How far each of them reaches, units of each resource (m), for this best bundle. */
  static reaches({ bundle }: Pick<LimitedBundle, 'bundle'>): Float64Array[] {
    const largest = bundle.reduce((most, quantity) => Math.max(most, Math.abs(quantity)), 0);
    return REACHES.map((part) => new Float64Array(bundle.length).fill(part * largest));
  }

  /** Likewise, by the most that was traded of each resource in one round (m); none before anything was. */
  static depths(traded: Float64Array): Float64Array[] {
    return partsOf(traded, DEPTHS);
  }

  /** Likewise, by what each of so many agents has of that if all have the same. */
  static shares(traded: Float64Array, agents: number): Float64Array[] {
    return partsOf(
      traded,
      SHARES.map((shares) => shares / agents),
    );
  }

  /** null: none was found within `iterationLimit` simplex iterations. */
  search(
    prices: Float64Array,
    position: AgentPosition,
    reach: Float64Array,
    iterationLimit: number,
  ): { readonly found: LimitedBundle | null; readonly iterations: number } {
    const { own, shared, cost } = this.problem;
    const { allocation } = position;
    const model = (this.model ??= tradeModel(this.solver, this.problem, allocation, allocation));
    model.startFrom(null);
    model.setCosts(pricedCosts(this.problem, prices));
    model.setRowBounds(
      own.matrix.rows,
      allocation.map((held, r) => held - reach[r]!),
      allocation.map((held, r) => held + reach[r]!),
    );
    const outcome = model.solve({ iterationLimit });
    const iterations = model.lastIterations;
    if (outcome.status !== 'optimal') return { found: null, iterations };
    const bundle = times(shared, outcome.x).map((used, r) => used - allocation[r]!);
    const value = position.cost - dot(cost, outcome.x);
    const found: LimitedBundle = {
      ...{ kind: 'limited', bundle, value, utility: value - dot(prices, bundle) },
      plan: outcome.x,
      ownDuals: outcome.rowDuals.slice(0, own.matrix.rows),
    };
    return { found, iterations };
  }

  dispose(): void {
    this.model?.dispose();
  }
}

function partsOf(traded: Float64Array, parts: readonly number[]): Float64Array[] {
  if (!traded.some((quantity) => quantity > 0)) return [];
  return parts.map((part) => traded.map((quantity) => part * quantity + LEAST_REACH));
}
