import type { DrawnMarket } from '#leagues/scenario-files/scenario.js';
import type { AuctionMarket } from '#market/double-auction/bid-periods.js';
import type { MarketInstance } from '#market/instance.js';
import { LEFT_BY_ROUNDING } from '#market/ledger/check-clearing.js';
import { LedgerAccounts } from '#market/ledger/ledger-accounts.js';
import type { Delivery, LedgerState } from '#market/ledger/ledger.port.js';
import {
  LARGEST_PRICE,
  moneyToNumber,
  pricesNearest,
  pricesToNumbers,
  quantitiesNearest,
  quantitiesToNumbers,
} from '#market/ledger/units.js';
import type { LpSolver } from '#market/lp/lp-solver.port.js';
import { Closing } from '#market/match/report/closing.js';
import { paymentOf } from '#market/match/exact-payments.js';
import { type ExactCash, openingOf } from '#market/match/opening.js';
import { paceOf, type Pace } from '#market/match/rounds/pace.js';
import { isCutShort, type PlayedMatch } from '#market/match/play-match.js';
import type { MatchRecord, RoundRecord } from '#market/match/report/report.js';
import { Seat } from '#market/match/seats/seat.js';
import { bookSettlement, type FinalSettlement } from '#market/match/settle-match.js';
import { seededRng } from '#market/rng.js';
import { equilibriumPrices } from '#market/referee/equilibrium-prices.js';
import { SeatValuation } from '#market/referee/seat-valuation.js';
import { roomOf } from '../../play/mechanisms/mechanisms.js';
import { clearedAgain } from './follow-auction.js';
import { impossibleClock } from './follow-clock.js';
import { must, UnlawfulRecord } from '../differences/unlawful-record.js';

/** Relative to the market's cost: what the paths of two solvers to the same optimum may differ by. */
const SOLVER_NOISE = 1e-6;

/** The market that a match was of, and how it was drawn. */
interface RetracedMarket {
  readonly drawn: DrawnMarket;
  readonly seed: string;
  /** least cost of all together, money */
  readonly optimum: number;
  /** of a day after the first: what everybody brings */
  readonly cash?: ExactCash | undefined;
}

/** A match followed along its recorded trades, on the ledger's integers. */
export class RetracedTable {
  private readonly seats: Seat[];
  private readonly opening: LedgerState;
  private readonly accounts: LedgerAccounts;
  /** that the ledger may have ended with */
  private readonly lastPrices: (readonly bigint[])[];
  private readonly pace: Pace;
  /** who has been asked for orders so far */
  private readonly asked = new Set<number>();
  private played: PlayedMatch | null = null;
  /** what the auction of the round that is followed comes to */
  private cleared: readonly Delivery[] | null = null;

  constructor(
    private readonly recorded: MatchRecord,
    private readonly market: RetracedMarket,
    private readonly solver: LpSolver,
  ) {
    const { drawn, seed, cash } = market;
    const opening = openingOf(drawn.instance, drawn.rules.settlement, { exactly: cash });
    this.accounts = new LedgerAccounts(opening);
    this.opening = this.accounts.state();
    this.lastPrices = [opening.prices];
    const { rules, instance } = drawn;
    this.pace = paceOf(rules, instance.participants, seededRng(seed).fork('participation'));
    this.seats = drawn.instance.participants.map(
      (participant, j) =>
        new Seat(
          j,
          participant,
          new SeatValuation(solver, participant.problem, participant.id),
          quantitiesToNumbers(opening.seats[j]!.allocation),
        ),
    );
  }

