import type { AgentProblem } from '../../instance.js';
import { sparseFromEntries, type Entry } from '../../lp/sparse-matrix.js';

/** A number for all periods, or one per member of a family. */
export type PerMember = number | ((member: number) => number);

/** Variables of one kind: columns `first` .. `first + count - 1`. */
export interface VariableFamily {
  readonly first: number;
  readonly count: number;
}

/** coefficient x column */
export type Term = readonly [column: number, coefficient: number];

/** Builds an agent's linear problem from named variables and rows. */
export class AgentProgram {
  readonly #cost: number[] = [];
  readonly #columnLower: number[] = [];
  readonly #columnUpper: number[] = [];
  readonly #rowLower: number[] = [];
  readonly #rowUpper: number[] = [];
  readonly #own: Entry[] = [];
  readonly #shared: Entry[] = [];

  /** `exact`: of the first so many resources nothing may be left unused. */
  constructor(
    readonly resources: number,
    readonly exact = 0,
  ) {}

  /** `count` new variables; bounds must be finite for the problem to stay bounded. */
  variables(count: number, of: { lower?: PerMember; upper: PerMember; cost?: PerMember }): VariableFamily {
    const first = this.#cost.length;
    for (let member = 0; member < count; member++) {
      this.#columnLower.push(value(of.lower, member));
      this.#columnUpper.push(value(of.upper, member));
      this.#cost.push(value(of.cost, member));
    }
    return { first, count };
  }

  /** lower <= sum of terms <= upper */
  row(lower: number, upper: number, terms: readonly Term[]): void {
    const row = this.#rowLower.length;
    this.#rowLower.push(lower);
    this.#rowUpper.push(upper);
    for (const [column, coefficient] of terms) this.#own.push([row, column, coefficient]);
  }

  /** The terms draw on the agent's holding of `resource`. */
  draw(resource: number, terms: readonly Term[]): void {
    for (const [column, coefficient] of terms) this.#shared.push([resource, column, coefficient]);
  }

  build(): AgentProblem {
    const columns = this.#cost.length;
    return {
      cost: Float64Array.from(this.#cost),
      columnLower: Float64Array.from(this.#columnLower),
      columnUpper: Float64Array.from(this.#columnUpper),
      own: {
        matrix: sparseFromEntries(this.#rowLower.length, columns, this.#own),
        lower: Float64Array.from(this.#rowLower),
        upper: Float64Array.from(this.#rowUpper),
      },
      shared: sparseFromEntries(this.resources, columns, this.#shared),
      ...(this.exact > 0 && { exact: this.exact }),
    };
  }
}

function value(of: PerMember | undefined, member: number): number {
  return typeof of === 'function' ? of(member) : (of ?? 0);
}
