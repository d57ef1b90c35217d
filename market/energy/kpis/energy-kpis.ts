import type { Community } from '../community.js';
import type { CommunityFlows } from '../flows/community-flows.js';
import { costOfLostLoad } from './lost-load.js';
import { percent, ratio, sum } from './sums.js';

/**
 * Where energy came from and went. What nobody served is no demand that the community covered itself: an island
 * that leaves half of its demand in the dark is half self-sufficient.
 * `unsoldPlant`: what is left of the dealer's plant output, kWh per period (T).
 */
export function energyKpis(
  community: Omit<Community, 'columns'>,
  unsoldPlant: Float64Array,
  flows: CommunityFlows,
): Record<
  | 'consumption'
  | 'generation'
  | 'curtailed'
  | 'gridImport'
  | 'gridExport'
  | 'selfSufficiencyPercent'
  | 'selfConsumptionPercent'
  | 'servedDemand'
  | 'unservedDemand'
  | 'unservedEnergy'
  | 'batteryFullCycles'
  | 'batteryDischarge'
  | 'batteryCapacity',
  number | null
> {
  const { households, plant } = community;
  const total = (
    of: 'consumption' | 'generation' | 'curtailed' | 'unserved' | 'discharge' | 'drained',
  ): number => sum(flows.households.map((household) => sum(household[of])));
  const consumption = total('consumption');
  const served = consumption - total('unserved');
  const imported = sum(flows.netted.map((net) => Math.max(net, 0)));
  const exported = sum(flows.netted.map((net) => Math.max(-net, 0)));
  const generation = total('generation') - total('curtailed') + sum(plant) - sum(unsoldPlant);
  const capacity = sum(
    households.map(({ batteries }) => batteries.reduce((held, battery) => held + battery.capacity, 0)),
  );
  const mustServe = costOfLostLoad(community, flows.households) === null;
  return {
    consumption,
    generation,
    curtailed: total('curtailed') + sum(unsoldPlant),
    gridImport: imported,
    gridExport: exported,
    selfSufficiencyPercent: percent(served - imported, consumption),
    selfConsumptionPercent: percent(generation - exported, generation),
    servedDemand: served,
    unservedDemand: mustServe ? null : total('unserved'),
    unservedEnergy: ratio(total('unserved'), consumption),
    batteryFullCycles: ratio(total('drained'), capacity),
    batteryDischarge: total('discharge'),
    batteryCapacity: capacity,
  };
}
