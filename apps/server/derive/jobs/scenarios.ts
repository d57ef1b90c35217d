import { loadScenario, shippedScenarios } from '#leagues/scenario-files/load-scenario.js';

export interface ScenarioView {
  readonly id: string;
  readonly title: string | null;
  readonly kind: string;
  readonly mechanism: string;
}

export type ScenarioSize = ScenarioView & {
  readonly rules: object;
  readonly agents: number;
  readonly resources: readonly object[];
};

/** The scenarios that leagues may use, with the size of an example market. */
export default async function scenarios(): Promise<ScenarioSize[]> {
  return Promise.all((await shippedScenarios()).map(sizeOf));
}

async function sizeOf(id: string): Promise<ScenarioSize> {
  const scenario = await loadScenario(id);
  const { title, kind, mechanism, rules } = scenario;
  const { participants, resources } = scenario.draw('example').instance;
  const agents = participants.filter(({ role }) => role === 'agent').length;
  return { id, title: title ?? null, kind, mechanism, rules, agents, resources };
}
