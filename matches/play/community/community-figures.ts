import type { Community } from '#market/energy/community.js';
import type { Co2 } from '#market/energy/carbon.js';
import { localFeeDues } from '#market/energy/bills/household-bills.js';
import { co2Of, communityKpis, type CommunityOutcome } from '#market/energy/kpis/kpis.js';
import { midMarketRate } from '#market/energy/bills/mid-market-rate.js';
import { plantSold } from '#market/energy/flows/purchases.js';
import { moneyToNumber, quantitiesToNumbers } from '#market/ledger/units.js';
import type { FeeDue } from '#market/ledger/local-fees.js';
import type { PlayedMatch } from '#market/match/play-match.js';
import type { MatchReport } from '#market/match/report/report.js';
import { gridOnlyCost } from '#market/referee/grid-only.js';
import type { MarketInstance } from '#market/instance.js';

/** What reports say of the energy of a community. */
export type CommunityFigures = Pick<MatchReport, 'kpis'> & {
  /** of each household */
  readonly co2?: readonly Co2[];
  readonly references: Pick<MatchReport['references'], 'midMarketRate'>;
};

/** Where nobody generates or uses energy there is nothing to say. */
export const noFigures: CommunityFigures = { kpis: {}, references: { midMarketRate: null } };

/** What everybody owes for local energy when the match is over; `delivered`: of its first so many periods. */
export function duesOf({ seats, closing }: PlayedMatch, community: Community, delivered?: number): FeeDue[] {
  return localFeeDues(
    community,
    seats.map(({ plan }) => plan),
    plantSold(community, quantitiesToNumbers(closing.inventory)),
    delivered,
  );
}

/** KPIs and reference lines of a played community; `optimum` is the central cost. */
export function communityFigures(
  played: PlayedMatch,
  { instance, community }: { readonly instance: MarketInstance; readonly community: Community },
  optimum: number,
): CommunityFigures {
  const { seats, opening, closing } = played;
  const { energy, importCapacity, exportCapacity } = community.market.resources;
  const perPeriod = (values: ArrayLike<number>, resources = energy): Float64Array =>
    Float64Array.from(resources, (r) => (r < 0 ? 0 : values[r]!));
  const noTradePlans = seats.map(({ planBefore }) => planBefore);
  const costsBefore = seats.map((seat) => seat.costBefore);
  const noTrade = costsBefore.reduce((sum, cost) => sum + cost, 0);
  const rate = midMarketRate({ community, noTradePlans, costsBefore });
  const outcome: CommunityOutcome = {
    community,
    plans: seats.map(({ plan }) => plan),
    noTradePlans,
    payments: seats.map((seat) => moneyToNumber(seat.payment)),
    costsBefore,
    costs: seats.map((seat) => seat.cost),
    baseline: gridOnlyCost(instance, noTrade) ?? noTrade,
    optimum,
    dealerTake: moneyToNumber(closing.dealerCash - opening.dealerCash),
    unsoldPlant: perPeriod(quantitiesToNumbers(closing.inventory)),
    prices: perPeriod(played.prices),
    importPrices: perPeriod(played.prices, importCapacity),
    exportPrices: perPeriod(played.prices, exportCapacity),
  };
  const co2 = co2Of(outcome);
  return {
    kpis: communityKpis(outcome),
    ...(co2 && { co2: co2.households }),
    references: {
      midMarketRate: rate && { cost: rate.cost, bills: rate.bills },
    },
  };
}
