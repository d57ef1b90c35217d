import type { LeagueDefinition } from '#leagues/definition/league-schema.js';
import { LeagueError } from '#leagues/definition/league-error.js';
import { packScenario } from '#leagues/scenario-files/package/pack-scenario.js';
import {
  openPackage,
  type FrozenScenario,
  type ScenarioPackage,
} from '#leagues/scenario-files/package/scenario-package.js';
import type { Scenario } from '#leagues/scenario-files/scenario.js';

/** A league whose scenarios have been frozen: it names them by their ids, not by where their files lie. */
export interface PackedLeague {
  readonly definition: LeagueDefinition;
  /** by name */
  readonly packages: ReadonlyMap<string, ScenarioPackage>;
}

/** Freezes the scenarios of a league as they are now. Throws `ScenarioError`, `LeagueError`. */
export async function packLeague(definition: LeagueDefinition): Promise<PackedLeague> {
  const packages = new Map<string, ScenarioPackage>();
  for (const [i, nameOrPath] of definition.scenarios.entries()) {
    const one = await packScenario(nameOrPath);
    if (packages.has(one.id))
      throw new LeagueError(
        definition.id,
        `scenarios[${i}]`,
        `${nameOrPath} is another scenario with the id ${one.id}`,
        'results could not be told apart: give it an id of its own',
      );
    packages.set(one.id, one);
  }
  return { definition: { ...definition, scenarios: [...packages.keys()] }, packages };
}

export function frozenScenarios(packages: ReadonlyMap<string, ScenarioPackage>): FrozenScenario[] {
  return [...packages].map(([name, { sha256 }]) => ({ name, sha256 }));
}

/** Throws `ScenarioError`. */
export async function openAll(
  packages: ReadonlyMap<string, ScenarioPackage>,
): Promise<ReadonlyMap<string, Scenario>> {
  const opened = [...packages].map(async ([name, one]) => [name, await openPackage(one)] as const);
  return new Map(await Promise.all(opened));
}
