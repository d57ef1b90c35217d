import { setFlagsFromString } from 'node:v8';
import loadHighsModule from 'highs';
import type { Highs, Model } from 'highs';
import { MarketError, messageOf } from '../errors.js';
import { checkCosts, checkLinearProblem, type LinearProblem } from './linear-problem.js';
import type {
  LpBasis,
  LpModel,
  LpModelOptions,
  LpOutcome,
  LpSolver,
  LpStatistics,
} from './lp-solver.port.js';
import { looseRay } from './loose-ray.js';

// The package's typings describe a CommonJS default export; under nodenext the import is its namespace.
const loadHighs = loadHighsModule as unknown as () => Promise<Highs>;

/** HiGHS model states that carry meaning for us (HighsModelStatus). */
const EMPTY = 6;
const OPTIMAL = 7;
const INFEASIBLE = 8;
const UNBOUNDED_OR_INFEASIBLE = 9;
const UNBOUNDED = 10;
const ITERATION_LIMIT = 14;
/** HiGHS's basis_validity. */
const VALID_BASIS = 1;

/** Below this many columns presolve costs more than it saves (measured). */
const PRESOLVE_FROM_COLUMNS = 1000;
/** HiGHS silently drops coefficients below its default of 1e-9; this is the least it allows. */
const SMALLEST_COEFFICIENT = 1e-12;
/** HiGHS's own feasibility tolerance. */
const DEFAULT_TOLERANCE = 1e-7;

/** An interior point is found in some dozens of steps, or never. */
const MOST_INTERIOR_POINTS = 100;
/** Likewise a vertex in a few iterations for each row and column: who needs more is going in circles. */
const MOST_ITERATIONS = { least: 100_000, perRowAndColumn: 100 };

/** Options of HiGHS behind a method; interior points are crossed over to a vertex. */
const METHODS = {
  'dual-simplex': { solver: 'simplex', simplex_strategy: 1 },
  'primal-simplex': { solver: 'simplex', simplex_strategy: 4 },
  'interior-point': { solver: 'ipm', run_crossover: 'on', ipm_iteration_limit: MOST_INTERIOR_POINTS },
} as const;

// V8 would compile each function of HiGHS anew, optimised, as soon as 13 MB of it have run: more work than most matches
// have for it. What a long solve needs is still compiled, within its first seconds.
setFlagsFromString('--wasm-tiering-budget=500000000');
// Of its functions, which come with the package, those are checked that are called: all of them would take as long as the rest of a start.
setFlagsFromString('--wasm-lazy-validation');

/** Loads HiGHS (WebAssembly). One instance serves any number of models; it is not tied to a match. */
export async function createHighsSolver(): Promise<LpSolver> {
  return new HighsSolver(await loadHighs());
}

class HighsSolver implements LpSolver {
  readonly statistics: LpStatistics = { solves: 0, iterations: 0, seconds: 0 };

  constructor(private readonly highs: Highs) {}

  createModel(problem: LinearProblem, options: LpModelOptions = {}): LpModel {
    checkLinearProblem(problem);
    try {
      return new HighsModel(this.highs, problem, options, this.statistics);
    } catch (error) {
      throw new MarketError('solver-failed', `the solver refuses the problem: ${messageOf(error)}`);
    }
  }
}

class HighsModel implements LpModel {
  lastIterations = 0;
  private readonly model: Model;
  private costs: Float64Array;
  private readonly mostIterations: number;
  private iterationLimit: number | null = null;
  private readonly tolerance: number;
  private readonly presolve: 'choose' | 'off';
  private currentTolerance = DEFAULT_TOLERANCE;
  private currentPresolve: 'choose' | 'off';
  private undecided: string | null = null;

  constructor(
    highs: Highs,
    private readonly problem: LinearProblem,
    options: LpModelOptions,
    private readonly statistics: LpStatistics,
  ) {
    const { matrix } = problem;
    this.costs = problem.cost;
    const { least, perRowAndColumn } = MOST_ITERATIONS;
    this.mostIterations = Math.max(least, perRowAndColumn * (matrix.rows + matrix.columns));
    this.model = highs.createModel();
    this.tolerance = options.tolerance ?? 1e-9;
    this.presolve = (options.presolve ?? matrix.columns >= PRESOLVE_FROM_COLUMNS) ? 'choose' : 'off';
    this.model.options.set({
      output_flag: false,
      small_matrix_value: SMALLEST_COEFFICIENT,
      ...(options.scaling === false ? { simplex_scale_strategy: 0 } : {}),
      presolve: (this.currentPresolve = this.presolve),
      ...(options.method ? METHODS[options.method] : {}),
    });
    this.setTolerance(this.tolerance);
    this.timed(() =>
      this.model.passModel({
        numCols: matrix.columns,
        numRows: matrix.rows,
        colCost: problem.cost,
        colLower: problem.columnLower,
        colUpper: problem.columnUpper,
        rowLower: problem.rowLower,
        rowUpper: problem.rowUpper,
        matrix: {
          format: 'csc',
          numRows: matrix.rows,
          numCols: matrix.columns,
          starts: matrix.starts,
          indices: matrix.rowOf,
          values: matrix.values,
        },
      }),
    );
  }

