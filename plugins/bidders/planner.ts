import {
  type AskOrder,
  type BidOrder,
  type BidderBriefing,
  type BidderTools,
  type BidderView,
  defineBidder,
  ProgramBuilder,
  quoted,
} from '@gridleague/sdk';

/** Weight of the newest in what is expected of the next: prices, and what becomes of orders. */
const NEWEST = 0.3;
/** EUR/kWh between what it reckons to pay and to get now: nothing is bought to be sold at once. */
const SPREAD = 1e-4;
const CT = 100;
const WH = 1000;

/** What is expected of the periods to come. */
interface Expectation {
  /** where in the grid's band prices lie */
  place: number;
  /** share of an order that finds somebody, by side */
  readonly filled: { ask: number; bid: number };
}

/**
 * Plans the rest of the day anew before every period: its own program, with energy to be bought and sold at what it expects: the price
 * of late where an order finds somebody, and the grid's where not. What the plan trades in this period it orders, at what that is worth
 * to it on average. A seat that has nothing to plan states its reservation prices.
 */
export default defineBidder({
  name: 'planner',
  description: 'Re-plans the rest of the day by its own program, and orders what the plan trades next.',
  create: (briefing) => {
    const expectation: Expectation = { place: 0.5, filled: { ask: 0.5, bid: 0.5 } };
    let last: 'ask' | 'bid' = 'bid';
    return {
      order(view, tools) {
        for (const { period, prices, own } of view.closed) {
          const [low, width] = bandOf(briefing, period);
          const price = prices.pv ?? prices.chp;
          if (price !== null && width > 0)
            expectation.place += NEWEST * ((price - low) / width - expectation.place);
          if (own) expectation.filled[last] += NEWEST * (own.traded / own.amount - expectation.filled[last]);
        }
        if (!view.home || !briefing.home) return quoted(briefing, view, ({ limit }) => limit);
        const order = planned(briefing, view, tools, expectation);
        if (order) last = 'price' in order ? 'ask' : 'bid';
        return order;
      },
    };
  },
});

function planned(
  briefing: BidderBriefing,
  view: BidderView,
  tools: BidderTools,
  { place, filled }: Expectation,
): AskOrder | BidOrder | null {
  const { holding, most } = view.home!;
  const expected = Array.from(holding, (_, t): Expected => {
    const [low, width] = bandOf(briefing, t);
    const at = (share: number): number => (low + share * width) / CT;
    if (t === view.period) return { pays: at(place) + SPREAD / 2, gets: at(place) - SPREAD / 2 };
    return { pays: at(filled.bid * place + 1 - filled.bid), gets: at(filled.ask * place) };
  });
  const free = solved(briefing, holding, expected, view.period, tools);
  const without = solved(briefing, holding, expected, view.period + 1, tools);
  if (!free || !without) return null;
  const wanted = Math.trunc(Math.max(-most, Math.min(most, free.traded * WH)));
  if (wanted === 0) return null;
  // What the trade saves is the difference of the plans, with what it was reckoned to cost taken out again.
  const { pays, gets } = expected[view.period]!;
  const paid = free.traded * (wanted > 0 ? pays : gets);
  const worth = (CT * (without.cost - free.cost + paid)) / free.traded;
  const price = Math.max(0, worth);
  return wanted > 0 ? { prices: { pv: price, chp: price }, amount: wanted } : { price, amount: -wanted };
}

/** EUR/kWh of a period. */
interface Expected {
  readonly pays: number;
  readonly gets: number;
}

/** The best plan if energy can be traded from a period on; `traded`: bought (> 0) or sold in it, kWh. */
function solved(
  { home }: BidderBriefing,
  holding: Float64Array,
  expected: readonly Expected[],
  from: number,
  tools: BidderTools,
): { readonly cost: number; readonly traded: number } | null {
  const { problem } = home!;
  const program = ProgramBuilder.of(problem, holding);
  const rows = problem.own.matrix.rows;
  const trades = expected.slice(from).map(({ pays, gets }, n) => {
    const bought = program.column({ cost: pays });
    const sold = program.column({ cost: -gets });
    program.add(rows + from + n, bought, -1);
    program.add(rows + from + n, sold, 1);
    return [bought, sold] as const;
  });
  const found = tools.solve(program.build());
  if (found.status !== 'optimal') return null;
  const [bought, sold] = trades[0] ?? [];
  const traded = bought === undefined ? 0 : found.x[bought]! - found.x[sold!]!;
  return { cost: found.objective, traded };
}

/** ct/kWh: what the grid pays, and how much more it asks. */
function bandOf({ grid }: BidderBriefing, period: number): [low: number, width: number] {
  const low = grid.buys[period] ?? 0;
  return [low, (grid.sells[period] ?? low) - low];
}
