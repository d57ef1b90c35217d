import { jointProblem } from '#market/referee/central-problem.js';
import type { Household } from '#market/energy/programs/household.js';
import { type Community, communityMarket, type CommunityParts } from '#market/energy/community.js';
import type { MarketInstance } from '#market/instance.js';
import { aHousehold, optimumOf, series } from './households.js';

/** Two hours; A has a roof (3 kWh in the first hour), B has none. Retail 0.30, feed-in 0.10, fee 0.02. */
export function twoNeighbours(more: Partial<CommunityParts> = {}): {
  instance: MarketInstance;
  community: Community;
} {
  return communityMarket({
    id: 'two-neighbours',
    clock: { start: 0, stepHours: 1, periods: 2 },
    households: [
      { ...aHousehold([1, 1], { generation: series(3, 0) }), id: 'A', standingCharge: 0.3 },
      { ...aHousehold([2, 2]), id: 'B', standingCharge: 0.2 },
    ],
    grid: { tariff: { retail: series(0.3, 0.3), feedIn: series(0.1, 0.1) }, power: 20 },
    localFee: series(0.02, 0.02),
    plant: series(0, 0),
    householdCash: 100,
    dealerCash: 100,
    ...more,
  });
}

/** Two hours without a grid; demand not served costs 2. */
export function anIsland(households: readonly Household[]): {
  instance: MarketInstance;
  community: Community;
} {
  return communityMarket({
    id: 'island',
    clock: { start: 0, stepHours: 1, periods: 2 },
    households,
    localFee: series(0, 0),
    valueOfLostLoad: 2,
    plant: series(0, 0),
    householdCash: 100,
    dealerCash: 100,
  });
}

/** Every participant's best plan and cost when it holds these allocations (default: its endowment). */
export function plansAt(
  { participants }: MarketInstance,
  allocations: readonly Float64Array[] = participants.map(({ endowment }) => endowment),
): { plans: Float64Array[]; costs: number[] } {
  const optima = participants.map((participant, j) =>
    optimumOf(jointProblem([participant], allocations[j]!)),
  );
  return { plans: optima.map(({ x }) => x), costs: optima.map(({ objective }) => objective) };
}
