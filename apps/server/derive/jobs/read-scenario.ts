import type { SharedChain } from '#contracts/service/chain-conditions.js';
import { packageRow } from '#database/stored/stored-packages.js';
import type { ScenarioPackageEntity } from '#database/entities/scenario-package.entity.js';
import { checkSolvable } from '#leagues/scenario-files/check-solvable.js';
import { shippedScenarios } from '#leagues/scenario-files/load-scenario.js';
import { packed } from '#leagues/scenario-files/package/pack-scenario.js';
import { seedOnDay } from '#leagues/scenario-files/days/seed-on-day.js';
import { isPlayed } from '#leagues/scenario-files/mechanisms.js';
import { openPackage } from '#leagues/scenario-files/package/scenario-package.js';
import type { DrawnMarket, Scenario } from '#leagues/scenario-files/scenario.js';
import { createHighsSolver } from '#market/lp/highs-solver.js';
import { tooLargeForTrial } from '#matches/play/trials/trial-size.js';
import { leagueObstacle } from '#matches/runs/check-scenarios.js';
import { uploadedScenario } from '#leagues/scenario-files/package/uploaded-scenario.js';
import { requestLimits } from '#api/limits/request-limits.js';
import { badInput, conflict, ProblemError } from '../../problem/problem.js';
import { packageForm } from '../../forms/package-form.js';
import { refuseKnownDays } from '../known-days.js';
import { detailsOf, type ScenarioDetails } from './scenario-details.js';

export interface ReadScenarioRequest {
  /** a multipart form; whoever asks has it no more */
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly contentType: string;
  readonly conditions: SharedChain;
  /** a team's own, which no league plays */
  readonly isOwn?: boolean;
}

export interface UploadedPackage {
  readonly row: ScenarioPackageEntity;
  /** what would otherwise be read again at once */
  readonly details: ScenarioDetails;
}

/** Draws that are looked at: with one bad instance in ten the chance that none is among them is a third. */
const DRAWS = 10;
/** Of days held for runs, spread over all of them. */
const HELD_DAYS = 10;

/** A scenario that was uploaded, if leagues can play it here. Throws problems, `ScenarioError`, `ArchiveError`. */
export default async function readScenario(request: ReadScenarioRequest): Promise<UploadedPackage> {
  const { bytes, contentType, conditions, isOwn = false } = request;
  const { files, sha256 } = packageForm(Buffer.from(bytes.buffer), contentType);
  const { found, file } = uploadedScenario(files);
  const one = await packed(found, file);
  if (sha256 !== null && one.sha256 !== sha256)
    throw badInput('sha256', `the package has ${one.sha256}, not what is stated`);
  if ((await shippedScenarios()).includes(one.id))
    throw conflict('id-taken', `the scenario ${one.id} comes with GridLeague: give yours another id`);
  const scenario = await openPackage(one);
  const { mechanism } = scenario;
  const obstacle = leagueObstacle(scenario, conditions, isPlayed(mechanism) ? { mechanism } : {});
  if (obstacle !== null) throw badInput('file', `${file}: ${obstacle}`);
  if (isOwn) refuseLarge(one.content.length);
  else await refuseKnownDays(one);
  const solver = await createHighsSolver();
  const seeds = Array.from({ length: DRAWS }, (_, draw) => `check ${draw + 1}`);
  for (const seed of [...seeds, ...onHeldDays(scenario)]) {
    const drawn = scenario.draw(seed);
    if (isOwn) refuseUntriable(drawn);
    checkSolvable(drawn, solver, file);
  }
  const details = await detailsOf({ name: one.id, sha256: one.sha256 }, scenario);
  return { row: await packageRow(one), details };
}

/** Unpacked it may be more than what was sent. */
function refuseLarge(bytes: number): void {
  const { ownScenario } = requestLimits;
  if (bytes <= ownScenario) return;
  const detail = `its package has ${bytes} bytes; a scenario of a team's own has at most ${ownScenario}`;
  throw new ProblemError(413, 'too-large', detail, 'file');
}

/** All that becomes of it are trials. */
function refuseUntriable({ instance }: DrawnMarket): void {
  const reason = tooLargeForTrial(instance);
  if (reason !== null) throw new ProblemError(413, 'too-large', reason, 'file');
}

function onHeldDays({ days }: Scenario): string[] {
  if (!days?.held) return [];
  const every = Math.max(1, Math.floor(days.scored.length / HELD_DAYS));
  return days.scored.filter((_, i) => i % every === 0).map((day) => seedOnDay('check', day));
}
