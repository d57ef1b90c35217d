import { currentPackage, packageRow } from '#database/stored/stored-packages.js';
import type { ScenarioPackageEntity } from '#database/entities/scenario-package.entity.js';
import { sealOf } from '#database/stored/withheld-packages.js';
import type { SharedChain } from '#contracts/service/chain-conditions.js';
import { agentSeatCount } from '#market/seating.js';
import type { MatchConduct } from '#leagues/run/match-task.js';
import { openPackage } from '#leagues/scenario-files/package/scenario-package.js';
import { leagueObstacle } from '#matches/runs/check-scenarios.js';
import { badInput } from '../../problem/problem.js';
import { threadDatabase } from '../thread-database.js';

export interface TrialOrder {
  readonly scenario: string;
  /** a plain one: it draws no day that is held */
  readonly seed: string;
  /** strategies that play */
  readonly teams: number;
  readonly conduct: MatchConduct;
  readonly conditions: SharedChain;
}

/** The scenario of a trial as it is now, to be stored with it. Throws a problem where visitors cannot play it. */
export default async function layOut(order: TrialOrder): Promise<ScenarioPackageEntity> {
  const { scenario, seed, teams, conduct, conditions } = order;
  const read = await threadDatabase();
  const found = await currentPackage(read, scenario);
  if (!found) throw badInput('scenario', `there is no scenario ${scenario}`);
  if ((await sealOf(read, scenario)) !== null) throw badInput('scenario', 'a league seals it');
  const opened = await openPackage(found);
  const obstacle = leagueObstacle(opened, conditions, conduct, seed);
  if (obstacle !== null) throw badInput('scenario', obstacle);
  const { instance } = opened.draw(seed);
  const seats = agentSeatCount(instance);
  if (seats < teams) throw badInput('agents', `the scenario has ${seats} seats`);
  return packageRow(found);
}
