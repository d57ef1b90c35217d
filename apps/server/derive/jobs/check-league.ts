import type { SharedChain } from '#contracts/service/chain-conditions.js';
import type { LeagueDefinition } from '#leagues/definition/league-schema.js';
import { blockDays } from '#leagues/pairing/block-days.js';
import { fairField } from '#leagues/pairing/fair-field.js';
import { checkSize } from '#leagues/pairing/plan-run.js';
import { PlanError, type FrozenSubmission } from '#leagues/pairing/run-plan.js';
import { conductsOfLeague } from '#leagues/run/match-task.js';
import { openPackage } from '#leagues/scenario-files/package/scenario-package.js';
import type { Scenario } from '#leagues/scenario-files/scenario.js';
import { SeasonEntity } from '#database/entities/season.entity.js';
import { currentPackage } from '#database/stored/stored-packages.js';
import { refuseCopies } from '#matches/runs/refuse-copies.js';
import { threadDatabase } from '../thread-database.js';
import { leagueObstacle } from '#matches/runs/check-scenarios.js';
import { badInput } from '../../problem/problem.js';

export interface CheckLeagueRequest {
  readonly definition: LeagueDefinition;
  /** those there are now */
  readonly entrants: readonly FrozenSubmission[];
  readonly conditions: SharedChain;
}

/** Throws for a league that cannot be played here, whoever comes to play. */
export default async function checkLeague(request: CheckLeagueRequest): Promise<void> {
  const { definition, entrants, conditions } = request;
  const read = await threadDatabase();
  const scenarios = new Map<string, Scenario>();
  for (const [i, name] of definition.scenarios.entries()) {
    // Names only: a path would lead into the server's own files.
    const found = await currentPackage(read, name);
    if (!found) throw badInput(`scenarios[${i}]`, `there is no scenario ${name}; GET /scenarios lists them`);
    const scenario = await openPackage(found);
    scenarios.set(name, scenario);
    for (const conduct of conductsOfLeague(definition)) {
      const obstacle = leagueObstacle(scenario, conditions, conduct);
      if (obstacle !== null) throw badInput(`scenarios[${i}]`, `scenario ${name}: ${obstacle}`);
    }
    if (definition.remote !== undefined && scenario.days?.held)
      throw badInput('remote', `would carry out the days of ${name} that are held back`);
  }
  await refuseUnknownSeasons(definition, read);
  try {
    checkSize(definition, fairField(definition, entrants).entrants);
  } catch (error) {
    // Where everybody may enter, those who are missing now may be there when a run begins.
    const isOpen = [definition.entrants].flat().some((name) => /^(all$|champions(@|$))/.test(name));
    const mayCome = isOpen && definition.mixes === undefined;
    if (!(error instanceof PlanError) || error.code !== 'too-few-entrants' || !mayCome) throw error;
  }
  // Whatever the seed: only their number counts.
  blockDays(scenarios, definition.id, definition.blocks);
  for (const [name, scenario] of scenarios) refuseCopies(name, scenario, definition.blocks);
}

/** A season that is misspelt would leave the league without its opponents, and say nothing. */
async function refuseUnknownSeasons(
  { entrants, dealers, mixes = [] }: LeagueDefinition,
  read: Awaited<ReturnType<typeof threadDatabase>>,
): Promise<void> {
  const lists = { entrants: [entrants].flat(), dealers: [dealers].flat(), mixes: mixes.flat() };
  for (const [field, names] of Object.entries(lists))
    for (const name of names) {
      const season = /^champions@(.+)$/.exec(name)?.[1];
      if (season === undefined) continue;
      const found = await read.findOneBy(SeasonEntity, { id: season });
      if (!found) throw badInput(field, `there is no season ${season}; GET /seasons lists them`);
      if (found.state === 'cancelled')
        throw badInput(field, `season ${season} was cancelled: it has no champions`);
    }
}
