import type { Clock } from '../clock.js';
import { MarketError } from '../errors.js';
import type { MarketInstance, MarketRules } from '../instance.js';
import type { Ledger, LedgerState } from '../ledger/ledger.port.js';
import { moneyToNumber, pricesToNumbers, quantitiesToNumbers } from '../ledger/units.js';
import type { LpSolver } from '../lp/lp-solver.port.js';
import type { PlacedOrder } from '../order/placed-order.js';
import { measureGap } from '../referee/gap.js';
import { SeatValuation } from '../referee/seat-valuation.js';
import { seededRng, type Rng } from '../rng.js';
import { openingOf } from './opening.js';
import { collectBids, viewOfSeat, type RoundPrices } from './bidding.js';
import { CallRule } from './call-rule.js';
import { clearRound, type ClearingResult } from './clearing-round.js';
import { Dealer } from './dealer-supply.js';
import { RepeatedStateDetector } from './repeated-state.js';
import type { MatchOutcome, RoundRecord } from './report.js';
import { restate, Seat } from './seat.js';
import type { DealerDesk, DealerView, SeatBriefing, Traders } from './traders.port.js';

/** Everything a match needs; what its result depends on is `instance`, `rules`, `seed` and the plugins. */
export interface MatchSetting {
  readonly instance: MarketInstance;
  readonly rules: MarketRules;
  readonly seed: string;
  /** m, money per unit bought locally; already part of the agents' problems, told to the strategies */
  readonly fees?: Float64Array;
  /** m each: the agents' own grid connection, told to the strategies */
  readonly tariff?: { readonly retail: Float64Array; readonly feedIn: Float64Array };
  readonly traders: Traders;
  readonly dealer: DealerDesk;
  readonly ledger: Ledger;
  readonly solver: LpSolver;
  readonly clock: Clock;
  /** called after every round, for progress */
  readonly onRound?: (round: RoundRecord) => void;
}

/** A match as it was played, before anything is derived from it. */
export interface PlayedMatch {
  readonly outcome: MatchOutcome;
  readonly rounds: readonly RoundRecord[];
  readonly opening: LedgerState;
  readonly closing: LedgerState;
  readonly seats: readonly Seat[];
  readonly dealer: Dealer;
  /** m, the prices last announced: those the certificate speaks of */
  readonly prices: Float64Array;
  readonly timingDependent: boolean;
  readonly seconds: number;
}

/**
 * Plays one match of the Bundle Trading Market (market.md sections 2 to 7): rounds of bids, clearing
 * and settlement until the certificate holds, nothing moves any more, or the rounds run out.
 * Whatever plugins do is an outcome; a `MarketError` or `LedgerError` is a fault of the platform.
 */
export async function playMatch(setting: MatchSetting): Promise<PlayedMatch> {
  const start = setting.clock.now();
  const { instance, ledger } = setting;
  await ledger.open(openingOf(instance));
  const opening = ledger.state();
  const seats = instance.participants.map(
    (participant, index) =>
      new Seat(
        index,
        participant,
        new SeatValuation(setting.solver, participant.problem, participant.id),
        quantitiesToNumbers(opening.seats[index]!.allocation),
      ),
  );
  const table = new Table(setting, seats, opening);
  await table.introduce();
  const outcome = await table.play();
  return {
    outcome,
    rounds: table.rounds,
    opening,
    closing: ledger.state(),
    seats,
    dealer: table.dealer,
    prices: table.prices.announced,
    timingDependent:
      seats.some((seat) => seat.failures.some(({ kind }) => kind === 'timed-out')) ||
      table.dealer.failures.some(({ kind }) => kind === 'timed-out'),
    seconds: setting.clock.now() - start,
  };
}

/** The state of a match in play: prices, pace and record. */
class Table {
  readonly rounds: RoundRecord[] = [];
  readonly dealer: Dealer;
  prices: RoundPrices;
  private readonly calls: CallRule;
  private readonly circles = new RepeatedStateDetector();
  private readonly participation: Rng;
  private readonly volume: Float64Array;

