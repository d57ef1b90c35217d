import { asScenarioError, FieldError, fieldPath, ScenarioError } from '../reading/scenario-error.js';

/** Files with faults that are told at once. */
const MOST_FILES = 10;

/** A scenario made of another program's files, and what of them is not in it. */
export interface Imported {
  readonly document: object;
  readonly notices: readonly string[];
}

/** What is wrong is told with its file. */
export function inFile<T>(csv: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw asScenarioError(csv, error);
  }
}

/** What is wrong with several files, each of which is looked at whatever is wrong with another. */
export class FileFaults {
  private readonly found: ScenarioError[] = [];

  /** Does what may throw a `ScenarioError`, which is kept. */
  async of(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof ScenarioError)) throw error;
      this.found.push(error);
    }
  }

  /** Whether there is enough to tell. */
  get isFull(): boolean {
    return this.found.length >= MOST_FILES;
  }

  /** Throws `ScenarioError`, the first with all others, where there are any. */
  check(): void {
    const [first, ...rest] = this.found;
    if (!first) return;
    const others = rest.flatMap(({ file, field, reason, mend, others: more }) =>
      [new FieldError([field], reason, mend), ...more].map(
        (one) =>
          new FieldError([[file, fieldPath(one.path)].filter(Boolean).join(': ')], one.reason, one.mend),
      ),
    );
    throw new ScenarioError(first.file, first.field, first.reason, first.mend, [...first.others, ...others]);
  }
}
