import type { EntityManager } from 'typeorm';
import { RunEntity } from '#database/entities/run.entity.js';
import { RunFileEntity } from '#database/entities/run-file.entity.js';
import { storedPackage } from '#database/stored/stored-packages.js';
import { isHeldBack } from '#leagues/scenario-files/package/held-back.js';
import type { FrozenScenario } from '#leagues/scenario-files/package/scenario-package.js';
import type { SourceFile } from '#matches/runs/report-view.js';
import type { Caller } from '../access/access.js';
import { isSecret } from '#database/stored/sealed-run.js';

/** By SHA-256: packages never change. */
const known = new Map<string, Promise<boolean>>();

/** `run-on`: the seed is sealed until the run is over; `scenario`: only the administrator may know all of it. */
export type Withheld = 'run-on' | 'scenario';

/**
 * Why the words of plugins in matches of a run are for the administrator alone; null: their owners may have them. What plugins
 * write could carry out what they see, so that owners are told where these failed, and not in which words.
 */
export async function withheldWords(
  read: EntityManager,
  run: string,
  scenario: string,
  caller: Caller | null,
): Promise<Withheld | null> {
  if (caller?.kind === 'admin') return null;
  const select = { id: true, definition: true, packages: true, state: true, finishedAt: true } as const;
  const found = await read.findOne(RunEntity, { select, where: { id: run } });
  if (!found) return null;
  if (found.definition.sealScenarios) return 'scenario';
  const frozen = found.packages?.find(({ name }) => name === scenario);
  if (frozen && (await isHeld(read, frozen))) return 'scenario';
  return isSecret(found) ? 'run-on' : null;
}

/** By submission, the files of a run in whose lines alone its owners are told of failures; null: in words as well. */
export async function placesOfFailures(
  ...[read, run, scenario, caller]: Parameters<typeof withheldWords>
): Promise<ReadonlyMap<string, SourceFile> | null> {
  if ((await withheldWords(read, run, scenario, caller)) === null) return null;
  const files = await read.findBy(RunFileEntity, { run });
  return new Map(files.map(({ submission, file }) => [submission, file]));
}

function isHeld(read: EntityManager, frozen: FrozenScenario): Promise<boolean> {
  const { sha256 } = frozen;
  const answer = known.get(sha256) ?? storedPackage(read, frozen).then(isHeldBack);
  known.set(sha256, answer);
  answer.catch(() => known.delete(sha256));
  return answer;
}
