import type { SharedChain } from '#contracts/service/chain-conditions.js';
import { packageOfRun } from '#database/stored/stored-packages.js';
import { plannedRun } from '#database/stored/stored-plan.js';
import type { ScenarioPackage } from '#leagues/scenario-files/package/scenario-package.js';
import { extended } from '#leagues/pairing/looks-of-run.js';
import { layOutRun } from '#matches/runs/lay-out-run.js';
import { threadDatabase, type OfRun } from '../thread-database.js';

export interface ExtendRequest extends OfRun {
  /** that it shall have more */
  readonly blocks: number;
  readonly conditions: SharedChain;
}

export interface LaidOutExtension {
  /** number of the last block of each look, the new one included */
  readonly looks: readonly number[];
  /** matches there are already */
  readonly before: number;
  /** as of `LaidOutRun` */
  readonly chunks: readonly string[];
}

/** Plans more blocks of a run with the plugins and the scenarios that it has frozen. Throws `PlanError`, `PackageError`. */
export default async function extendRun({
  run: id,
  blocks,
  conditions,
}: ExtendRequest): Promise<LaidOutExtension> {
  const read = await threadDatabase();
  const run = await plannedRun(read, id);
  const { definition, plan } = run;
  const looks = extended(definition, plan.looks, blocks);
  const packages = new Map<string, ScenarioPackage>();
  for (const name of definition.scenarios) packages.set(name, await packageOfRun(read, run, name));
  const { before, chunks } = await layOutRun({
    ...{ definition, entrants: plan.submissions, seed: plan.seed, looks, packages, conditions },
  });
  return { looks, before, chunks };
}
