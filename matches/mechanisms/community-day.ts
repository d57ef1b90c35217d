import type { DrawnMarket } from '#leagues/scenario-files/scenario.js';
import { checkSolvable } from '#leagues/scenario-files/check-solvable.js';
import type { Community } from '#market/energy/community.js';
import { communityFlows, type CommunityFlows } from '#market/energy/flows/community-flows.js';
import { energyKpis } from '#market/energy/kpis/energy-kpis.js';
import type { GridTariff } from '#market/energy/prices/energy-market.js';
import type { MarketInstance } from '#market/instance.js';
import type { LpSolver } from '#market/lp/lp-solver.port.js';
import { gridOnlyCost } from '#market/referee/grid-only.js';
import { optimumOf } from '#market/referee/seat-valuation.js';
import { InputError } from '../input-error.js';

/** A community's day before any mechanism has come: everybody alone with the grid. */
export interface CommunityDay {
  readonly drawn: DrawnMarket;
  readonly instance: MarketInstance;
  readonly community: Community;
  readonly tariff: GridTariff;
  /** every participant's best plan alone, and its cost z_j (EUR), in seat order */
  readonly plans: readonly Float64Array[];
  readonly costs: readonly number[];
  readonly flows: CommunityFlows;
  /** Z0: the dealer's plant sells to the grid, EUR */
  readonly baseline: number;
}

/** Throws `InputError` where there is no community with a grid, `ScenarioError` where it cannot be solved. */
export function communityDay(found: DrawnMarket, solver: LpSolver, file: string): CommunityDay {
  const drawn = found.auction?.bundles ?? found;
  const { instance, community } = drawn;
  const tariff = community?.market.tariff;
  if (!community || !tariff)
    throw new InputError(`${file}: mechanisms are compared in communities that have a grid`);
  if (community.market.peakCharges)
    throw new InputError(
      `${file}: regulation: mechanisms are compared without charges on peaks (EUR/kW peak)`,
    );
  checkSolvable(drawn, solver, file);
  const alone = instance.participants.map((each) => optimumOf(each, each.endowment, solver));
  const plans = alone.map(({ plan }) => plan);
  const costs = alone.map(({ cost }) => cost);
  const noTrade = costs.reduce((sum, cost) => sum + cost, 0);
  return {
    ...{ drawn, instance, community, tariff, plans, costs },
    flows: communityFlows(community, plans),
    baseline: gridOnlyCost(instance, noTrade)!,
  };
}

/** Of the schedules that everybody has alone, the plant's output used or fed in; percent. */
export function selfSufficiencyAlone({ community, flows }: CommunityDay): number | null {
  const { plant } = community;
  const netted = flows.netted.map((net, t) => net - plant[t]!);
  return energyKpis(community, new Float64Array(plant.length), { ...flows, netted }).selfSufficiencyPercent;
}
