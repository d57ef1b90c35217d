import type { GridOffer } from '../instance.js';
import {
  FULL_FILL,
  pricesNearest,
  pricesToNumbers,
  QUANTITY_SCALE,
  quantitiesToNumbers,
} from '../ledger/units.js';
import { announceTrades } from '../match/seats/after-trade.js';
import { filledOrders } from '../match/seats/filled-orders.js';
import { introduceSeats } from '../match/introductions.js';
import { PriceInformation, type RoundPrices } from '../match/rounds/known-prices.js';
import type { MatchSetting } from '../match/match-setting.js';
import { MatchWatch } from '../match/match-watch.js';
import { openingOf } from '../match/opening.js';
import { MACHINE_DEPENDENT, type PlayedMatch } from '../match/play-match.js';
import type { RoundRecord } from '../match/report/report.js';
import type { BeginningRound } from '../match/rounds/round.js';
import { roundRecord } from '../match/rounds/round-record.js';
import { Seat } from '../match/seats/seat.js';
import { orderLimits, type OrderLimits } from '../order/order-limits.js';
import type { PlacedOrder } from '../order/placed-order.js';
import { measureGap, type GapMeasure } from '../referee/gap.js';
import { SeatValuation } from '../referee/seat-valuation.js';
import { clockBand, gridOf } from './clock-band.js';
import { withinGrid } from './grid-room.js';
import { collectPackages, excessOf, type WantedPackages } from './collect-packages.js';
import { PriceClock } from './price-clock.js';
import { shownBy, supplyAt, tariffAtEnds } from './clock-prices.js';
import { SETTLING_ROUNDS } from './settling-rounds.js';
import { settleTrades, tradesOf, type PackageTrades } from './settle-packages.js';

/** A clock exchange as it was played. */
export interface PlayedClockMatch extends PlayedMatch {
  /** per round of the clock and seat, m quantity units */
  readonly packages: readonly WantedPackages['bundles'][];
}

/**
 * Plays one match of a combinatorial clock exchange (docs/mechanisms.md, "The clock exchange"): rounds in which every agent names a package
 * at the announced prices, until the clock is over; then the last packages are settled. Its rounds end with `SETTLING_ROUNDS` in which
 * nobody is asked. Whatever plugins do is an outcome; a `MarketError` or `LedgerError` is a fault of the platform.
 */
export async function playClockMatch(setting: MatchSetting): Promise<PlayedClockMatch> {
  const { ledger, instance, solver, rules, clock } = setting;
  const start = clock.now();
  const limits = orderLimits(instance, rules);
  await ledger.open(openingOf(instance, rules.settlement, limits));
  const opening = ledger.state();
  const valuations: SeatValuation[] = [];
  try {
    for (const { problem, id } of instance.participants)
      valuations.push(new SeatValuation(solver, problem, id));
    const seats = instance.participants.map((participant, j) => {
      const allocation = quantitiesToNumbers(opening.seats[j]!.allocation);
      return new Seat(j, participant, valuations[j]!, allocation);
    });
    await introduceSeats(setting, seats, limits, 'clock-exchange');
    const exchange = new ClockTable(setting, seats, limits);
    const isCutShort = await exchange.play();
    const failures = seats.flatMap((seat) => seat.failures);
    return {
      outcome: isCutShort ? 'round-cap' : exchange.isBest() ? 'converged' : 'stalled',
      settlement: null,
      ...{ rounds: exchange.rounds, packages: exchange.packages },
      ...{ opening, closing: ledger.state(), seats, dealer: { failures: [] } },
      prices: exchange.prices.announced,
      timingDependent: isCutShort || failures.some(({ kind }) => MACHINE_DEPENDENT.has(kind)),
      seconds: clock.now() - start,
    };
  } finally {
    for (const valuation of valuations) valuation.dispose();
  }
}

/** The state of a clock exchange in play, beside the ledger. */
class ClockTable {
  readonly rounds: RoundRecord[] = [];
  readonly packages: WantedPackages['bundles'][] = [];
  prices: RoundPrices;
  private readonly clock: PriceClock;
  private readonly information: PriceInformation;
  private readonly watch: MatchWatch;
  private readonly setting: MatchSetting;
  private last: GapMeasure | undefined;

  constructor(
    setting: MatchSetting,
    private readonly seats: readonly Seat[],
    private readonly limits: OrderLimits,
  ) {
    const { rules, instance } = setting;
    this.watch = new MatchWatch(setting.clock, rules.matchSeconds);
    this.setting = { ...setting, traders: this.watch.besideTraders(setting.traders) };
    this.clock = new PriceClock(clockBand(instance));
    const announced = shownBy(this.clock);
    this.prices = { announced, previous: announced };
    this.information = new PriceInformation(rules, seats.length, announced);
  }

