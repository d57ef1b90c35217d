import type { MatchReport, RoundRecord, SeatReport } from '#market/match/report.js';
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
    const report: MatchReport = {
      id: this.id,
      scenario: this.scenario,
      seed: `block-${this.block}`,
      engine: { version: '1', commit: 'test' },
      seats: savings.map((_, seat) => ({
        seat,
        plugin: this.teams[seat % this.teams.length]!,
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
      cost: this.cost,
      efficiency: this.noTrade === this.best ? 1 : (this.noTrade - this.cost) / (this.noTrade - this.best),
      gap: this.gaps.at(-1) ?? Infinity,
      gapPerRound: this.gaps,
      lowerBoundPerRound: this.gaps.map(() => this.best),
      prices: [1],
      optimalPrices: [1],
      allocation: savings.map(() => [0]),
      inventory: this.inventory,
      cash: savings.map(() => 100),
      dealerCash: this.dealerCash,
      fees: 0,
      perSeat: savings.map((saving, seat) => aSeat(seat, saving)),
      chain: { network: 'memory', contract: '', transactions: 0, gas: 0, blocks: 0 },
      conservation: { resources: ['0'], cash: '0' },
      references: { noTrade: this.noTrade, optimum: this.best, gridOnly: null, midMarketRate: null },
      kpis: {},
      timingDependent: false,
      timing: { seconds: 0, solverSeconds: 0, solves: 0 },
      resultHash: this.id.padStart(64, '0'),
    };
    const { id, block, scenario, dealer, teams } = this;
    const place = { id, block, scenario, dealer, teams };
    return this.rounds ? { place, report, rounds: this.rounds } : { place, report };
  }
}

export function aMatch(id: string): MatchBuilder {
  return new MatchBuilder(id);
}

function aSeat(seat: number, saving: number): SeatReport {
  const money = { costBefore: 10, cost: 10 - saving, payment: 0, fees: 0, gas: 0, wealth: 0, saving };
  return { seat, id: `household-${seat}`, role: 'agent', ...money, surplusShare: null, failures: [] };
}

function aRound(round: number, delivered: readonly number[]): RoundRecord {
  const prices = delivered.map(() => 1);
  const trades = [{ seat: 0, delivered, payment: 0 }];
  const book = { newOrders: 1, openOrders: 0, settled: true, surplus: 1, gap: 0, lowerBound: 0, cost: 0 };
  return { round, call: false, participants: 1, announced: prices, prices, trades, ...book };
}
