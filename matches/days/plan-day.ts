import { communityMarket, type Community } from '#market/energy/community.js';
import { communityFlows, type CommunityFlows } from '#market/energy/flows/community-flows.js';
import { type HouseholdState, stateAfter } from '#market/energy/days/household-state.js';
import type { DayWindow } from '#market/energy/days/day-window.js';
import { comeTrue, type Expected, partsIn, type RollingDays } from '#market/energy/days/rolling-days.js';
import { settleHome, type SettledHome } from '#market/energy/days/settle-home.js';
import type { GridTariff } from '#market/energy/prices/energy-market.js';
import { askingPrice } from '#market/energy/programs/grid-participant.js';
import type { MarketInstance } from '#market/instance.js';
import type { LpSolver } from '#market/lp/lp-solver.port.js';

/** The market of a day, or of what is left of it, as it is when it opens. */
export interface OpenedDay {
  readonly window: DayWindow;
  readonly instance: MarketInstance;
  readonly community: Community;
  /** per household, of the window; what comes true where nobody is mistaken */
  readonly expected: readonly Expected[];
  readonly mistaken: boolean;
}

/** Plans of all participants over a window, and what their households bought where a ledger says so. */
export interface DayPlans {
  readonly plans: readonly Float64Array[];
  /** per household and traded period, energy units */
  readonly delivered?: readonly (readonly bigint[])[];
}

/** How the settled periods of a window ended for all households. */
export interface SettledDay {
  readonly homes: readonly SettledHome[];
  readonly states: readonly HouseholdState[];
  readonly flows: CommunityFlows;
  /** EUR, of the grid as a participant, in the market */
  readonly gridCost: number;
}

/** Opens a market; `exact`: with perfect foresight; `contracted`: as `partsIn` takes it. */
export function openDay(
  days: RollingDays,
  window: DayWindow,
  states: readonly HouseholdState[],
  exact: boolean,
  contracted?: readonly Float64Array[],
): OpenedDay {
  const mistaken = !exact && days.forecast !== 'perfect';
  const foreseen = mistaken ? days.foresee(window) : undefined;
  const parts = partsIn(days.truth, window, states, foreseen, contracted);
  const expected = parts.households.map(({ load, generation }) => ({ load, generation }));
  return { window, expected, mistaken, ...communityMarket(parts) };
}

/** Settles what was planned: every household does what is best for it now that it knows what is true. */
export function settleDay(
  days: RollingDays,
  { window, community, expected, mistaken }: OpenedDay,
  { plans, delivered }: DayPlans,
  before: readonly HouseholdState[],
  solver: LpSolver,
): SettledDay {
  const { market, households, columns, gridColumns } = community;
  const real = mistaken && partsIn(days.truth, window, before, comeTrue(days.truth, window, expected));
  const homes = households.map((household, j) =>
    settleHome(
      {
        ...{ household, columns: columns[j]!, market, plan: plans[j]! },
        ...(delivered && { delivered: delivered[j]! }),
      },
      window,
      real ? { household: real.households[j]!, prices: days.imbalance! } : null,
      solver,
    ),
  );
  const states = homes.map(({ plan, columns: read }, j) =>
    stateAfter(days.truth.households[j]!, read, plan, window, before[j]!),
  );
  const flows = communityFlows(community, plans);
  const { tariff } = market;
  const gridCost = gridColumns && tariff ? gridCostOf(community, tariff, flows, window) : 0;
  return { homes, states, flows, gridCost };
}

/** What the grid's energy in the market costs it less what it would pay for what it takes. */
function gridCostOf(
  { market }: Community,
  tariff: GridTariff,
  { gridImport, gridExport }: CommunityFlows,
  { settled }: DayWindow,
): number {
  return gridImport.subarray(0, settled).reduce((sum, sold, t) => {
    return sum + askingPrice(market, tariff, t) * sold - tariff.feedIn[t]! * gridExport[t]!;
  }, 0);
}
