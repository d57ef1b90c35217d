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
 * Columns, over rounds of which nothing was asked, whose own questions are put off: what comes of them at once is some hundredths
 * of a second.
 */
const MOST_PUT_OFF = 16_000;

/**
 * The best bundles of one agent, round after round. A round's own question, the best bundle at its prices, starts
 * where the round before ended; every other question of the round starts where its own question ended, and its further
 * searches where the search before ended. So an answer depends on the prices of the rounds up to now and on the question
 * alone, though optimal vertices may be many. Rounds of which nothing is asked cost nothing until something is: then their
 * own questions are made up for, one after the other. Must be disposed.
 */
export class RoundBundles {
  private readonly rounds: BundleModel;
  private readonly solver: LpSolver;
  private others: BundleModel | null = null;
  private view: SeatView | null = null;
  /** prices (m) of the rounds whose own questions wait, this one's last */
  private putOff: Float64Array[] = [];
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
    this.start = null;
    this.putOff.push(view.prices.slice());
    if (this.putOff.length * this.problem.cost.length > MOST_PUT_OFF) this.ownAnswer();
  }

  /** A new question, of one search or several. */
  ask(): void {
    this.isUnderWay = false;
  }

  /** The bundle of greatest utility at `prices` (m, >= 0) in at most `iterationLimit` simplex iterations. */
  search(prices: Float64Array, iterationLimit: number): Answer {
    const own = this.ownAnswer();
    if (prices.every((price, r) => price === this.view!.prices[r])) return within(iterationLimit, own);
    this.others ??= new BundleModel(this.solver, this.problem);
    if (!this.isUnderWay) this.others.startFrom((this.start ??= this.rounds.basis()));
    this.isUnderWay = true;
    const outcome = this.others.search(prices, this.view!, { iterationLimit });
    return { outcome, iterations: this.others.lastIterations };
  }

  /** To the round's own question, once those of the rounds before have been answered. */
  private ownAnswer(): Answer {
    if (!this.view) throw new RangeError('no round has begun');
    for (const prices of this.putOff) {
      const outcome = this.rounds.search(prices, this.view, { iterationLimit: this.mostIterations });
      this.own = { outcome, iterations: this.rounds.lastIterations };
    }
    this.putOff = [];
    return this.own!;
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