  constructor(
    private readonly setting: MatchSetting,
    private readonly seats: readonly Seat[],
    opening: LedgerState,
  ) {
    const prices = pricesToNumbers(opening.prices);
    this.prices = { announced: prices, previous: prices };
    this.dealer = new Dealer(setting.dealer, setting.rules.errorBudget);
    this.calls = new CallRule(setting.rules.participation);
    this.participation = seededRng(setting.seed).fork('participation');
    this.volume = new Float64Array(prices.length);
  }

  async introduce(): Promise<void> {
    const { instance, rules, traders, dealer } = this.setting;
    const agents = this.seats.filter(({ participant }) => participant.role === 'agent');
    const answers = await traders.create(agents.map((seat) => this.briefing(seat, agents.length)));
    answers.forEach((answer, index) => {
      if (answer.outcome !== 'ok')
        agents[index]!.fail({ round: 0, kind: answer.outcome, reason: answer.reason }, rules.errorBudget);
    });
    const { tariff } = this.setting;
    const answer = await dealer.create({
      agents: agents.length,
      resources: instance.resources,
      roundCap: rules.roundCap,
      inventory: instance.dealer.endowment.slice(),
      cash: instance.dealer.cash,
      total: totalOf(instance),
      initialPrices: instance.initialPrices.slice(),
      ...(tariff ? { grid: tariff } : {}),
    });
    if (answer.outcome !== 'ok') this.dealer.fail(0, answer);
  }

  async play(): Promise<MatchOutcome> {
    const { rules, onRound } = this.setting;
    for (let round = 1; round <= rules.roundCap; round++) {
      const ended = await this.playRound(round);
      onRound?.(this.rounds.at(-1)!);
      if (ended) return ended;
    }
    return 'round-cap';
  }

  private async playRound(round: number): Promise<MatchOutcome | null> {
    const { rules, ledger, traders } = this.setting;
    const before = ledger.state();
    const call = this.calls.callNext;
    const active = this.drawActive(call);
    const bids = await collectBids(this.seats, active, traders, before, round, this.prices, call, rules);
    const measure = measureGap(this.seats, before, this.prices.announced, bids.best);
    const certified = active.size === this.seats.length && measure.gap <= rules.epsilon * measure.scale;
    const newOrders = certified ? 0 : await this.place(bids.placements);
    const clearing = certified ? null : await this.clear(round, newOrders);
    const after = ledger.state();
    this.record(round, { call, active: active.size, newOrders, clearing, measure, after });
    if (!clearing) return 'converged';
    const announced = await this.dealer.announce(this.dealerView(round, newOrders, after), clearing);
    const pricesMoved = announced.some((price, r) => Math.abs(price - this.prices.announced[r]!) > 1e-9);
    this.prices = { announced, previous: this.prices.announced };
    await this.tellTraders(round, clearing, after);
    this.calls.observe({ call, settled: clearing.settled, newOrders, pricesMoved });
    return this.calls.stalled || this.circles.repeats(after, announced) ? 'stalled' : null;
  }

  /** The seats that take part: all in a call, else each with the probability of the rules. */
  private drawActive(call: boolean): ReadonlySet<number> {
    const { participation } = this.setting.rules;
    return new Set(
      this.seats
        .filter(({ participant }) => {
          const drawn = participation === 1 || this.participation.next() < participation;
          return call || drawn || participant.role === 'grid';
        })
        .map((seat) => seat.index),
    );
  }

  private async place(placements: Awaited<ReturnType<typeof collectBids>>['placements']): Promise<number> {
    await this.setting.ledger.submit(
      placements.map(({ seat, orders }) => ({ seat, orders: orders.map((order) => order.ledger) })),
    );
    for (const { seat, orders } of placements)
      this.seats[seat]!.book = [...this.seats[seat]!.book, ...orders];
    return placements.reduce(
      (sum, { seat, orders }) => sum + (this.seats[seat]!.participant.role === 'agent' ? orders.length : 0),
      0,
    );
  }

  private async clear(round: number, newOrders: number): Promise<ClearingResult> {
    const { ledger, solver } = this.setting;
    const state = ledger.state();
    const supply = await this.dealer.supply(this.dealerView(round, newOrders, state), state);
    const cost = this.seats.reduce((sum, seat) => sum + seat.cost, 0);
    return clearRound(ledger, state, supply, Math.max(1, Math.abs(cost)), solver);
  }

