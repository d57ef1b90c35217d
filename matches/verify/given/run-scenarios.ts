import { resolve } from 'node:path';
import type { ChainConditions } from '#contracts/service/chain-conditions.js';
import { isScenarioPath, shippedScenarios } from '#leagues/scenario-files/load-scenario.js';
import { packScenario } from '#leagues/scenario-files/package/pack-scenario.js';
import type { FrozenScenario, ScenarioPackage } from '#leagues/scenario-files/package/scenario-package.js';
import type { Scenario } from '#leagues/scenario-files/scenario.js';
import { conditionsOf } from '../../ledger/chain-conduct.js';
import { openAll } from '../../runs/league-packages.js';
import { InputError } from '../../input-error.js';
import type { RunBundle } from '../../bundles/run-bundle.js';

/** The scenarios of a run by name, and the chain that they want. */
export interface RunScenarios {
  readonly packages: ReadonlyMap<string, ScenarioPackage>;
  readonly byName: ReadonlyMap<string, Scenario>;
  /** by name: why one is not there */
  readonly missing: ReadonlyMap<string, string>;
  /** which scenarios they are, where the run has frozen them */
  readonly given: readonly string[];
  readonly conditions: ChainConditions;
}

/**
 * The scenarios of a run. Those that it has frozen are taken from its bundle, from files that the reader `allowed`, or
 * from the checkout, wherever they have the hash that was played. Of a run from before scenarios were frozen, those
 * that come with GridLeague are taken from the checkout; a file is read only if the reader allows it, whatever path
 * the bundle names. Throws `InputError`, `ScenarioError`.
 */
export async function scenariosOf(
  { head: { definition, packages: frozen }, packages: carried }: Pick<RunBundle, 'head' | 'packages'>,
  allowed: readonly string[],
): Promise<RunScenarios> {
  const packages = new Map<string, ScenarioPackage>();
  const missing = new Map<string, string>();
  const given: string[] = [];
  if (!frozen)
    for (const name of definition.scenarios)
      packages.set(name, await packScenario(allowedFile(name, allowed)));
  else {
    const known = [...carried.values(), ...(await Promise.all(allowed.map(packScenario)))];
    for (const scenario of frozen) {
      const shipped = await shippedPackage(scenario);
      const found = [...known, shipped].find((one) => one?.sha256 === scenario.sha256);
      given.push(`scenario ${scenario.name} sha256 "${scenario.sha256}", ${ofWhom(scenario, shipped)}`);
      if (found) packages.set(scenario.name, found);
      else missing.set(scenario.name, absence(scenario));
    }
  }
  const byName = await openAll(packages);
  const conditions = conditionsOf(byName.get(definition.scenarios[0]!)?.chain);
  return { packages, byName, missing, given, conditions };
}

function allowedFile(name: string, allowed: readonly string[]): string {
  if (isScenarioPath(name) && !allowed.some((file) => resolve(file) === resolve(name)))
    throw new InputError(`the run was played in the scenario file ${name}: allow it with --scenario ${name}`);
  return name;
}

/** What comes with GridLeague under that name here; null: nothing. */
async function shippedPackage({ name }: FrozenScenario): Promise<ScenarioPackage | null> {
  return (await shippedScenarios()).includes(name) ? packScenario(name) : null;
}

function ofWhom({ sha256 }: FrozenScenario, shipped: ScenarioPackage | null): string {
  if (!shipped) return 'which does not come with this checkout';
  return shipped.sha256 === sha256
    ? 'which comes with this checkout'
    : `NOT the one of that name that comes with this checkout (${shipped.sha256})`;
}

function absence({ name, sha256 }: FrozenScenario): string {
  return (
    `the scenario ${name} with SHA-256 ${sha256} is not in the bundle, nor here: ` +
    `name its file with --scenario (the server that played it has it as /api/packages/${sha256})`
  );
}
