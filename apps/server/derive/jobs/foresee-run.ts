import type { LeagueDefinition } from '#leagues/definition/league-schema.js';
import { fairField, type LeftOutPlugin } from '#leagues/pairing/fair-field.js';
import { PlanError, type FrozenSubmission } from '#leagues/pairing/run-plan.js';
import { blockSpread } from '#matches/runs/block-spread.js';
import { foreseeRun, type Foresight } from '#matches/runs/foresee-run.js';
import { openAll } from '#matches/runs/league-packages.js';
import { secondsPerMatch } from '../seconds-per-match.js';
import { storedBoards } from '../stored-boards.js';
import { threadDatabase } from '../thread-database.js';
import { currentPackages } from './lay-out-run.js';

export interface ForeseeRequest {
  readonly definition: LeagueDefinition;
  /** those there are, oldest upload first */
  readonly entrants: readonly FrozenSubmission[];
  /** from block to block; absent: the pilot's */
  readonly spread?: number | undefined;
  readonly difference?: number | undefined;
  /** a run that is over; null: none */
  readonly pilot: string | null;
}

export interface ForeseenField extends Foresight {
  /** by others of their teams */
  readonly leftOut: readonly LeftOutPlugin[];
  /** in the pilot; null: there is none */
  readonly secondsPerMatch: number | null;
}

/** Says what the next run of a league would be, without playing it. Throws `PlanError`. */
export default async function foresee({ pilot, ...asked }: ForeseeRequest): Promise<ForeseenField> {
  const { definition } = asked;
  const { entrants, leftOut } = fairField(definition, asked.entrants);
  const pace = pilot === null ? null : await secondsPerMatch(await threadDatabase(), pilot);
  return { ...(await foreseen({ ...asked, entrants, pilot })), leftOut, secondsPerMatch: pace };
}

async function foreseen({ pilot, ...request }: ForeseeRequest): Promise<Foresight> {
  const { definition } = request;
  const scenarios = await openAll(await currentPackages(definition.scenarios));
  if (request.spread !== undefined || pilot === null) return foreseeRun({ ...request, scenarios });
  const { agents, dealers } = await storedBoards(pilot);
  const board = definition.format === 'dealer-comparison' ? dealers : agents;
  const spread = blockSpread(board, definition.ranking.weights);
  if (spread === null)
    throw new PlanError('too-few-entrants', `run ${pilot} has too few rows or blocks for a pilot`);
  return foreseeRun({ ...request, scenarios, spread });
}