  /** The match as its rounds tell it. Throws `UnlawfulRecord`, `MarketError`. */
  play(): PlayedMatch {
    const { recorded, seats } = this;
    const { drawn } = this.market;
    const { report, rounds } = recorded;
    const { epsilon, roundCap } = drawn.rules;
    must(report.perSeat.length === seats.length, 'report.perSeat');
    must(rounds.length >= 1 && rounds.length <= roundCap, 'rounds');
    rounds.forEach((round, index) => this.follow(round, index));
    if (drawn.mechanism === 'clock-exchange') {
      const field = impossibleClock(recorded, drawn, this.opening);
      if (field !== null) throw new UnlawfulRecord(field);
    }
    this.close();
    const cost = seats.reduce((sum, seat) => sum + seat.cost, 0);
    seats.forEach((seat, j) => {
      const told = report.perSeat[j]!;
      must(isClose(seat.cost, told.cost, cost), `report.perSeat[${j}].cost`);
      seat.cost = told.cost;
      seat.failures.push(...told.failures);
    });
    const cutShort = isCutShort(report.outcome, rounds.length, drawn.rules);
    must(!cutShort || report.timingDependent, 'report.outcome');
    const gap = rounds.at(-1)!.gap;
    const { participants } = rounds.at(-1)!;
    must(report.outcome !== 'converged' || participants === seats.length, 'report.outcome');
    must(
      report.outcome !== 'converged' || gap <= epsilon * Math.max(1, Math.abs(cost)) * 2,
      'report.outcome',
    );
    const dealer = { failures: [...report.dealer.failures] };
    const settlement = drawn.rules.settlement === 'final' ? this.settleAll() : null;
    const closing = this.accounts.state();
    this.played = {
      ...{ outcome: report.outcome, rounds, opening: this.opening, closing, seats, dealer, settlement },
      ...{ prices: Float64Array.from(report.prices), timingDependent: cutShort, seconds: 0 },
    };
    return this.played;
  }

  /** That the match went on for as long as its closing rule said, and no longer. */
  private close(): void {
    const { report, rounds } = this.recorded;
    const { drawn, seed } = this.market;
    const closing = new Closing(drawn.rules, seed);
    const ended = rounds.findIndex((round) => closing.ends(round)) + 1 || drawn.rules.roundCap;
    must(rounds.length <= ended, 'rounds');
    const closed = rounds.length === ended && ended < drawn.rules.roundCap;
    must(closed ? report.outcome !== 'round-cap' : report.outcome !== 'closed', 'report.outcome');
  }

  /** Everybody's net position at the final prices. */
  private settleAll(): FinalSettlement {
    const prices = pricesNearest(equilibriumPrices(this.market.drawn.instance, this.solver));
    this.lastPrices.splice(0, this.lastPrices.length, prices);
    const { limits = [] } = this.recorded.report.settlement ?? {};
    must(limits.length === this.seats.length, 'report.settlement.limits');
    limits.forEach((limit, seat) => {
      // Clients may have raised what the orders' limits allowed.
      const account = this.accounts.seats[seat]!;
      const escrow = BigInt(limit) - (this.opening.seats[seat]!.cash - account.cash);
      must(escrow >= account.escrow && escrow <= account.cash, `report.settlement.limits[${seat}]`);
      account.escrow = escrow;
    });
    const before = this.accounts.state();
    this.accounts.settle(prices);
    return bookSettlement(this.opening, before, this.accounts.state(), this.seats);
  }

  /** The result hashes that this match may have: which prices the ledger saw last is not in the rounds. */
  hashes(hashOf: (played: PlayedMatch) => string): string[] {
    const { played } = this;
    if (!played) return [];
    return this.lastPrices.map((prices) => hashOf({ ...played, closing: { ...played.closing, prices } }));
  }

  dispose(): void {
    for (const { valuation } of this.seats) valuation.dispose();
  }

  private follow(round: RoundRecord, index: number): void {
    const at = (field: string): string => `rounds[${index}].${field}`;
    const { drawn, optimum } = this.market;
    const { instance } = drawn;
    must(round.round === index + 1, at('round'));
    must(round.day === undefined, at('day'));
    for (const field of ['announced', 'prices'] as const)
      must(isPriceVector(round[field], instance), at(field));
    const announced = Float64Array.from(round.announced);
    const measure = roomOf(drawn).measure(this.seats, this.accounts.state(), announced, optimum);
    must(isClose(round.cost, measure.cost, measure.cost), at('cost'));
    must(isClose(round.gap, measure.gap, measure.cost), at('gap'));
    must(round.lowerBound === round.cost - round.gap, at('lowerBound'));
    this.wake(round, at);
    must(round.settled === round.trades.length > 0, at('settled'));
    if (round.settled) this.settle(round, at);
    else if (index + 1 < this.recorded.rounds.length || this.recorded.report.outcome !== 'converged')
      this.lastPrices.push(pricesNearest(round.prices));
  }

