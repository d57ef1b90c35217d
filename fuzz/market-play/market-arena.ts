import { ChainLedger } from '#contracts/client/chain-ledger.js';
import type { Ledger, LedgerSummary } from '#market/ledger/ledger.port.js';
import { MemoryLedger } from '#market/ledger/memory-ledger.js';
import { moneyDown } from '#market/ledger/units.js';
import { createHighsSolver } from '#market/lp/highs-solver.js';
import type { LpSolver } from '#market/lp/lp-solver.port.js';
import type { ClearingResult } from '#market/match/rounds/clearing-round.js';
import { playMatch, type PlayedMatch } from '#market/match/play-match.js';
import { resultHash } from '#market/match/result-hash.js';
import type { DealerDesk } from '#market/traders.port.js';
import { auditConservation, isConserved } from '#market/referee/audit.js';
import { Here } from '#sandbox/here/here.js';
import { OwnPlugin } from '#sandbox/here/own-plugin.js';
import { sandboxTraders } from '#sandbox/seats/traders.js';
import { ArenaChains } from './arena-chains.js';
import { drawCase, type CaseMarket, type MarketCase } from './market-case.js';
import { withHostileSeats, type HostileSeats } from './scripted-traders.js';
import { WatchedLedger } from './watched-ledger.js';

/** Who plays one match of a case: made anew for every ledger. */
export interface Players {
  /** the seats that are not truthful, of so many */
  hostile(agents: number): HostileSeats;
  dealer(market: CaseMarket): DealerDesk;
  readonly honestDealer: boolean;
}

interface PlayedCase {
  readonly match: PlayedMatch;
  readonly summary: LedgerSummary;
}

/** Plays cases among truthful agents, in memory and on chains, and judges what came of them. */
export class MarketArena {
  private cases = 0;
  private readonly chains = new ArenaChains();

  private constructor(
    private readonly solver: LpSolver,
    private readonly pool: Here,
    private readonly truthful: OwnPlugin,
  ) {}

  static async open(): Promise<MarketArena> {
    const solver = await createHighsSolver();
    const pool = new Here(solver);
    const truthful = await OwnPlugin.load('truthful', 'agent', pool);
    return new MarketArena(solver, pool, truthful);
  }

  /** A reference dealer, and where it runs. */
  async dealer(name: string): Promise<{ pool: Here; plugin: OwnPlugin }> {
    return { pool: this.pool, plugin: await OwnPlugin.load(name, 'dealer', this.pool) };
  }

  close(): Promise<void> {
    return this.chains.close();
  }

  /** Throws, in words, what a match must never do. */
  async judge(attack: MarketCase, players: Players): Promise<void> {
    const market = await drawCase(attack);
    const inMemory = await this.play(attack, market, players, new MemoryLedger());
    if (!attack.onChain) return;
    const { purse, sealed = false } = attack;
    const options = { match: `fuzz ${this.cases++}`, gasPurse: moneyDown(purse ?? 0), sealed };
    const onChains = await this.chains.onEach(attack, (lease) =>
      this.play(attack, market, players, new ChainLedger(lease, options)),
    );
    for (const [engine, onChain] of onChains) {
      if (resultHash(onChain.match) !== resultHash(inMemory.match))
        throw new Error(`memory and the chain of ${engine} differ: ${told(inMemory)} and ${told(onChain)}`);
      const [, first] = onChains[0]!;
      if (onChain.summary.transactions !== first.summary.transactions)
        throw new Error(
          `a chain of ${engine} takes ${onChain.summary.transactions} transactions; the first ${first.summary.transactions}`,
        );
    }
  }

  private async play(
    { seed }: MarketCase,
    { instance, rules, fees, tariff }: CaseMarket,
    players: Players,
    ledger: Ledger,
  ): Promise<PlayedCase> {
    const { solver, pool } = this;
    const agents = instance.participants.filter(({ role }) => role === 'agent');
    const hostile = players.hostile(agents.length);
    const honest = agents.filter((_, seat) => !hostile.has(seat)).map(() => this.truthful);
    const market = { instance, rules, ...(fees ? { fees } : {}), ...(tariff ? { tariff } : {}) };
    const traders = withHostileSeats(
      sandboxTraders({ pool, plugins: honest, seed, limits: { ...pool.limits, orders: rules.maxOrders } }),
      hostile,
    );
    const dealer = players.dealer(market);
    const clock = { now: () => 0 };
    try {
      const watched = new WatchedLedger(ledger);
      const onClearing = ({ status }: ClearingResult): void => {
        if (status === 'unsolved' || status === 'refused') throw new Error(`a book that is ${status}`);
      };
      const match = await playMatch({
        ...{ ...market, seed, traders, dealer, ledger: watched, solver, clock, onClearing },
      });
      if (!isConserved(auditConservation(match.opening, match.closing))) throw new Error('void');
      for (const { index, failures } of match.seats)
        if (!hostile.has(index) && failures.length > 0)
          throw new Error(`honest seat ${index} fails: ${JSON.stringify(failures)}`);
      if (players.honestDealer && match.dealer.failures.length > 0)
        throw new Error(`the honest dealer fails: ${JSON.stringify(match.dealer.failures)}`);
      return { match, summary: await ledger.close() };
    } finally {
      await traders.close();
      await dealer.close();
    }
  }
}

function told({ match }: PlayedCase): string {
  return `${resultHash(match)} after ${match.rounds.length} rounds`;
}
