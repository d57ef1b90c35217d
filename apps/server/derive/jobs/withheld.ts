import { storedPackage } from '#database/stored-packages.js';
import { reasonToWithhold } from '#database/withheld-packages.js';
import type { FrozenScenario } from '#leagues/scenario-files/package/scenario-package.js';
import { threadDatabase } from '../thread-database.js';

/** Why only the administrator may have a package; null: everybody may. */
export default async function withheld(frozen: FrozenScenario): Promise<string | null> {
  const read = await threadDatabase();
  return reasonToWithhold(read, await storedPackage(read, frozen));
}
