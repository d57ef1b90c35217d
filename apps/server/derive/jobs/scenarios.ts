import { currentPackage, uploadedScenarios } from '#database/stored-packages.js';
import { shippedScenarios } from '#leagues/scenario-files/load-scenario.js';
import { openPackage, type ScenarioPackage } from '#leagues/scenario-files/package/scenario-package.js';
import type { Scenario } from '#leagues/scenario-files/scenario.js';
import type { ApiAnswer } from '../../openapi/schemas.js';
import { threadDatabase } from '../thread-database.js';

type ScenarioSize = ApiAnswer<'ScenarioSize'>;

/** The scenarios that leagues may use, with the size of an example market. */
export default async function scenarios(): Promise<ScenarioSize[]> {
  const read = await threadDatabase();
  const names = [...(await shippedScenarios()), ...(await uploadedScenarios(read))].sort();
  const sizes: ScenarioSize[] = [];
  for (const name of names) {
    const one = await currentPackage(read, name);
    if (one) sizes.push(sizeOf(name, one, await openPackage(one)));
  }
  return sizes;
}

export function sizeOf(id: string, { sha256 }: ScenarioPackage, scenario: Scenario): ScenarioSize {
  const { title, kind, mechanism, rules, drawn } = scenario;
  const { participants, resources } = scenario.draw('example').instance;
  const agents = participants.filter(({ role }) => role === 'agent').length;
  return {
    ...{ id, title: title ?? null, kind, mechanism, sha256, drawn, rules: { ...rules }, agents, resources },
  };
}
