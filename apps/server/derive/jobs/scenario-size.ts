import { knownPackage } from '#database/stored/stored-packages.js';
import { openPackage, type FrozenScenario } from '#leagues/scenario-files/package/scenario-package.js';
import type { Scenario } from '#leagues/scenario-files/scenario.js';
import type { ApiAnswer } from '#api/schemas.js';
import { threadDatabase } from '../thread-database.js';

type ScenarioSize = ApiAnswer<'ScenarioSize'>;

/** A scenario with the size of an example market. */
export default async function scenarioSize(frozen: FrozenScenario): Promise<ScenarioSize> {
  return sizeOf(frozen, await openPackage(await knownPackage(await threadDatabase(), frozen)));
}

export function sizeOf({ name, sha256 }: FrozenScenario, scenario: Scenario): ScenarioSize {
  const { title, kind, mechanism, rules, drawn } = scenario;
  const { participants, resources } = scenario.draw('example').instance;
  const agents = participants.filter(({ role }) => role === 'agent').length;
  return {
    ...{ id: name, title: title ?? null, kind, mechanism, sha256, drawn },
    ...{ rules: { ...rules }, agents, resources },
  };
}