  /**
   * Of an auction's period: those take part who place an order, for that period alone, and only where their meter runs and they
   * did not fail; the orders come to what was traded.
   */
  private hold(round: RoundRecord, at: (field: string) => string): void {
    const { call, participants, newOrders, openOrders, announced, trades } = round;
    must(!call, at('call'));
    const ordering = this.mayOrder(round.round);
    must(participants <= ordering.size && participants >= trades.length, at('participants'));
    trades.forEach(({ seat }, t) => must(ordering.has(seat), at(`trades[${t}].seat`)));
    must(newOrders === participants && openOrders === 0, at('newOrders'));
    const before = this.recorded.rounds[round.round - 2]?.prices ?? this.market.drawn.instance.initialPrices;
    must(isSame(before, announced), at('announced'));
    const cleared = clearedAgain(round, this.market.drawn.auction!, ordering);
    if (typeof cleared === 'string') throw new UnlawfulRecord(at(cleared));
    this.cleared = cleared;
  }

  /** Seats that may have had an order in the period of this round. */
  private mayOrder(round: number): ReadonlySet<number> {
    const { perSeat } = this.recorded.report;
    const failed = (seat: number): boolean =>
      perSeat[seat]!.failures.some(
        (one) => one.round === round || (one.kind === 'benched' && one.round < round),
      );
    const runs = ({ home, metered }: AuctionMarket['agents'][number]): boolean =>
      home !== undefined || metered[round - 1] !== 0n;
    return new Set(
      this.market.drawn.auction!.agents.flatMap((agent, seat) =>
        runs(agent) && !failed(seat) ? [seat] : [],
      ),
    );
  }

  /** Those take part whom the seed wakes, or all in a call; whoever was never asked has no order that could trade. */
  private wake(round: RoundRecord, at: (field: string) => string): void {
    if (this.market.drawn.auction) return this.hold(round, at);
    const { call, participants, trades } = round;
    const woken = this.pace.next();
    const active = call ? [...this.seats.keys()] : woken;
    must(participants === active.length, at('participants'));
    for (const seat of active) this.asked.add(seat);
    trades.forEach(({ seat }, t) => must(this.asked.has(seat), at(`trades[${t}].seat`)));
  }

  private settle({ prices, trades }: RoundRecord, at: (field: string) => string): void {
    const units = pricesNearest(prices);
    must(isSame(pricesToNumbers(units), prices), at('prices'));
    const { accounts } = this;
    const deliveries = trades.map(({ seat, delivered: told, payment: paidAs, escrow }, t): Delivery => {
      const account = accounts.seats[seat];
      must(account !== undefined && seat > (trades[t - 1]?.seat ?? -1), at(`trades[${t}].seat`));
      const delivered = quantitiesNearest(told);
      must(delivered.length === units.length, at(`trades[${t}].delivered`));
      must(isSame(quantitiesToNumbers(delivered), told), at(`trades[${t}].delivered`));
      const payment = this.cleared ? this.cleared[t]!.payment : paymentOf(prices, told);
      must(moneyToNumber(payment) === paidAs, at(`trades[${t}].payment`));
      must((accounts.settlement === 'final') === (escrow !== undefined), at(`trades[${t}].escrow`));
      const held = BigInt(escrow ?? 0);
      must(held >= account!.escrow && held <= account!.cash - payment, at(`trades[${t}].escrow`));
      account!.escrow = held;
      return { seat, delivered, payment };
    });
    const left = (r: number): bigint => deliveries.reduce((sum, { delivered }) => sum - delivered[r]!, 0n);
    for (let r = 0; r < accounts.exact; r++) must(left(r) <= LEFT_BY_ROUNDING, at('trades'));
    if (accounts.settlement === 'final') accounts.holdBackDealer(deliveries);
    for (const delivery of deliveries) accounts.deliver(delivery);
    accounts.prices = units;
    this.lastPrices.splice(0, this.lastPrices.length, units);
    const { seats, inventory } = accounts.state();
    must(
      inventory.every((held) => held >= 0n),
      at('trades'),
    );
    for (const { seat, payment } of deliveries) this.seats[seat]!.traded(seats[seat]!, payment);
  }
}

/** Of exact resources prices have either sign; no ledger knows higher ones than `LARGEST_PRICE`. */
function isPriceVector(prices: readonly number[], { resources, exact = 0 }: MarketInstance): boolean {
  return (
    prices.length === resources.length &&
    prices.every((price, r) => price <= LARGEST_PRICE && price >= (r < exact ? -LARGEST_PRICE : 0))
  );
}

function isClose(a: number, b: number, scale: number): boolean {
  return a === b || Math.abs(a - b) <= SOLVER_NOISE * Math.max(1, Math.abs(scale));
}

function isSame(values: ArrayLike<number>, told: readonly number[]): boolean {
  return told.every((value, r) => value === values[r]);
}
