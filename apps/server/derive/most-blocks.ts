import { cacheLimits } from '#api/limits/cache-limits.js';
import { storedPackages } from '#database/stored/stored-packages.js';
import { RunEntity } from '#database/entities/run.entity.js';
import { blocksOfDays } from '#leagues/pairing/block-days.js';
import { openPackage } from '#leagues/scenario-files/package/scenario-package.js';
import { BoundedCache } from '#database/bounded-cache.js';
import { threadDatabase } from './thread-database.js';

const kept = new BoundedCache<number | null>(cacheLimits.mostBlocks);

/** Blocks that a run could have at most, each on other days; null: any number, or its packages are not there. For threads. */
export function mostBlocks(run: string): Promise<number | null> {
  return kept.get(run, async () => {
    const read = await threadDatabase();
    const row = await read.findOne(RunEntity, { select: { id: true, packages: true }, where: { id: run } });
    const packages = await storedPackages(read, row?.packages ?? []);
    // What an earlier release played may not be a scenario by the rules of today; its board stays.
    const opened = await Promise.all([...packages.values()].map((one) => openPackage(one).catch(() => null)));
    return blocksOfDays(opened.filter((one) => one !== null));
  });
}
