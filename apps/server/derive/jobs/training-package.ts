import { writeFile } from 'node:fs/promises';
import { PRIVATE } from '#database/files/private-file.js';
import { knownPackage } from '#database/stored/stored-packages.js';
import type { FrozenScenario } from '#leagues/scenario-files/package/scenario-package.js';
import { trainingPackage } from '#leagues/scenario-files/package/training-package.js';
import { threadDatabase } from '../thread-database.js';

export interface TrainingRequest {
  readonly frozen: FrozenScenario;
  /** where it shall lie */
  readonly file: string;
}

/** Writes what everybody may have of a scenario. */
export default async function training({ frozen, file }: TrainingRequest): Promise<void> {
  const one = await knownPackage(await threadDatabase(), frozen);
  await writeFile(file, trainingPackage(one).content, { mode: PRIVATE });
}
