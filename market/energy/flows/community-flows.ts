import type { VariableFamily } from '../programs/agent-program.js';
import type { Community } from '../community.js';
import { tradedEnergy } from '../prices/energy-market.js';
import { type HouseholdFlows, householdFlows } from './household-flows.js';

/** What a community does under the plans of all its participants; series are T long, kWh. */
export interface CommunityFlows {
  readonly households: readonly HouseholdFlows[];
  /** energy the grid sold into, and took from, the local market */
  readonly gridImport: Float64Array;
  readonly gridExport: Float64Array;
  /** flow through the point of common coupling, import > 0; households' flows cancel out */
  readonly netted: Float64Array;
}

/** `plans` in seat order, households then grid. */
export function communityFlows(community: Community, plans: readonly Float64Array[]): CommunityFlows {
  const { market, columns, gridColumns } = community;
  const households = community.households.map((household, j) =>
    householdFlows(household, columns[j]!, market, plans[j]!),
  );
  const gridPlan = plans[community.households.length];
  const spread = (family: VariableFamily | undefined): Float64Array => {
    const series = new Float64Array(market.clock.periods);
    if (family && gridPlan)
      tradedEnergy(market.resources).forEach((t, i) => (series[t] = gridPlan[family.first + i]!));
    return series;
  };
  const [sold, taken] = [spread(gridColumns?.import), spread(gridColumns?.export)];
  const gridImport = sold.map((energy, t) => Math.max(0, energy - taken[t]!));
  const gridExport = taken.map((energy, t) => Math.max(0, energy - sold[t]!));
  const netted = gridImport.map((sold, t) => {
    const direct = households.reduce((sum, flows) => sum + flows.import[t]! - flows.export[t]!, 0);
    return direct + sold - gridExport[t]!;
  });
  return { households, gridImport, gridExport, netted };
}
