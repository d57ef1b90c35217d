import type { Clock } from '../clock.js';
import type { MarketInstance, MarketRules } from '../instance.js';
import { LedgerAccounts } from '../ledger/ledger-accounts.js';
import { moneyToNumber, pricesNearest, quantitiesToNumbers } from '../ledger/units.js';
import type { LpSolver } from '../lp/lp-solver.port.js';
import { openingOf } from '../match/opening.js';
import { MACHINE_DEPENDENT, type PlayedMatch } from '../match/play-match.js';
import type { RoundRecord } from '../match/report/report.js';
import { Seat } from '../match/seats/seat.js';
import { SeatValuation } from '../referee/seat-valuation.js';
import { AuctionGoods } from './auction-instance.js';
import {
  bidPeriods,
  type AuctionMarket,
  type BidderFailure,
  type BiddingSetting,
  type BidPeriods,
} from './bid-periods.js';
import type { Bidders } from './bidders.port.js';
import { PlanningHomes, type Metered } from './planning-homes.js';
import type { PeriodResult } from './clear-period.js';
import type { SidedOrder } from './order-book.js';
import { deliveriesOfPeriod, periodBook, pricesAfter } from './period-book.js';

export interface AuctionMatchSetting {
  /** `auctionInstance` of the market */
  readonly instance: MarketInstance;
  readonly market: AuctionMarket;
  readonly rules: Pick<MarketRules, 'errorBudget'>;
  readonly bidders: Bidders;
  readonly solver: LpSolver;
  readonly clock: Clock;
  /** Z*, money */
  readonly optimum: number;
  readonly onRound?: (round: RoundRecord) => void;
}

/** An auction played as a match, a round for each period, and the orders behind it. */
export interface PlayedAuctionMatch extends PlayedMatch {
  readonly bid: BidPeriods;
}

/**
 * Plays all periods; whatever bidders do is an outcome. The valuations of the seats are the caller's to dispose of. The gap of
 * a round is what trade had yet to bring when it began, Z - Z*: the optimum is known, no certificate is needed.
 */
export async function playAuctionMatch(setting: AuctionMatchSetting): Promise<PlayedAuctionMatch> {
  const { instance, market, rules, bidders, solver, clock } = setting;
  const start = clock.now();
  const opening = openingOf(instance, 'path');
  const accounts = new LedgerAccounts(opening);
  const before = accounts.state();
  const seats = instance.participants.map((participant, j) => {
    const valuation = new SeatValuation(solver, participant.problem, participant.id);
    return new Seat(j, participant, valuation, quantitiesToNumbers(opening.seats[j]!.allocation));
  });
  const goods = new AuctionGoods(market.agents, market.grid.length);
  const agents = market.agents.map((agent): Metered => ({ ...agent, metered: [...agent.metered] }));
  const homes = new PlanningHomes(agents, seats, accounts, goods);
  const book = new AuctionRounds(setting, seats, accounts, goods);
  const onClosed: BiddingSetting['onClosed'] = (period, result, orders) => {
    for (const seat of book.close(period, result, orders)) homes.plan(seat, period + 1);
  };
  const bid = await bidPeriods(
    { ...market, agents, homes, errorBudget: rules.errorBudget, onClosed },
    bidders,
  );
  enterFailures(seats, bid.failures);
  return {
    // Every period there is has been played.
    outcome: 'round-cap',
    settlement: null,
    rounds: book.rounds,
    opening: before,
    closing: accounts.state(),
    ...{ seats, bid, dealer: { failures: [] }, prices: Float64Array.from(book.prices) },
    timingDependent: bid.failures.some(({ kind }) => MACHINE_DEPENDENT.has(kind)),
    seconds: clock.now() - start,
  };
}

function enterFailures(seats: readonly Seat[], failures: readonly BidderFailure[]): void {
  const seatOf = new Map(seats.map((seat) => [seat.participant.id, seat]));
  for (const { id, period, kind, reason } of failures)
    seatOf.get(id)!.failures.push({ round: period === null ? 0 : period + 1, kind, reason });
}

/** Enters what periods end with into accounts and rounds. */
class AuctionRounds {
  readonly rounds: RoundRecord[] = [];
  /** the last known of everything that is traded, money per unit */
  prices: number[];
  private readonly seatOf: ReadonlyMap<string, number>;

  constructor(
    private readonly setting: AuctionMatchSetting,
    private readonly seats: readonly Seat[],
    private readonly accounts: LedgerAccounts,
    private readonly goods: AuctionGoods,
  ) {
    const { instance, market } = setting;
    this.prices = Array.from(instance.initialPrices);
    this.seatOf = new Map(market.agents.map(({ id }, seat) => [id, seat]));
  }

  /** The seats that traded. */
  close(period: number, result: PeriodResult, orders: readonly SidedOrder[]): number[] {
    const { seats, accounts, setting } = this;
    const cost = seats.reduce((sum, seat) => sum + seat.cost, 0);
    const gap = cost - setting.optimum;
    const announced = this.prices;
    const seatOf = (id: string): number => this.seatOf.get(id)!;
    const deliveries = deliveriesOfPeriod(result, period, this.goods, seatOf);
    this.prices = pricesAfter(announced, result, period, this.goods);
    for (const delivery of deliveries) accounts.deliver(delivery);
    const { seats: after } = accounts.state();
    for (const { seat, payment } of deliveries) seats[seat]!.traded(after[seat]!, payment);
    accounts.prices = pricesNearest(this.prices);
    const round: RoundRecord = {
      round: period + 1,
      call: false,
      participants: result.participants.length,
      announced,
      prices: this.prices,
      newOrders: result.participants.length,
      openOrders: 0,
      settled: deliveries.length > 0,
      surplus: cost - seats.reduce((sum, seat) => sum + seat.cost, 0),
      trades: deliveries.map(({ seat, delivered, payment }) => ({
        seat,
        delivered: Array.from(quantitiesToNumbers(delivered)),
        payment: moneyToNumber(payment),
      })),
      ...{ gap, lowerBound: cost - gap, cost },
      auction: periodBook(orders, result, setting.market.grid[period]!, seatOf),
    };
    this.rounds.push(round);
    setting.onRound?.(round);
    return deliveries.map(({ seat }) => seat);
  }
}
