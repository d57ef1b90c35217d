import type { Auction, AuctionPeriod } from '#leagues/scenario-files/auction/auction.js';
import type { BidderFailure } from '#market/double-auction/bid-periods.js';
import type { ParticipantResult, TypeAuction } from '#market/double-auction/clear-period.js';
import { commonPrice, inCt } from '#market/double-auction/closed-period.js';
import type { EnergyType, GridPrices, PerType } from '#market/double-auction/orders.js';
import { drawn, type Lot } from '#market/double-auction/lots.js';
import { ruleIn, WHOLE_K, type PeriodRule } from '#market/double-auction/pricing.js';
import type { Execution, PluginIdentity } from '#market/match/report/report.js';
import type { PlayedPeriod, RefusedOrder } from './play-auction.js';

/** Energy in Wh, prices in ct per kWh, money in 1e-7 EUR: whole numbers that JSON keeps exactly. */
export interface AuctionReport {
  readonly id: string;
  readonly title?: string;
  readonly mechanism: 'double-auction';
  readonly units: { readonly energy: 'Wh'; readonly price: 'ct/kWh'; readonly money: '1e-7 EUR' };
  readonly pricing: string | { readonly k: number };
  /** what the orders were drawn from; null: the file gives them */
  readonly seed: string | null;
  readonly periods: readonly PeriodReport[];
  /** who bid, where plugins did */
  readonly bidding?: BiddingReport;
  /** what the closings cost; absent: played in memory */
  readonly chain?: ClosingCost;
}

export interface BiddingReport {
  readonly execution: Execution;
  /** per seat */
  readonly bidders: readonly BidderReport[];
  /** the clock, or the machine's memory, struck somewhere; a replay may differ */
  readonly timingDependent: boolean;
  /** what all trades are worth at the reservation prices, and what they would be if everybody had stated its own; 1e-7 EUR */
  readonly gain: { readonly realised: number; readonly atReservationPrices: number };
}

export interface BidderReport extends Omit<PluginIdentity, 'name'> {
  readonly id: string;
  readonly plugin: string;
  /** turns it lost */
  readonly failures: readonly Omit<BidderFailure, 'id'>[];
}

export interface ClosingCost {
  readonly network: string;
  readonly transactions: number;
  readonly gas: number;
}

export interface PeriodReport {
  /** when it began, where that is known: ISO 8601 */
  readonly at?: string;
  /** the type that was auctioned first */
  readonly first: EnergyType;
  readonly votes: PerType<number>;
  /** under MUDA: 32 bytes in hexadecimal, and whom they put into which half */
  readonly lot?: string;
  readonly halves?: readonly [left: readonly string[], right: readonly string[]];
  /** of all trades of a type; null: there was none, or they had no common price */
  readonly prices: PerType<number | null>;
  /** in the order they were held */
  readonly auctions: readonly AuctionOfType[];
  readonly grid: GridReport;
  readonly participants: readonly ParticipantReport[];
  /** what the price rule leaves to whoever runs the market */
  readonly surplus: number;
  readonly refused: readonly RefusedOrder[];
  readonly replaced: number;
}

/** Its prices, what it took and gave, and the money it paid (> 0) or received. */
export interface GridReport extends GridTotals {
  readonly sells: number;
  readonly buys: number;
}

export interface GridTotals {
  readonly bought: number;
  readonly sold: number;
  readonly payment: number;
}

export interface AuctionOfType {
  readonly type: EnergyType;
  readonly volume: number;
  readonly price: number | null;
  readonly matches: readonly MatchLine[];
}

export interface MatchLine {
  readonly seller: string;
  readonly buyer: string;
  readonly amount: number;
  readonly buyerPrice: number;
  readonly sellerPrice: number;
  readonly paid: number;
  readonly received: number;
}

/** Payments: > 0 paid, < 0 received. */
export interface ParticipantReport {
  readonly id: string;
  readonly side: 'ask' | 'bid';
  /** of the order, traded with others, and with the grid */
  readonly amount: number;
  readonly local: number;
  readonly grid: number;
  readonly localPayment: number;
  readonly gridPayment: number;
  readonly payment: number;
}

export function auctionReport(
  auction: Auction,
  played: readonly PlayedPeriod[],
  { bidding, chain }: Pick<AuctionReport, 'bidding' | 'chain'> = {},
): AuctionReport {
  const { id, title, seed, pricing, periods, rule } = auction;
  return {
    id,
    ...(title !== undefined && { title }),
    mechanism: 'double-auction',
    units: { energy: 'Wh', price: 'ct/kWh', money: '1e-7 EUR' },
    pricing: typeof pricing === 'string' ? pricing : { k: Number(pricing.k) / Number(WHOLE_K) },
    seed,
    periods: played.map((period, index) => periodReport(period, periods[index]!, ruleIn(rule, index))),
    ...(bidding && { bidding }),
    ...(chain && { chain }),
  };
}

function periodReport(
  { result, refused, replaced }: PlayedPeriod,
  { at, grid }: AuctionPeriod,
  rule: PeriodRule,
): PeriodReport {
  const { vote, participants, surplus } = result;
  const auctions = result.auctions.map(auctionOfType);
  const priceOf = (type: EnergyType): number | null => auctions.find((each) => each.type === type)!.price;
  return {
    ...(at !== undefined && { at }),
    first: vote.first,
    votes: { pv: vote.pv, chp: vote.chp },
    ...(rule.kind === 'muda' && drawnHalves(rule.lot, participants)),
    prices: { pv: priceOf('pv'), chp: priceOf('chp') },
    auctions,
    grid: {
      ...{ sells: inCt(grid.sells), buys: inCt(grid.buys) },
      bought: Number(result.grid.bought),
      sold: Number(result.grid.sold),
      payment: Number(result.grid.payment),
    },
    participants: participants.map((each) => participantReport(each, grid)),
    surplus: Number(surplus),
    ...{ refused, replaced },
  };
}

function drawnHalves(
  lot: Lot,
  participants: readonly ParticipantResult[],
): Required<Pick<PeriodReport, 'lot' | 'halves'>> {
  const idsIn = (half: 0 | 1): string[] =>
    participants.map(({ id }) => id).filter((id) => drawn(lot, id).half === half);
  return { lot: Buffer.from(lot).toString('hex'), halves: [idsIn(0), idsIn(1)] };
}

function auctionOfType({ type, matches }: TypeAuction): AuctionOfType {
  return {
    type,
    volume: Number(matches.reduce((sum, { amount }) => sum + amount, 0n)),
    price: commonPrice(matches),
    matches: matches.map(({ seller, buyer, amount, buyerPrice, sellerPrice }) => ({
      ...{ seller, buyer, amount: Number(amount) },
      ...{ buyerPrice: inCt(buyerPrice), sellerPrice: inCt(sellerPrice) },
      ...{ paid: Number(amount * buyerPrice), received: Number(amount * sellerPrice) },
    })),
  };
}

function participantReport(result: ParticipantResult, grid: GridPrices): ParticipantReport {
  const { id, side, payment } = result;
  const gridPayment = result.grid * (side === 'ask' ? -grid.buys : grid.sells);
  return {
    ...{ id, side, amount: Number(result.amount), local: Number(result.local), grid: Number(result.grid) },
    ...{ localPayment: Number(payment - gridPayment), gridPayment: Number(gridPayment) },
    payment: Number(payment),
  };
}
