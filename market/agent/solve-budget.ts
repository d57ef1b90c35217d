import { GridLeagueError } from '../errors.js';

/** What a plugin may spend in one call; counted, so that it is the same on every machine. */
export interface SolveLimits {
  readonly solves: number;
  /** simplex iterations over all solves of the call */
  readonly iterations: number;
  /** rows, columns and matrix entries together of one problem handed to `solve` */
  readonly size: number;
  /** the same over all problems handed to `solve` in the call: each is copied and built up anew */
  readonly sizes: number;
}

export const defaultSolveLimits: SolveLimits = {
  solves: 200,
  iterations: 200_000,
  size: 250_000,
  sizes: 1_000_000,
};

/** A call has used up its solves or iterations. */
export class BudgetExceededError extends GridLeagueError {
  readonly kind = 'fault';
  readonly code = 'over-budget';
}

/** The account of one call. Once empty it stays empty until `refill`. */
export class SolveBudget {
  private solves = 0;
  private iterations = 0;
  private sizes = 0;

  constructor(private readonly limits: SolveLimits) {}

  /** Starts the next call. */
  refill(): void {
    this.solves = 0;
    this.iterations = 0;
    this.sizes = 0;
  }

  /** Books a solve, or several that belong together; the iterations they may use. Throws `BudgetExceededError`. */
  startSolve(count = 1): number {
    const { solves, iterations } = this.limits;
    if (this.solves + count > solves)
      throw new BudgetExceededError(`more than ${solves} LP solves in one call`);
    if (this.iterations >= iterations) this.outOfIterations();
    this.solves += count;
    return iterations - this.iterations;
  }

  endSolve(iterations: number): void {
    this.iterations += iterations;
  }

  outOfIterations(): never {
    this.iterations = this.limits.iterations;
    throw new BudgetExceededError(`more than ${this.limits.iterations} simplex iterations in one call`);
  }

  /**
   * Books a problem of `solve` by its rows, columns and matrix entries, before anything of it is copied.
   * Throws `BudgetExceededError`.
   */
  bookProblem(size: number): void {
    const { size: most, sizes } = this.limits;
    if (!(size <= most))
      throw new BudgetExceededError(
        `a problem with ${size} rows, columns and matrix entries; ${most} are allowed`,
      );
    this.sizes += size;
    if (this.sizes > sizes)
      throw new BudgetExceededError(
        `problems with more than ${sizes} rows, columns and matrix entries in one call`,
      );
  }
}
