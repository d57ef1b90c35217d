import type { Match } from './matches.js';
import { cheapestFirst, dearestFirst } from './merit-order.js';
import type { Ask, Bid, EnergyType, GridPrices } from './orders.js';
import { voteOf, type Vote } from './preference-vote.js';
import { matchesOf, type PeriodRule } from './pricing.js';

export interface AuctionRules {
  readonly grid: GridPrices;
  readonly pricing: PeriodRule;
}

export interface TypeAuction {
  readonly type: EnergyType;
  /** sellers from the cheapest, each with its buyers from the dearest; under MUDA so in one half, then in the other */
  readonly matches: readonly Match[];
}

/** What one participant bought or sold in a period. */
export interface ParticipantResult {
  readonly id: string;
  readonly side: 'ask' | 'bid';
  /** Wh of the order, with others, and with the grid */
  readonly amount: bigint;
  readonly local: bigint;
  readonly grid: bigint;
  /** 1e-7 EUR; > 0 paid, < 0 received */
  readonly payment: bigint;
}

export interface PeriodResult {
  readonly vote: Vote;
  /** in the order they were held */
  readonly auctions: readonly TypeAuction[];
  /** asks in the order given, then bids */
  readonly participants: readonly ParticipantResult[];
  /** Wh to and from the grid; 1e-7 EUR that it pays (> 0) or receives */
  readonly grid: { readonly bought: bigint; readonly sold: bigint; readonly payment: bigint };
  /** 1e-7 EUR that the price rule leaves to whoever runs the market; it is what all payments, the grid's included, add up to */
  readonly surplus: bigint;
}

/**
 * One period of Landau's market: the type that buyers prefer is auctioned first, then the other one with what demand is left,
 * and what is left of both sides goes to the grid. One order per participant (`OrderBook`).
 */
export function clearPeriod(asks: readonly Ask[], bids: readonly Bid[], rules: AuctionRules): PeriodResult {
  const vote = voteOf(bids);
  const order: readonly EnergyType[] = vote.first === 'pv' ? ['pv', 'chp'] : ['chp', 'pv'];
  const left = new Map(bids.map(({ id, amount }) => [id, amount]));
  const auctions = order.map((type): TypeAuction => {
    const demand = bids
      .filter(({ id }) => left.get(id)! > 0n)
      .map(({ id, prices, time }) => ({ id, amount: left.get(id)!, price: prices[type], time }));
    const supply = asks.filter((ask) => ask.type === type);
    const matches = matchesOf(cheapestFirst(supply), dearestFirst(demand), rules.pricing);
    for (const { buyer, amount } of matches) left.set(buyer, left.get(buyer)! - amount);
    return { type, matches };
  });
  return { vote, auctions, ...settle(asks, bids, auctions, rules.grid) };
}

function settle(
  asks: readonly Ask[],
  bids: readonly Bid[],
  auctions: readonly TypeAuction[],
  prices: GridPrices,
): Pick<PeriodResult, 'participants' | 'grid' | 'surplus'> {
  const matches = auctions.flatMap((auction) => auction.matches);
  const sales = tally(matches, ({ seller, amount, sellerPrice }) => [seller, amount, -amount * sellerPrice]);
  const purchases = tally(matches, ({ buyer, amount, buyerPrice }) => [buyer, amount, amount * buyerPrice]);
  const resultOf = (side: 'ask' | 'bid', { id, amount }: Ask | Bid): ParticipantResult => {
    const { local, payment } = (side === 'ask' ? sales : purchases).get(id) ?? { local: 0n, payment: 0n };
    const grid = amount - local;
    return {
      ...{ id, side, amount, local, grid },
      payment: payment + (side === 'ask' ? -grid * prices.buys : grid * prices.sells),
    };
  };
  const participants = [
    ...asks.map((ask) => resultOf('ask', ask)),
    ...bids.map((bid) => resultOf('bid', bid)),
  ];
  const surplus = matches.reduce(
    (sum, { amount, buyerPrice, sellerPrice }) => sum + amount * (buyerPrice - sellerPrice),
    0n,
  );
  return { participants, grid: gridTrade(participants, prices), surplus };
}

/** What the grid takes and gives when everybody has traded with it what is left. */
export function gridTrade(
  participants: readonly Pick<ParticipantResult, 'side' | 'grid'>[],
  { buys, sells }: GridPrices,
): PeriodResult['grid'] {
  const left = (side: 'ask' | 'bid'): bigint =>
    participants.reduce((sum, result) => (result.side === side ? sum + result.grid : sum), 0n);
  const [bought, sold] = [left('ask'), left('bid')];
  return { bought, sold, payment: bought * buys - sold * sells };
}

/** Wh and money per participant. */
function tally(
  matches: readonly Match[],
  entry: (match: Match) => readonly [id: string, amount: bigint, payment: bigint],
): Map<string, { local: bigint; payment: bigint }> {
  const totals = new Map<string, { local: bigint; payment: bigint }>();
  for (const [id, amount, payment] of matches.map(entry)) {
    const before = totals.get(id) ?? { local: 0n, payment: 0n };
    totals.set(id, { local: before.local + amount, payment: before.payment + payment });
  }
  return totals;
}
