import type { AgentProblem } from '../instance.js';
import type { LpBasis, LpSolver } from '../lp/lp-solver.port.js';
import type { SeatView } from '../traders.port.js';
import { BundleModel, type BundleSearch } from './bundle-model.js';

interface Answer {
  readonly outcome: BundleSearch;
  /** simplex iterations spent on it */
  readonly iterations: number;
}

/**
 * The best bundles of one agent, round after round. A round's own question, the best bundle at its prices, starts
 * where the round before ended; every other question of the round starts where its own question ended, and its further
 * searches where the search before ended. So an answer depends on the prices of the rounds up to now and on the question
 * alone, though optimal vertices may be many. Must be disposed.
 */
export class RoundBundles {
  private readonly rounds: BundleModel;
  private readonly solver: LpSolver;
  private others: BundleModel | null = null;
  private view: SeatView | null = null;
  private own: Answer | null = null;
  private start: LpBasis | null = null;
  /** the searches of this question have left the round's own basis */
  private isUnderWay = false;

  constructor(
    solver: LpSolver,
    private readonly problem: AgentProblem,
    /** of a round's own question */
    private readonly mostIterations: number,
  ) {
    this.solver = solver;
    this.rounds = new BundleModel(solver, problem);
  }

  /** A new round. */
  begin(view: SeatView): void {
    this.view = view;
    this.isUnderWay = false;
    const outcome = this.rounds.search(view.prices, view, { iterationLimit: this.mostIterations });
    this.own = { outcome, iterations: this.rounds.lastIterations };
    this.start = null;
  }

  /** A new question, of one search or several. */
  ask(): void {
    this.isUnderWay = false;
  }

  /** The bundle of greatest utility at `prices` (m, >= 0) in at most `iterationLimit` simplex iterations. */
  search(prices: Float64Array, iterationLimit: number): Answer {
    if (!this.view || !this.own) throw new RangeError('no round has begun');
    if (prices.every((price, r) => price === this.view!.prices[r])) return within(iterationLimit, this.own);
    this.others ??= new BundleModel(this.solver, this.problem);
    if (!this.isUnderWay) this.others.startFrom((this.start ??= this.rounds.basis()));
    this.isUnderWay = true;
    const outcome = this.others.search(prices, this.view, { iterationLimit });
    return { outcome, iterations: this.others.lastIterations };
  }

  dispose(): void {
    this.rounds.dispose();
    this.others?.dispose();
  }
}

function within(iterationLimit: number, answer: Answer): Answer {
  return answer.iterations <= iterationLimit
    ? answer
    : { outcome: { status: 'iteration-limit' }, iterations: iterationLimit };
}
