import { freeGas } from '../instance.js';
import type { LedgerState } from '../ledger/ledger.port.js';
import { pricesToNumbers } from '../ledger/units.js';
import type { OrderLimits } from '../order/order-limits.js';
import { measureGap } from '../referee/gap.js';
import { seededRng } from '../rng.js';
import { announceTrades, bookTrades } from './seats/after-trade.js';
import { filledOrders } from './seats/filled-orders.js';
import { collectBids, type Placement } from './seats/bidding.js';
import { CallRule, isQuiet } from './rounds/call-rule.js';
import { Closing } from './report/closing.js';
import { clearRound, type ClearingResult } from './rounds/clearing-round.js';
import { Dealer } from './dealer/dealer-supply.js';
import { dealerView, TradedVolume } from './dealer/dealer-view.js';
import { HighestPrices } from './rounds/highest-prices.js';
import type { MatchSetting } from './match-setting.js';
import { PriceInformation, type RoundPrices } from './rounds/known-prices.js';
import { paceOf, type Pace } from './rounds/pace.js';
import { RepeatedStateDetector } from './rounds/repeated-state.js';
import { MatchWatch } from './match-watch.js';
import type { FailureRecord, MatchOutcome, RoundRecord } from './report/report.js';
import type { BeginningRound } from './rounds/round.js';
import { roundBook } from './rounds/round-book.js';
import { roundRecord } from './rounds/round-record.js';
import type { Seat } from './seats/seat.js';

/**
 * With `keep` a trade wipes its owner's book, so small trades undo the market's memory: a settlement
 * waits until it brings this share of what the open orders could bring (10 to 20 times fewer rounds
 * in energy communities; market-rules.md).
 */
const KEEP_SHARE = 0.2;

/** The state of a match in play, beside the ledger: prices, pace and record. */
export class Table {
  readonly rounds: RoundRecord[] = [];
  readonly dealer: Dealer;
  prices: RoundPrices;
  private readonly calls: CallRule;
  private readonly circles: RepeatedStateDetector;
  private readonly pace: Pace;
  private readonly information: PriceInformation;
  private readonly volume: TradedVolume;
  private readonly highest: HighestPrices;
  private readonly watch: MatchWatch;

  private readonly setting: MatchSetting;

  constructor(
    setting: MatchSetting,
    private readonly seats: readonly Seat[],
    opening: LedgerState,
    private readonly limits: OrderLimits,
  ) {
    const { rules, instance, tariff } = setting;
    this.watch = new MatchWatch(setting.clock, rules.matchSeconds);
    this.setting = { ...setting, traders: this.watch.besideTraders(setting.traders) };
    const prices = pricesToNumbers(opening.prices);
    this.prices = { announced: prices, previous: prices };
    this.dealer = new Dealer(this.watch.besideDealer(setting.dealer), rules.errorBudget, limits);
    this.highest = new HighestPrices(instance, opening, tariff);
    this.pace = paceOf(rules, instance.participants, seededRng(setting.seed).fork('participation'));
    this.information = new PriceInformation(rules, seats.length, prices);
    this.calls = new CallRule(this.pace.patience);
    this.circles = new RepeatedStateDetector(this.pace.patience);
    this.volume = new TradedVolume(prices.length);
  }

  async play(): Promise<MatchOutcome> {
    const { rules, seed, onRound } = this.setting;
    const closing = new Closing(rules, seed);
    this.watch.again();
    for (let round = 1; round <= rules.roundCap; round++) {
      await this.withdrawSpent(round);
      const ended = await this.playRound(round);
      const record = this.rounds.at(-1)!;
      onRound?.(record);
      if (ended) return ended;
      if (closing.ends(record) && round < rules.roundCap) return 'closed';
      if (this.watch.isOver() && !(await this.stopHeaviest(round))) return 'round-cap';
    }
    return 'round-cap';
  }

  /** Takes the orders of seats that have cost the match as much as they may out of the book. */
  private async withdrawSpent(round: number): Promise<void> {
    const { matchWeight } = this.limits;
    for (const seat of this.seats) {
      if (seat.participant.role !== 'agent' || seat.spending.weight <= matchWeight) continue;
      seat.parked = [];
      if (seat.book.length === 0) continue;
      const reason = `its orders have cost the match the ${matchWeight} they may, and are out of the book`;
      if (!seat.spending.told) await this.withdraw(seat, { round, kind: 'refused-order', reason });
      else await this.emptyBook(seat);
      seat.spending.told = true;
    }
  }

  /**
   * The market has worked on the match for too long: a seat to which half of all counted work is due is stopped, and the others
   * have as much time again. False: there is none.
   */
  private async stopHeaviest(round: number): Promise<boolean> {
    const agents = this.seats.filter(({ participant }) => participant.role === 'agent');
    const work = agents.reduce((sum, { spending }) => sum + spending.weight, 0);
    const culprit = agents.find(({ spending, benched }) => !benched && spending.weight > work / 2);
    if (!culprit || agents.length < 3) return false;
    const reason = `the market has worked on the match for ${this.setting.rules.matchSeconds} s, its orders most of it`;
    await this.withdraw(culprit, { round, kind: 'out-of-time', reason });
    this.watch.again();
    return true;
  }

  private async emptyBook(seat: Seat): Promise<void> {
    if (seat.book.length > 0) await this.setting.ledger.cancel(seat.index);
    seat.emptied();
  }

  private async withdraw(seat: Seat, failure: FailureRecord): Promise<void> {
    await this.emptyBook(seat);
    seat.fail(failure, this.setting.rules.errorBudget);
  }

