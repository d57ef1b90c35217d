import type { EntityManager } from 'typeorm';
import { RunEntity } from '#database/entities/run.entity.js';
import { RunFileEntity } from '#database/entities/run-file.entity.js';
import { storedPackage } from '#database/stored-packages.js';
import { isHeldBack } from '#leagues/scenario-files/package/held-back.js';
import type { FrozenScenario } from '#leagues/scenario-files/package/scenario-package.js';
import type { PluginSource } from '#matches/runs/report-view.js';
import type { Caller } from '../access/access.js';

/** By SHA-256: packages never change. */
const known = new Map<string, Promise<boolean>>();

/**
 * Whether a scenario of a run has what only the administrator may know: what plugins write in its matches could carry it out,
 * so that their owners are told where they failed, and not in which words.
 */
export async function isSecretScenario(
  read: EntityManager,
  run: string,
  scenario: string,
  caller: Caller | null,
): Promise<boolean> {
  if (caller?.kind === 'admin') return false;
  const select = { id: true, definition: true, packages: true } as const;
  const found = await read.findOne(RunEntity, { select, where: { id: run } });
  if (!found) return false;
  if (found.definition.sealScenarios) return true;
  const frozen = found.packages?.find(({ name }) => name === scenario);
  return frozen !== undefined && isHeld(read, frozen);
}

/** By submission, the files of a run in whose lines alone its owners are told of failures; null: in words as well. */
export async function placesOfFailures(
  ...[read, run, scenario, caller]: Parameters<typeof isSecretScenario>
): Promise<ReadonlyMap<string, PluginSource> | null> {
  if (!(await isSecretScenario(read, run, scenario, caller))) return null;
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
