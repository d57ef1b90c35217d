import { verifyBestResponse } from '../agent/best-response.js';
import { BundleModel } from '../agent/bundle-model.js';
import { ValueModel, type Valuation } from '../agent/value-model.js';
import { honours, honoursEveryMultiple } from '../agent/witness.js';
import { MarketError } from '../errors.js';
import type { AgentProblem, Participant } from '../instance.js';
import type { LpSolver } from '../lp/lp-solver.port.js';
import type { BestResponse, SeatOrder } from '../traders.port.js';
import type { HonourCheck } from '../order/order-admission.js';

/**
 * The referee's own view of one participant: its true cost and utility, whatever its strategy
 * reports. It shares no solver state with the strategy's tools, so that neither disturbs the other.
 */
export class SeatValuation implements HonourCheck {
  private readonly value: ValueModel;
  private bundles: BundleModel | undefined;
  /** of its own: what it is asked must not change the plans that `value` finds */
  private worths: ValueModel | undefined;
  private readonly solver: LpSolver;

  constructor(
    solver: LpSolver,
    private readonly problem: AgentProblem,
    private readonly name: string,
  ) {
    this.solver = solver;
    this.value = new ValueModel(solver, problem);
  }

  /** z_j(c): money. Throws `MarketError` if the participant's own problem cannot be solved there. */
  costAt(allocation: Float64Array): number {
    return this.optimumAt(allocation).cost;
  }

  /** z_j(c) and the plan x (n) behind it. Throws like `costAt`. */
  optimumAt(allocation: Float64Array): { readonly cost: number; readonly plan: Float64Array } {
    const outcome = this.value.valueAt(allocation, { isHeld: true });
    if (outcome.status === 'optimal') return outcome;
    const afresh = this.valueAfresh(allocation);
    if (afresh.status === 'optimal') return afresh;
    throw new MarketError(
      'infeasible-agent',
      `the problem of ${this.name} is ${outcome.status} at its own allocation`,
    );
  }

  /**
   * U_j(p) = max_w v(w) - p'w >= 0, money; Infinity where some bundle gains without end, or where the solver
   * cannot tell at these prices: what is not proven bounds nothing.
   */
  utilityAt(prices: Float64Array, allocation: Float64Array, cost: number, best?: BestResponse): number {
    const position = { allocation, cost };
    const proven = best && verifyBestResponse(this.problem, prices, position, best);
    if (proven) return proven.utility;
    this.bundles ??= new BundleModel(this.solver, this.problem);
    const search = this.bundles.search(prices, position);
    if (search.status !== 'found' || search.best.kind === 'unlimited') return Infinity;
    const { utility } = search.best;
    return Number.isNaN(utility) ? Infinity : Math.max(0, utility);
  }

  /** z_j(c) - z_j(c + w) for `cost` = z_j(c): what a bundle is worth, money; null where the solver cannot tell. */
  worthOf(bundle: Float64Array, allocation: Float64Array, cost: number): number | null {
    this.worths ??= new ValueModel(this.solver, this.problem);
    const outcome = this.worths.valueAt(allocation.map((held, r) => held + bundle[r]!));
    return outcome.status === 'optimal' ? cost - outcome.cost : null;
  }

  limited(order: SeatOrder, allocation: Float64Array, committed: Float64Array): boolean {
    const left = allocation.map((held, r) => held + committed[r]!);
    if (order.plan && honours(this.problem, order.plan, left, order.bundle)) return true;
    return this.feasible(left.map((held, r) => held + order.bundle[r]!));
  }

  get exact(): number {
    return this.problem.exact ?? 0;
  }

  recession(order: SeatOrder): boolean {
    return (
      order.plan !== undefined && honoursEveryMultiple(this.problem, order.plan, order.bundle, order.cap ?? 1)
    );
  }

  feasible(allocation: Float64Array): boolean {
    // Numbers that a strategy chose may be beyond the solver: what cannot be shown is not believed.
    return this.value.valueAt(allocation).status === 'optimal';
  }

  /** Without what earlier solves left behind: what an extreme allocation was tried with may mislead the next. */
  private valueAfresh(allocation: Float64Array): Valuation {
    const model = new ValueModel(this.solver, this.problem);
    try {
      return model.valueAt(allocation, { isHeld: true });
    } finally {
      model.dispose();
    }
  }

  dispose(): void {
    this.value.dispose();
    this.bundles?.dispose();
    this.worths?.dispose();
  }
}

/** z_j(c) of one participant, and the plan behind it, where nothing else is asked of it. Throws `MarketError` like `costAt`. */
export function optimumOf(
  { id, problem }: Pick<Participant, 'id' | 'problem'>,
  allocation: Float64Array,
  solver: LpSolver,
): ReturnType<SeatValuation['optimumAt']> {
  const valuation = new SeatValuation(solver, problem, id);
  try {
    return valuation.optimumAt(allocation);
  } finally {
    valuation.dispose();
  }
}
