import { In, IsNull } from 'typeorm';
import type { Database } from '#database/database.js';
import { RunEntity } from '#database/entities/run.entity.js';
import { packageOfRun, packageRow, storePackages } from '#database/stored/stored-packages.js';
import { OPEN } from './may-play.js';

/** Freezes the scenarios of runs from before that was done, as they are now; one that has none fails when it goes on. */
export async function freezeOpenRuns(database: Database): Promise<void> {
  const runs = await database.read.findBy(RunEntity, { state: In(OPEN), packages: IsNull() });
  for (const run of runs) {
    const names = run.definition.scenarios;
    const found = await Promise.all(names.map((name) => packageOfRun(database.read, run, name))).catch(
      () => null,
    );
    if (!found) continue;
    const rows = await Promise.all(found.map(packageRow));
    const packages = found.map(({ sha256 }, i) => ({ name: names[i]!, sha256 }));
    await database.write(async (manager) => {
      await storePackages(manager, rows);
      await manager.update(RunEntity, { id: run.id }, { packages });
    });
  }
}
