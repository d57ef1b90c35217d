import { convergenceFigures, type ConvergenceFigures } from '#matches/runs/convergence-figures.js';
import { storedReports } from '#database/stored-run.js';
import { threadDatabase } from '../thread-database.js';

export interface ConvergenceRequest {
  readonly databaseFile: string;
  readonly run: string;
}

/** Draws how the markets of a run converged. */
export default async function convergence({
  databaseFile,
  run,
}: ConvergenceRequest): Promise<ConvergenceFigures> {
  const stored = await storedReports(await threadDatabase(databaseFile), run);
  return convergenceFigures(stored.results.scored, stored.run.plan.submissions);
}
