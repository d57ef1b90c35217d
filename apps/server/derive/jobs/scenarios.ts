import { loadScenario, shippedScenarios } from '#leagues/scenario-files/load-scenario.js';
import type { ApiAnswer } from '../../openapi/schemas.js';

type ScenarioSize = ApiAnswer<'ScenarioSize'>;

/** The scenarios that leagues may use, with the size of an example market. */
export default async function scenarios(): Promise<ScenarioSize[]> {
  return Promise.all((await shippedScenarios()).map(sizeOf));
}

async function sizeOf(id: string): Promise<ScenarioSize> {
  const scenario = await loadScenario(id);
  const { title, kind, mechanism, rules } = scenario;
  const { participants, resources } = scenario.draw('example').instance;
  const agents = participants.filter(({ role }) => role === 'agent').length;
  return { id, title: title ?? null, kind, mechanism, rules: { ...rules }, agents, resources };
}
