import type { AgentProblem } from '../instance.js';
import type { LpBasis, LpSolver } from '../lp/lp-solver.port.js';
import type { SeatView } from '../traders.port.js';
import { ValueModel, type Valuation } from './value-model.js';

/**
 * Valuations of one agent. Each starts where the valuation of the first round's allocation ended, so that it depends on
 * that and on the question alone, to the last digit. Must be disposed.
 */
export class RoundValues {
  private model: ValueModel | null = null;
  private first: SeatView | null = null;
  private start: LpBasis | null = null;

  constructor(
    private readonly solver: LpSolver,
    private readonly problem: AgentProblem,
    /** of the first round's valuation, where all others start */
    private readonly mostIterations: number,
  ) {}

  /** A new round. */
  begin(view: SeatView): void {
    this.first ??= view;
  }

  /** z_j(`allocation`) (m) in at most `iterationLimit` simplex iterations. */
  valueAt(
    allocation: Float64Array,
    iterationLimit: number,
  ): { readonly outcome: Valuation; readonly iterations: number } {
    if (!this.first) throw new RangeError('no round has begun');
    if (!this.model) {
      this.model = new ValueModel(this.solver, this.problem);
      this.model.valueAt(this.first.allocation, { iterationLimit: this.mostIterations });
      this.start = this.model.basis();
    }
    this.model.startFrom(this.start);
    const outcome = this.model.valueAt(allocation, { iterationLimit });
    return { outcome, iterations: this.model.lastIterations };
  }

  dispose(): void {
    this.model?.dispose();
  }
}