  /** Books the trades with the seats, restates orders where the rules say so, and tells the strategies. */
  private async tellTraders(round: number, clearing: ClearingResult, after: LedgerState): Promise<void> {
    const { rules, ledger, traders } = this.setting;
    const restated: { seat: number; orders: readonly PlacedOrder[] }[] = [];
    for (const { seat: index, delivered, payment } of clearing.deliveries) {
      const seat = this.seats[index]!;
      const account = after.seats[index]!;
      const costBefore = seat.cost;
      const cleared = seat.traded(account, payment);
      delivered.forEach((quantity, r) => (this.volume[r]! += Math.max(0, Number(quantity) / 1e9)));
      if (rules.book !== 'rebase' || seat.participant.role === 'grid') continue;
      const { placed, parked } = restate(cleared, account, seat.cost - costBefore);
      seat.parked = parked;
      restated.push({ seat: index, orders: placed });
    }
    await this.place(restated.filter(({ orders }) => orders.length > 0));
    const state = ledger.state();
    const told = clearing.deliveries.filter(
      ({ seat }) => this.seats[seat]!.participant.role === 'agent' && !this.seats[seat]!.benched,
    );
    const answers = await traders.settled(
      told.map(({ seat, delivered, payment }) => ({
        seat,
        trade: {
          round,
          delivered: quantitiesToNumbers(delivered),
          payment: moneyToNumber(payment),
          prices: clearing.prices.slice(),
        },
        view: viewOfSeat(this.seats[seat]!, state, round, this.prices, false),
      })),
    );
    answers.forEach((answer, index) => {
      if (answer.outcome !== 'ok')
        this.seats[told[index]!.seat]!.fail(
          { round, kind: answer.outcome, reason: answer.reason },
          rules.errorBudget,
        );
    });
  }

  private record(
    round: number,
    happened: {
      call: boolean;
      active: number;
      newOrders: number;
      clearing: ClearingResult | null;
      measure: ReturnType<typeof measureGap>;
      after: LedgerState;
    },
  ): void {
    const { call, active, newOrders, clearing, measure, after } = happened;
    this.rounds.push({
      round,
      call,
      participants: active,
      announced: Array.from(this.prices.announced),
      prices: Array.from(clearing?.prices ?? this.prices.announced),
      newOrders,
      openOrders: after.seats.reduce((sum, seat) => sum + seat.orders.length, 0),
      settled: clearing?.settled ?? false,
      surplus: clearing?.surplus ?? 0,
      trades: (clearing?.deliveries ?? []).map(({ seat, delivered, payment }) => ({
        seat,
        delivered: Array.from(quantitiesToNumbers(delivered)),
        payment: moneyToNumber(payment),
      })),
      gap: measure.gap,
      lowerBound: measure.lowerBound,
      cost: measure.cost,
    });
  }

  private briefing(seat: Seat, agents: number): SeatBriefing {
    const { instance, rules, fees, tariff } = this.setting;
    const { problem, endowment, cash } = seat.participant;
    return {
      seat: seat.index,
      agents,
      resources: instance.resources,
      roundCap: rules.roundCap,
      problem,
      endowment: endowment.slice(),
      cash,
      fees: fees?.slice() ?? new Float64Array(instance.resources.length),
      ...(tariff ? { grid: tariff } : {}),
    };
  }

  private dealerView(round: number, newOrders: number, state: LedgerState): DealerView {
    return {
      round,
      prices: pricesToNumbers(state.prices),
      inventory: quantitiesToNumbers(state.inventory),
      cash: moneyToNumber(state.dealerCash),
      openOrders: state.seats.reduce((sum, seat) => sum + seat.orders.length, 0),
      newOrders,
      volume: this.volume.slice(),
    };
  }
}

function totalOf({ participants, dealer }: MarketInstance): Float64Array {
  const total = dealer.endowment.slice();
  for (const { endowment } of participants) {
    if (endowment.length !== total.length)
      throw new MarketError(
        'bad-instance',
        `an endowment has ${endowment.length} entries, not ${total.length}`,
      );
    endowment.forEach((quantity, r) => (total[r]! += quantity));
  }
  return total;
}
