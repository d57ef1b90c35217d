import { FieldError, fieldPath, ScenarioError } from '../reading/scenario-error.js';

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
    if (error instanceof FieldError)
      throw new ScenarioError(csv, fieldPath(error.path), error.reason, error.mend, error.others);
    throw error;
  }
}