  private async playRound(number: number): Promise<MatchOutcome | null> {
    const { setting, seats } = this;
    const { rules, ledger } = setting;
    const round = this.begin(number);
    const { call, prices, active } = round;
    const bids = await collectBids(round, seats, setting, this.limits);
    const measure = measureGap(seats, round.state, prices.announced, bids.best);
    const happened = { round: number, call, participants: active.size, announced: prices.announced, measure };
    const everybody = active.size === seats.length;
    if (everybody && measure.gap <= rules.epsilon * measure.scale) {
      this.rounds.push(roundRecord({ ...happened, newOrders: 0, clearing: null, state: round.state }));
      this.setting.onBook?.(roundBook(number, round.state, null, null));
      return 'converged';
    }

    const newOrders = await this.place(number, bids.placements);
    for (const { seat, orders, kept } of bids.placements)
      if (kept) seats[seat]!.spending.replace([...kept, ...orders]);
      else seats[seat]!.spending.place(orders);
    for (const seat of seats) seat.spending.stand(seat.book);
    const clearing = await this.clear(number, newOrders);
    const after = ledger.state();
    this.rounds.push(roundRecord({ ...happened, newOrders, clearing, state: after }));
    this.volume.add(clearing.deliveries);
    const view = dealerView(number, newOrders, after, this.volume);
    this.highest.observe(clearing.prices);
    const announced = await this.dealer.announce(view, clearing, this.highest);
    const pricesMoved = announced.some((price, r) => Math.abs(price - prices.announced[r]!) > 1e-9);
    this.prices = { announced, previous: prices.announced };
    const filled = filledOrders(clearing, seats);
    this.information.announce({ announced, since: number, traded: this.volume.last }, active);
    const restated = bookTrades(clearing, seats, after, rules, this.limits);
    await this.place(number, restated);
    for (const { seat, orders } of restated) seats[seat]!.spending.restate(orders);
    const ended = { ...round, call: false, prices: this.prices, state: ledger.state() };
    await announceTrades(ended, { ...clearing, filled }, seats, setting);
    const pulse = { call, settled: clearing.settled, newOrders, pricesMoved };
    this.calls.observe(pulse);
    const circles = isQuiet(pulse) ? null : this.circles.observe(after, announced);
    if (circles?.exact && !everybody) this.calls.request();
    // Where gains are so small that rounding keeps the gap from being measured against them, the certificate against the cost
    // still holds. Without it crumbs that go round are no reason to stop: whoever waits may have much to say yet.
    const isProven = everybody && measure.gap <= rules.epsilon * measure.size;
    if (isProven && circles?.butForCrumbs) return 'converged';
    // Nothing moves any more.
    if (!this.calls.stalled && !(circles?.exact && everybody)) return null;
    return isProven ? 'converged' : 'stalled';
  }

  private begin(number: number): BeginningRound {
    const { prices, information, calls, seats } = this;
    const call = calls.callNext;
    const woken = this.pace.next();
    const active = new Set(call ? seats.keys() : woken);
    return { number, call, prices, information, state: this.setting.ledger.state(), active };
  }

  /** Puts orders into the ledger and the seats' books; how many of them came from agents. */
  private async place(round: number, placements: readonly Placement[]): Promise<number> {
    await this.setting.ledger.cancel(...placements.flatMap(({ seat, kept }) => (kept ? [seat] : [])));
    const books = placements.map(({ seat, orders, kept = [] }) => ({
      ...{ seat, orders: [...kept, ...orders].map(({ ledger }) => ledger) },
    }));
    const missed = await this.setting.ledger.submit(books.filter(({ orders }) => orders.length > 0));
    let fromAgents = 0;
    for (const { seat: index, orders, kept } of placements) {
      const seat = this.seats[index]!;
      const turn = missed.find((one) => one.seat === index);
      const placed = [...(kept ?? []), ...orders].slice(0, turn?.placed);
      seat.book = [...(kept ? [] : seat.book), ...placed];
      if (turn) seat.fail({ round, kind: 'unpaid-gas', reason: turn.reason }, this.setting.rules.errorBudget);
      if (seat.participant.role !== 'grid') fromAgents += Math.max(0, placed.length - (kept?.length ?? 0));
    }
    return fromAgents;
  }

  private async clear(round: number, newOrders: number): Promise<ClearingResult> {
    const { ledger, solver, rules } = this.setting;
    const state = ledger.state();
    const supply = await this.dealer.supply(dealerView(round, newOrders, state, this.volume), state);
    const cost = this.seats.reduce((sum, seat) => sum + seat.cost, 0);
    const patience = { announced: this.prices.announced, share: KEEP_SHARE };
    const agents = this.seats.filter(({ participant }) => participant.role !== 'grid');
    const toClear = {
      ...{ state, supply, suspects: agents.map(({ index }) => index) },
      costScale: Math.max(1, Math.abs(cost)),
      blockGasLimit: (rules.gas ?? freeGas).blockGasLimit,
      ...(rules.book === 'keep' ? { patience } : {}),
    };
    const result = await clearRound(toClear, ledger, solver);
    this.setting.onClearing?.(result);
    this.setting.onBook?.(roundBook(round, state, supply, result));
    for (const { owner, reason, blameless } of result.leftOut) {
      const failure = { round, kind: 'unclearable-order', reason } as const;
      if (owner === 'dealer') this.dealer.fail(round, failure);
      else {
        this.seats[owner]!.emptied();
        if (!blameless) this.seats[owner]!.fail(failure, rules.errorBudget);
      }
    }
    return result;
  }
}
