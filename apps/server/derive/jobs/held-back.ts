import { storedPackage } from '#database/stored/stored-packages.js';
import { isHeldBack } from '#leagues/scenario-files/package/held-back.js';
import type { FrozenScenario } from '#leagues/scenario-files/package/scenario-package.js';
import { threadDatabase } from '../thread-database.js';

/** Whether a package has days that are held for runs. */
export default async function heldBack(frozen: FrozenScenario): Promise<boolean> {
  return isHeldBack(await storedPackage(await threadDatabase(), frozen));
}
