import { commitment, type Outlook } from '#market/energy/programs/commitment.js';
import type { Generator, Household } from '#market/energy/programs/household.js';
import { occurrencesOf } from '#market/energy/period-clock.js';
import type { Rng } from '#market/rng.js';
import type { CommunityDocument } from '../schema/community-schema.js';
import { type DrawConditions, drawBattery, ENERGY_STEPS, pick, solarGeneration } from './household-draw.js';
import { unitIds } from './household-ids.js';
import type { CombinedHeatAndPower } from '../schema/household-schema.js';

interface DealerUnit {
  readonly household: Household;
  readonly field: readonly PropertyKey[];
}

/**
 * The dealer's own seats: its battery, its CHP that burns fuel (without its `generator`, which needs prices) and its plant whose output is
 * uncertain. Each is a household without load behind a connection that carries all it can do. `rng`: the dealer's.
 */
export function dealerUnits(
  dealer: CommunityDocument['dealer'],
  around: DrawConditions,
  rng: Rng,
): DealerUnit[] {
  const { periods, stepHours } = around.clock;
  return unitIds(dealer).map(({ id, field }): DealerUnit => {
    const household: Household = {
      ...{ id, unit: field === 'storage' ? 'storage' : 'plant' },
      load: new Float64Array(periods),
      generation: new Float64Array(periods),
      ...{ batteries: [], flexible: [], connectionPower: 0 },
    };
    const at = ['dealer', field];
    switch (field) {
      case 'storage': {
        const { charge: _, discharge: __, initial = 0.5, wear = 0, ...rest } = dealer.storage!;
        const battery = drawBattery({ ...rest, initial, wear }, rng.fork('storage'));
        const connectionPower = Math.max(battery.chargePower, battery.dischargePower);
        return { household: { ...household, batteries: [battery], connectionPower }, field: at };
      }
      case 'chp':
        return { household: { ...household, connectionPower: chpPower(dealer.chp!, rng) }, field: at };
      case 'pv': {
        const generation = solarGeneration(dealer.pv!, around, rng.fork('pv'));
        const most = generation.reduce((peak, energy) => Math.max(peak, energy), 0) / stepHours;
        // What comes true may be above what is expected.
        return { household: { ...household, generation, connectionPower: Math.max(1, 2 * most) }, field: at };
      }
    }
  });
}

/** A CHP that burns fuel, on where that pays with this outlook. `rng`: the dealer's. */
export function generatorOf(
  chp: CombinedHeatAndPower,
  { clock }: DrawConditions,
  outlook: Outlook,
  rng: Rng,
): Generator {
  const { from = 0, to = 24, startCost = 0, minimumLoad = 0, minimumUp = 0, minimumDown = 0 } = chp;
  const { price: fuel, co2 } = typeof chp.fuel === 'object' ? chp.fuel : { price: chp.fuel ?? 0 };
  const power = chpPower(chp, rng);
  const steps = (energy: number): number => Math.round(energy * ENERGY_STEPS) / ENERGY_STEPS;
  const most = new Float64Array(clock.periods);
  for (const { firstPeriod, hours } of occurrencesOf(clock, { from, to }))
    hours.forEach((inside, i) => (most[firstPeriod + i]! += power * inside));
  const able = { least: most.map((energy) => steps(energy * minimumLoad)), most: most.map(steps) };
  const periods = (hours: number): number => Math.max(1, Math.ceil(hours / clock.stepHours - 1e-9));
  const on = commitment(
    { ...able, fuel, startCost, minimumUp: periods(minimumUp), minimumDown: periods(minimumDown) },
    outlook,
  );
  const whileOn = (energies: Float64Array): Float64Array => energies.map((energy, t) => (on[t] ? energy : 0));
  return {
    ...{ least: whileOn(able.least), most: whileOn(able.most), fuel, startCost },
    ...(co2 !== undefined && { fuelCo2: co2 }),
    starts: Float64Array.from(on, (is, t) => (is && !on[t - 1] ? 1 : 0)),
  };
}

function chpPower({ power }: CombinedHeatAndPower, rng: Rng): number {
  return pick(power, rng.fork('chp'));
}
