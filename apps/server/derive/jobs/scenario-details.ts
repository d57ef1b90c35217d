import type { Community } from '#market/energy/community.js';
import { clockTimeOf } from '#market/energy/period-clock.js';
import { knownPackage } from '#database/stored/stored-packages.js';
import { openPackage, type FrozenScenario } from '#leagues/scenario-files/package/scenario-package.js';
import type { DrawnMarket, Scenario } from '#leagues/scenario-files/scenario.js';
import type { Battery, Household } from '#market/energy/programs/household.js';
import { createHighsSolver } from '#market/lp/highs-solver.js';
import { referenceCosts } from '#matches/play/shown/reference-costs.js';
import type { ApiAnswer } from '#api/schemas.js';
import { threadDatabase } from '../thread-database.js';
import { sizeOf } from './scenario-size.js';

export type ScenarioDetails = Omit<ApiAnswer<'ScenarioDetails'>, 'package'>;
type Example = ScenarioDetails['example'];

/** What participants train on; nothing of it comes from days that are held. */
export default async function scenarioDetails(frozen: FrozenScenario): Promise<ScenarioDetails> {
  const one = await knownPackage(await threadDatabase(), frozen);
  return detailsOf(frozen, await openPackage(one));
}

export async function detailsOf(frozen: FrozenScenario, scenario: Scenario): Promise<ScenarioDetails> {
  const { days } = scenario;
  return {
    ...sizeOf(frozen, scenario),
    days: days
      ? { strata: days.strata, training: days.training, held: days.held ? days.scored.length : 0 }
      : null,
    example: await exampleOf(scenario),
  };
}

/** The seed of the example: its day is one to train on. */
const SEED = 'example';

async function exampleOf(scenario: Scenario): Promise<Example> {
  const drawn = scenario.draw(SEED);
  const { community, tariff, fees } = drawn;
  const { optimum, noTrade, gridOnly } = referenceCosts(drawn.instance, await createHighsSolver());
  const clock = community?.market.clock;
  return {
    seed: SEED,
    start: clock ? (clock.zone ? clockTimeOf(clock, 0) : new Date(clock.start * 1000).toISOString()) : null,
    stepHours: clock?.stepHours ?? null,
    homes: community?.households.map(homeOf) ?? null,
    ...profilesOf(drawn),
    retail: tariff ? Array.from(tariff.retail) : null,
    feedIn: tariff ? Array.from(tariff.feedIn) : null,
    fees: Array.from(fees),
    ...carbonOf(community),
    costs: { optimum, noTrade, gridOnly },
  };
}

function carbonOf(community: Community | undefined): Pick<Example, 'carbon'> {
  if (!community?.carbon) return {};
  const { average, marginal } = community.carbon;
  return { carbon: { average: Array.from(average), marginal: marginal ? Array.from(marginal) : null } };
}

function homeOf(household: Household): NonNullable<Example['homes']>[number] {
  const { id, connectionPower, load, generation, batteries, flexible } = household;
  return {
    ...{ id, connection: connectionPower, load: sum(load), generation: sum(generation) },
    battery: together(batteries),
    flexible: flexible.map(({ id, kind, power, demands }) => ({
      ...{ id, kind, power, energy: sum(demands.map(({ energy }) => energy)) },
    })),
  };
}

/** A home's batteries as one; wear and efficiency of the first. */
function together([first, ...others]: readonly Battery[]): Battery | null {
  if (!first) return null;
  return others.reduce(
    (all, { capacity, chargePower, dischargePower, initialEnergy }) => ({
      ...all,
      capacity: all.capacity + capacity,
      chargePower: all.chargePower + chargePower,
      dischargePower: all.dischargePower + dischargePower,
      initialEnergy: all.initialEnergy + initialEnergy,
    }),
    first,
  );
}

function profilesOf({ community }: DrawnMarket): Pick<Example, 'load' | 'generation'> {
  if (!community) return { load: null, generation: null };
  const { households, plant } = community;
  const perPeriod = (of: (household: Household) => Float64Array, more?: Float64Array): number[] =>
    Array.from(plant, (_, t) => sum(households.map((household) => of(household)[t]!)) + (more?.[t] ?? 0));
  return {
    load: perPeriod(({ load }) => load),
    generation: perPeriod(({ generation }) => generation, plant),
  };
}

function sum(values: readonly number[] | Float64Array): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
