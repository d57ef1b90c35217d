import type { FullReport } from '#market/match/report/full-report.js';
import type { MatchReport, RoundRecord, SeatReport } from '#market/match/report/report.js';
import { moneyNearest } from '#market/ledger/units.js';
import type { GainPart } from '#market/referee/gain-account.js';
import { playerOf } from '#market/seating.js';
import type { MatchResult } from '../metrics/match-result.js';

/**
 * A match result that reads as a sentence:
 * `aMatch('1').inBlock(1).of('A', 'B').from(10).to(2).optimum(0).saving(5, 3).over(1, 0.2).result()`.
 * One household per team unless more savings are given; money in round numbers.
 */
export class MatchBuilder {
  private block = 1;
  private scenario = 'street';
  private dealer = 'passive';
  private teams: readonly string[] = ['A'];
  private noTrade = 10;
  private cost = 0;
  private best = 0;
  private savings: readonly number[] = [];
  private gaps: readonly number[] = [0];
  private outcome: MatchReport['outcome'] = 'converged';
  private dealerCash = 0;
  private inventory: readonly number[] = [0];
  private rounds: readonly RoundRecord[] | undefined;
  private cap = 10;
  private alone: number | null = null;
  private gridsPart = 0;
  private fees = 0;

  constructor(private readonly id: string) {}

  inBlock(block: number): this {
    this.block = block;
    return this;
  }

  in(scenario: string): this {
    this.scenario = scenario;
    return this;
  }

  dealtBy(dealer: string, cash = 0): this {
    this.dealer = dealer;
    this.dealerCash = cash;
    return this;
  }

  of(...teams: string[]): this {
    this.teams = teams;
    return this;
  }

  from(noTrade: number): this {
    this.noTrade = noTrade;
    return this;
  }

  to(cost: number): this {
    this.cost = cost;
    return this;
  }

  /** cost with the grid alone, the dealer's plant included; default: there is no grid */
  gridOnly(cost: number): this {
    this.alone = cost;
    return this;
  }

  /** what the grid made of the market */
  givingTheGrid(saving: number): this {
    this.gridsPart = saving;
    return this;
  }

  /** local fees, paid by the first household */
  charging(fees: number): this {
    this.fees = fees;
    return this;
  }

  optimum(best: number): this {
    this.best = best;
    return this;
  }

  /** one saving per household, in seat order */
  saving(...savings: number[]): this {
    this.savings = savings;
    return this;
  }

  /** gap per round, relative to the attainable surplus */
  over(...gaps: number[]): this {
    this.gaps = gaps;
    return this;
  }

  cappedAt(cap: number): this {
    this.cap = cap;
    return this;
  }

  ending(outcome: MatchReport['outcome']): this {
    this.outcome = outcome;
    return this;
  }

  /** what the dealer holds at the end, and what each round delivered to seat 0 */
  leaving(inventory: readonly number[], ...delivered: (readonly number[])[]): this {
    this.inventory = inventory;
    this.rounds = delivered.map((quantities, i) => aRound(i + 1, quantities));
    return this;
  }

  result(): MatchResult {
    const savings = this.savings.length > 0 ? this.savings : this.teams.map(() => 0);
    const baseline = this.alone ?? this.noTrade;
    const grid =
      this.alone === null ? [] : [aSeat(savings.length, this.gridsPart, 'grid', baseline - this.best)];
    const report: FullReport = {
      id: this.id,
      scenario: this.scenario,
      seed: `block-${this.block}`,
      engine: { version: '1', commit: 'test' },
      seats: savings.map((_, seat) => ({
        seat,
        plugin: playerOf(this.teams, seat),
        version: '1',
        sha256: '00'.repeat(32),
      })),
      execution: 'sandbox',
      dealer: { name: this.dealer, version: '1', sha256: '00'.repeat(32), failures: [] },
      outcome: this.outcome,
      rounds: this.gaps.length,
      roundCap: this.cap,
      optimum: this.best,
      noTrade: this.noTrade,
      baseline,
      cost: this.cost,
      efficiency: baseline === this.best ? 1 : (baseline - this.cost) / (baseline - this.best),
      gap: this.gaps.at(-1) ?? Infinity,
      gapPerRound: this.gaps,
      lowerBoundPerRound: this.gaps.map(() => this.best),
      prices: [1],
      optimalPrices: [1],
      allocation: savings.map(() => [0]),
      inventory: this.inventory,
      cash: savings.map(() => 100),
      dealerCash: this.dealerCash,
      fees: this.fees,
      perSeat: [
        ...savings.map((saving, seat) => aSeat(seat, saving, 'agent', baseline - this.best)),
        ...grid,
      ],
      ...this.accountOf(savings, baseline),
      chain: { network: 'memory', contract: null, transactions: 0, gas: 0, blocks: 0 },
      conservation: { resources: ['0'], cash: '0' },
      references: { noTrade: this.noTrade, optimum: this.best, gridOnly: this.alone, midMarketRate: null },
      kpis: {},
      timingDependent: false,
      timing: { seconds: 0, solverSeconds: 0, solves: 0 },
      resultHash: this.id.padStart(64, '0'),
    };
    const { id, block, scenario, dealer, teams } = this;
    const place = { id, block, scenario, dealer, teams };
    return this.rounds ? { place, report, rounds: this.rounds } : { place, report };
  }

  /** rounds with the gaps that the match had, in money */
  records(): RoundRecord[] {
    const attainable = (this.alone ?? this.noTrade) - this.best;
    return this.gaps.map((gap, i) => ({ ...aRound(i + 1, [0]), gap: gap * attainable }));
  }

  /** As the sentence says, whether it adds up or not. */
  private accountOf(
    savings: readonly number[],
    baseline: number,
  ): Pick<FullReport, 'account' | 'gainShares'> {
    const units = (amount: number): string => moneyNearest(amount).toString();
    const gain = baseline - this.cost + this.fees;
    const parts = {
      households: savings.reduce((sum, one) => sum + one, 0),
      grid: this.gridsPart,
      dealer: this.dealerCash - (this.noTrade - baseline),
      fees: this.fees,
    };
    const of = <T>(show: (amount: number) => T): Record<GainPart, T> => ({
      ...{ households: show(parts.households), grid: show(parts.grid) },
      ...{ dealer: show(parts.dealer), fees: show(parts.fees) },
    });
    return {
      account: { gain: units(gain), ...of(units) },
      gainShares: gain > 0 ? of((amount) => amount / gain) : null,
    };
  }
}

export function aMatch(id: string): MatchBuilder {
  return new MatchBuilder(id);
}

function aSeat(seat: number, saving: number, role: SeatReport['role'], attainable: number): SeatReport {
  const money = { costBefore: 10, cost: 10 - saving, payment: 0, fees: 0, gas: 0, wealth: 0, saving };
  const surplusShare = attainable > 0 ? saving / attainable : null;
  return { seat, id: `${role}-${seat}`, role, ...money, surplusShare, failures: [] };
}

function aRound(round: number, delivered: readonly number[]): RoundRecord {
  const prices = delivered.map(() => 1);
  const trades = [{ seat: 0, delivered, payment: 0 }];
  const book = { newOrders: 1, openOrders: 0, settled: true, surplus: 1, gap: 0, lowerBound: 0, cost: 0 };
  return { round, call: false, participants: 1, announced: prices, prices, trades, ...book };
}
