import { newestUploads } from '#database/stored/stored-packages.js';
import { shippedScenarios } from '#leagues/scenario-files/load-scenario.js';
import { packScenario } from '#leagues/scenario-files/package/pack-scenario.js';
import type { FrozenScenario } from '#leagues/scenario-files/package/scenario-package.js';
import { threadDatabase } from '../thread-database.js';

/** The scenarios that leagues may use, by name, as they are now. */
export default async function scenarios(): Promise<FrozenScenario[]> {
  const now = new Map<string, string>();
  for (const name of await shippedScenarios()) now.set(name, (await packScenario(name)).sha256);
  for (const { name, sha256 } of await newestUploads(await threadDatabase())) now.set(name, sha256);
  return [...now.keys()].sort().map((name) => ({ name, sha256: now.get(name)! }));
}