  setCosts(costs: Float64Array): void {
    checkCosts(costs, this.problem.matrix.columns);
    this.costs = costs;
    this.timed(() => this.model.changeColsCost({ kind: 'range', from: 0, to: costs.length - 1 }, costs));
  }

  setRowBounds(first: number, lower: Float64Array, upper: Float64Array): void {
    if (lower.length === 0) return;
    const range = { kind: 'range', from: first, to: first + lower.length - 1 } as const;
    this.timed(() => this.model.changeRowsBounds(range, lower, upper));
  }

  solve(options: { readonly iterationLimit?: number } = {}): LpOutcome {
    return this.timed(() => {
      this.lastIterations = 0;
      this.statistics.solves++;
      try {
        this.limitIterations(Math.min(options.iterationLimit ?? Infinity, this.mostIterations));
        this.run();
        this.settleDoubts();
        this.statistics.iterations += this.lastIterations;
        return this.outcome();
      } catch (error) {
        return { status: 'failed', reason: messageOf(error) };
      }
    });
  }

  basis(): LpBasis | null {
    return Number(this.model.info.get('basis_validity')) === VALID_BASIS ? this.model.getBasis() : null;
  }

  startFrom(basis: LpBasis | null): void {
    this.timed(() => {
      this.model.clearSolver();
      this.setPresolve(this.presolve);
      if (basis) this.model.setBasis(basis);
    });
  }

  dispose(): void {
    this.model.dispose();
  }

  private limitIterations(limit: number): void {
    if (limit === this.iterationLimit) return;
    this.model.options.set('simplex_iteration_limit', limit);
    this.iterationLimit = limit;
  }

  /** HiGHS reports trouble inside a solve as an error of the call; it counts as an undecided state. */
  private run(): void {
    this.undecided = null;
    try {
      this.model.run();
    } catch (error) {
      this.undecided = messageOf(error);
      return;
    }
    this.lastIterations += Math.max(0, Number(this.model.info.get('simplex_iteration_count')));
  }

  /**
   * A warm start, or a tolerance near the limits of doubles, can end in an undecided state: ask again
   * from scratch, then at the solver's own default tolerance. Callers that need more check what they get.
   */
  private settleDoubts(): void {
    const decided = (): boolean =>
      this.undecided === null &&
      [OPTIMAL, EMPTY, INFEASIBLE, UNBOUNDED, ITERATION_LIMIT].includes(this.model.getModelStatus());
    for (const tolerance of [this.tolerance, DEFAULT_TOLERANCE]) {
      if (decided()) break;
      this.model.clearSolver();
      this.setTolerance(tolerance);
      this.setPresolve('off');
      this.run();
    }
    this.setTolerance(this.tolerance);
  }

  private setPresolve(presolve: 'choose' | 'off'): void {
    if (presolve === this.currentPresolve) return;
    this.currentPresolve = presolve;
    this.model.options.set('presolve', presolve);
  }

  private setTolerance(tolerance: number): void {
    if (tolerance === this.currentTolerance) return;
    this.currentTolerance = tolerance;
    this.model.options.set({
      primal_feasibility_tolerance: tolerance,
      dual_feasibility_tolerance: tolerance,
    });
  }

  private outcome(): LpOutcome {
    if (this.undecided !== null) return { status: 'failed', reason: this.undecided };
    const status = this.model.getModelStatus();
    switch (status) {
      case OPTIMAL:
      case EMPTY: {
        const { colValue, rowDual, colDual } = this.model.getSolution();
        const objective = this.model.getObjectiveValue();
        if (!Number.isFinite(objective)) return { status: 'failed', reason: `objective is ${objective}` };
        return { status: 'optimal', objective, x: colValue, rowDuals: rowDual, reducedCosts: colDual };
      }
      case INFEASIBLE:
        return { status: 'infeasible' };
      case UNBOUNDED: {
        // HiGHS gives no ray where the matrix is empty; there one column alone is a ray.
        const ray = this.model.getPrimalRay()?.values ?? looseRay(this.problem, this.costs);
        if (!ray) return { status: 'failed', reason: 'unbounded, but no ray was found' };
        return { status: 'unbounded', ray };
      }
      case ITERATION_LIMIT:
        return { status: 'iteration-limit' };
      case UNBOUNDED_OR_INFEASIBLE:
        return { status: 'failed', reason: 'unbounded or infeasible, the solver cannot tell' };
      default:
        return { status: 'failed', reason: `the solver ended with state ${status}` };
    }
  }

  private timed<T>(work: () => T): T {
    const start = process.hrtime.bigint();
    try {
      return work();
    } finally {
      this.statistics.seconds += Number(process.hrtime.bigint() - start) / 1e9;
    }
  }
}
