import { currentPackage } from '#database/stored-packages.js';
import type { ScenarioPackage } from '#leagues/scenario-files/package/scenario-package.js';
import { trainingPackage } from '#leagues/scenario-files/package/training-package.js';
import { threadDatabase } from '../thread-database.js';

/** What everybody may have of a scenario as it is now; null: there is none. */
export default async function training(id: string): Promise<ScenarioPackage | null> {
  const one = await currentPackage(await threadDatabase(), id);
  return one && trainingPackage(one);
}