  /** Whether the clock had to stop before it was over. */
  async play(): Promise<boolean> {
    const { roundCap } = this.setting.rules;
    for (;;) {
      const round = this.begin();
      const wanted = await collectPackages(round, this.seats, this.setting, this.limits);
      this.packages.push(wanted.bundles);
      const excess = excessOf(wanted.bundles, this.supply(), QUANTITY_SCALE);
      const end = this.clock.observe(excess);
      const isLate = this.watch.isOver();
      const isLast = end !== null || isLate || round.number + SETTLING_ROUNDS >= roundCap;
      if (isLast) {
        await this.settle(round, wanted, excess);
        return isLate && end === null;
      }
      this.record(round, wanted.orders.size, this.measure(wanted.best), null, excess);
      this.announce(round.number);
    }
  }

  /** Whether no allocation is better than what the clock has ended with. */
  isBest(): boolean {
    const { gap, scale } = this.last!;
    return gap <= this.setting.rules.epsilon * scale;
  }

  /** The clock's last round, and those behind it. */
  private async settle(
    round: BeginningRound,
    { bundles: wanted, orders, best }: WantedPackages,
    excess: Float64Array,
  ): Promise<void> {
    const prices = pricesNearest(this.prices.announced);
    const grid = gridOf(this.setting.instance);
    const supply = this.supply();
    const bundles = this.withinGrid(round, wanted, supply, grid);
    const { met, rest } = tradesOf({ bundles, prices, supply, grid });
    const untold = new Map(orders);
    await this.trade(round, { stated: orders.size, untold }, this.measure(best), met, excess);
    await this.trade(this.begin(), { stated: 0, untold }, this.measure(), rest);
    this.prices = {
      announced: tariffAtEnds(this.clock, this.setting.instance),
      previous: this.prices.announced,
    };
    this.last = this.measure();
    this.record(this.begin(), 0, this.last, null);
  }

  /** Whose package asks for more than the grid has room for has none, which is its failure. */
  private withinGrid(
    { number }: BeginningRound,
    wanted: WantedPackages['bundles'],
    supply: readonly bigint[],
    grid: GridOffer,
  ): WantedPackages['bundles'] {
    const { bundles, leftOut } = withinGrid(wanted, supply, grid);
    const { instance, rules } = this.setting;
    for (const { seat, resource } of leftOut) {
      const reason = `of ${instance.resources[resource]!.id} more is left over than the grid can bring or take, and no package is larger`;
      this.seats[seat]!.fail({ round: number, kind: 'unclearable-order', reason }, rules.errorBudget);
    }
    return bundles;
  }

  /** A package is all or nothing: its owner hears that it filled with the first of its trades, and then it is `untold` no more. */
  private async trade(
    round: BeginningRound,
    { stated, untold }: { readonly stated: number; readonly untold: Map<number, PlacedOrder> },
    measure: GapMeasure,
    trades: PackageTrades,
    excess?: Float64Array,
  ): Promise<void> {
    const { setting, seats } = this;
    const { ledger } = setting;
    const before = costOf(seats);
    const deliveries = await settleTrades(ledger, trades);
    const state = ledger.state();
    for (const { seat, payment } of deliveries) seats[seat]!.traded(state.seats[seat]!, payment);
    const prices = pricesToNumbers(trades.prices);
    const clearing = {
      ...{ prices, deliveries, settled: deliveries.length > 0, surplus: before - costOf(seats) },
    };
    const books = seats.map(({ index }) => ({ book: untold.has(index) ? [untold.get(index)!] : [] }));
    const fills = seats.map(() => [FULL_FILL]);
    const filled = filledOrders({ deliveries, fills, prices }, books);
    for (const { seat } of deliveries) untold.delete(seat);
    this.record(round, stated, measure, clearing, excess);
    await announceTrades({ ...round, state }, { prices, deliveries, filled }, seats, setting);
  }

  private record(
    { number, call, active, prices: { announced } }: BeginningRound,
    newOrders: number,
    measure: GapMeasure,
    clearing: Parameters<typeof roundRecord>[0]['clearing'],
    excess?: Float64Array,
  ): void {
    const state = this.setting.ledger.state();
    const happened = { round: number, call, participants: active.size, announced, newOrders, clearing };
    const round = roundRecord({ ...happened, measure, state, excess });
    this.rounds.push(round);
    this.setting.onRound?.(round);
  }

  private begin(): BeginningRound {
    const { prices, information, setting, rounds } = this;
    const active = new Set(this.seats.keys());
    const state = setting.ledger.state();
    return { number: rounds.length + 1, call: false, prices, information, state, active };
  }

  private announce(since: number): void {
    const announced = shownBy(this.clock);
    const traded = { volume: new Float64Array(announced.length), seats: 0 };
    this.prices = { announced, previous: this.prices.announced };
    this.information.announce({ announced, since, traded }, this.seats.keys());
  }

  private measure(best: WantedPackages['best'] = new Map()): GapMeasure {
    const { seats, setting, prices } = this;
    return measureGap(seats, setting.ledger.state(), prices.announced, best);
  }

  private supply(): bigint[] {
    return supplyAt(this.prices.announced, this.setting.ledger.state());
  }
}

function costOf(seats: readonly Seat[]): number {
  return seats.reduce((sum, { cost }) => sum + cost, 0);
}
