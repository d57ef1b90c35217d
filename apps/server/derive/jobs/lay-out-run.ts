import { currentPackage, packageRow } from '#database/stored/stored-packages.js';
import type { ScenarioPackageEntity } from '#database/entities/scenario-package.entity.js';
import type { ScenarioPackage } from '#leagues/scenario-files/package/scenario-package.js';
import { fairField, type LeftOutPlugin } from '#leagues/pairing/fair-field.js';
import { PlanError } from '#leagues/pairing/run-plan.js';
import { layOutRun, type LaidOutRun, type LayOutRequest } from '#matches/runs/lay-out-run.js';
import { threadDatabase } from '../thread-database.js';

/** `entrants`: those there are, oldest upload first. */
export type LayOutOrder = Omit<LayOutRequest, 'packages'>;

export interface LaidOut extends LaidOutRun {
  /** of the scenarios as they are now, to be stored with the run */
  readonly rows: readonly ScenarioPackageEntity[];
  /** by others of their teams */
  readonly leftOut: readonly LeftOutPlugin[];
}

/** Plans a run in the scenarios as they are now. Throws `PlanError`, `ScenarioError`. */
export default async function layOut(request: LayOutOrder): Promise<LaidOut> {
  const packages = await currentPackages(request.definition.scenarios);
  const { entrants, leftOut } = fairField(request.definition, request.entrants);
  const laidOut = await layOutRun({ ...request, entrants, packages });
  return { ...laidOut, leftOut, rows: await Promise.all([...packages.values()].map(packageRow)) };
}

/** The scenarios of a league as they are now. Throws `PlanError`. */
export async function currentPackages(
  names: readonly string[],
): Promise<ReadonlyMap<string, ScenarioPackage>> {
  const read = await threadDatabase();
  const packages = new Map<string, ScenarioPackage>();
  for (const name of names) {
    const found = await currentPackage(read, name);
    if (!found)
      throw new PlanError('unplayable-scenario', `there is no scenario ${name}; GET /scenarios lists them`);
    packages.set(name, found);
  }
  return packages;
}
