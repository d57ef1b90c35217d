import { convergenceFigures, type ConvergenceFigures } from '#matches/runs/convergence-figures.js';
import { storedReports } from '#database/stored/stored-run.js';
import { threadDatabase, type OfRun } from '../thread-database.js';

/** Draws how the markets of a run converged. */
export default async function convergence({ run }: OfRun): Promise<ConvergenceFigures> {
  const stored = await storedReports(await threadDatabase(), run);
  return convergenceFigures(stored.results.scored, stored.run.plan.submissions);
}
