import type { DrawnMarket } from '#leagues/scenario-files/scenario.js';
import { AuctionGoods } from '#market/double-auction/auction-instance.js';
import type { Participant } from '#market/instance.js';
import { co2Of, communityKpis, type CommunityOutcome } from '#market/energy/kpis/kpis.js';
import { moneyToNumber, quantitiesToNumbers } from '#market/ledger/units.js';
import type { LpSolver } from '#market/lp/lp-solver.port.js';
import type { PlayedMatch } from '#market/match/play-match.js';
import { optimumOf } from '#market/referee/seat-valuation.js';
import type { CommunityFigures } from '../../community/community-figures.js';

/**
 * KPIs of a community whose homes sold and bought in auctions: what flows is what each home does with what it has then. Costs and the
 * optimum are those of the auction, at reservation prices; bills are money.
 */
export function auctionFigures(
  played: PlayedMatch,
  { auction, community }: Pick<DrawnMarket, 'auction' | 'community'>,
  optimum: number,
  solver: LpSolver,
): CommunityFigures {
  const { seats, opening, closing, rounds } = played;
  const { households, plant, market } = community!;
  const periods = plant.length;
  const goods = new AuctionGoods(auction!.agents, periods);
  const traded = closing.seats.map(({ allocation }) => netOf(quantitiesToNumbers(allocation), goods));
  const homes = auction!.bundles.instance.participants.slice(0, households.length);
  const planOf = (home: Participant, j: number | null): Float64Array => {
    const holding = home.endowment.slice();
    if (j !== null) market.resources.energy.forEach((r, t) => r >= 0 && (holding[r]! += traded[j]![t]!));
    return optimumOf(home, holding, solver).plan;
  };
  // A plant's seat comes behind the homes; what it has not sold the grid takes.
  const unsold = plant.map((output, t) => output + (traded[households.length]?.[t] ?? 0));
  const costs = seats.map(({ cost }) => cost);
  const costsBefore = seats.map((seat) => seat.costBefore);
  const outcome: CommunityOutcome = {
    community: community!,
    plans: [...homes.map(planOf), ...gridPlan(unsold, auction!.bundles)],
    noTradePlans: [...homes.map((home) => planOf(home, null)), ...gridPlan(plant, auction!.bundles)],
    payments: seats.map(({ payment }) => moneyToNumber(payment)),
    ...{ costs, costsBefore, optimum, baseline: costsBefore.reduce((sum, cost) => sum + cost, 0) },
    dealerTake: moneyToNumber(closing.dealerCash - opening.dealerCash),
    unsoldPlant: new Float64Array(periods),
    prices: averagePrices(rounds, periods),
    importPrices: new Float64Array(periods),
    exportPrices: new Float64Array(periods),
  };
  const co2 = co2Of(outcome);
  return {
    kpis: communityKpis(outcome),
    ...(co2 && { co2: co2.households }),
    references: { midMarketRate: null },
  };
}

/** kWh bought (> 0) or sold in each period, of whichever type. */
function netOf(held: Float64Array, { types, periods }: AuctionGoods): Float64Array {
  return Float64Array.from({ length: periods }, (_, t) =>
    types.reduce((sum, _, n) => sum + held[t * types.length + n]!, 0),
  );
}

/** The plan of the grid where it takes so much in each period. */
function gridPlan(taken: Float64Array, { instance, community }: DrawnMarket): Float64Array[] {
  const grid = instance.participants.find(({ role }) => role === 'grid');
  if (!grid) return [];
  const plan = new Float64Array(grid.problem.cost.length);
  plan.set(taken, community!.gridColumns!.export.first);
  return [plan];
}

/** Of both types, by what was bought of them; 0 where nothing was. */
function averagePrices(rounds: PlayedMatch['rounds'], periods: number): Float64Array {
  const prices = new Float64Array(periods);
  rounds.forEach(({ trades }, t) => {
    const bought = trades.filter(({ payment }) => payment > 0);
    const energy = bought
      .flatMap(({ delivered }) => delivered)
      .reduce((sum, one) => sum + Math.max(0, one), 0);
    const paid = bought.reduce((sum, { payment }) => sum + payment, 0);
    if (energy > 0) prices[t] = paid / energy;
  });
  return prices;
}
