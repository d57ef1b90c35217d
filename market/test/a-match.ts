import { createHighsSolver } from '#market/lp/highs-solver.js';
import { defaultRules, type MarketInstance, type MarketRules } from '#market/instance.js';
import type { LedgerState } from '#market/ledger/ledger.port.js';

import type { LpSolver } from '#market/lp/lp-solver.port.js';
import { buildReport } from '#market/match/build-report.js';
import { playMatch, type PlayedMatch } from '#market/match/play-match.js';
import type { MatchReport } from '#market/match/report.js';
import type { DealerDesk, Traders } from '#market/match/traders.port.js';
import { centralOptimum } from '#market/referee/central-optimum.js';
import { inProcessDealer } from '#sandbox/in-process/in-process-dealer.js';
import { inProcessTraders, type SeatPlugin } from '#sandbox/in-process/in-process-traders.js';
import { loadAgent, loadDealer } from '#sandbox/in-process/load-plugin.js';
import { StrictLedger } from './strict-ledger.js';
import type { DealerPlugin } from '#plugins/sdk/index.js';

/** A finished match with everything a test asks about it. */
export interface FinishedMatch {
  readonly played: PlayedMatch;
  readonly report: MatchReport;
}

let solver: Promise<LpSolver> | undefined;
/** One solver for all tests of a file, as a worker has one for all its matches. */
export function theSolver(): Promise<LpSolver> {
  return (solver ??= createHighsSolver());
}

/** Starts the sentence: `aMatch().on(market).with('truthful').over(600).rounds()`. */
export function aMatch(): MatchBuilder {
  return new MatchBuilder();
}

class MatchBuilder {
  private instance: MarketInstance | undefined;
  private agents: readonly (string | SeatPlugin)[] = ['truthful'];
  private policy: string | DealerPlugin = 'passive';
  private traders: Traders | undefined;
  private desk: DealerDesk | undefined;
  private changes: Partial<MarketRules> = {};
  private seed = 'match';
  private fees: Float64Array | undefined;
  private tariff: { readonly retail: Float64Array; readonly feedIn: Float64Array } | undefined;

  on(instance: MarketInstance): this {
    this.instance = instance;
    return this;
  }

  /** Reference agents by name, or definitions; dealt to the seats in turn. */
  with(...agents: readonly (string | SeatPlugin)[]): this {
    this.agents = agents;
    return this;
  }

  /** Whatever answers for all seats. */
  played(by: Traders): this {
    this.traders = by;
    return this;
  }

  dealtBy(policy: string | DealerPlugin | DealerDesk): this {
    if (typeof policy === 'object' && 'quote' in policy) this.desk = policy;
    else this.policy = policy;
    return this;
  }

  under(changes: Partial<MarketRules>): this {
    this.changes = { ...this.changes, ...changes };
    return this;
  }

  seeded(seed: string): this {
    this.seed = seed;
    return this;
  }

  /** What a community's strategies are told: fees and tariffs, m each. */
  told(fees: Float64Array, tariff?: { readonly retail: Float64Array; readonly feedIn: Float64Array }): this {
    this.fees = fees;
    this.tariff = tariff;
    return this;
  }

  over(roundCap: number): { rounds(): Promise<FinishedMatch> } {
    return { rounds: () => this.under({ roundCap }).play() };
  }

  private async play(): Promise<FinishedMatch> {
    const { instance, seed, fees, tariff } = this;
    if (!instance) throw new TypeError('a match needs a market to be played on');
    const solver = await theSolver();
    const seats = instance.participants.filter(({ role }) => role === 'agent').length;
    const traders =
      this.traders ?? inProcessTraders({ solver, seed, plugins: await seatPlugins(this.agents, seats) });
    const dealer = this.desk ?? inProcessDealer({ plugin: await dealerPlugin(this.policy), seed });
    try {
      const played = await playMatch({
        instance,
        rules: { ...defaultRules, ...this.changes },
        seed,
        ...(fees ? { fees } : {}),
        ...(tariff ? { tariff } : {}),
        traders,
        dealer,
        ledger: new StrictLedger(),
        solver,
        clock: { now: () => 0 },
      });
      const report = reportOf(played, instance, solver, fees);
      return { played, report };
    } finally {
      await traders.close();
      await dealer.close();
    }
  }
}

const loadedAgents = new Map<string, ReturnType<typeof loadAgent>>();
const loadedDealers = new Map<string, ReturnType<typeof loadDealer>>();

function seatPlugins(agents: readonly (string | SeatPlugin)[], seats: number): Promise<SeatPlugin[]> {
  return Promise.all(
    Array.from({ length: seats }, async (_, seat) => {
      const agent = agents[seat % agents.length]!;
      return typeof agent === 'string' ? loadedOnce(loadedAgents, agent, loadAgent) : agent;
    }),
  );
}

async function dealerPlugin(
  policy: string | DealerPlugin,
): Promise<DealerPlugin | Awaited<ReturnType<typeof loadDealer>>> {
  return typeof policy === 'string' ? loadedOnce(loadedDealers, policy, loadDealer) : policy;
}

function loadedOnce<T>(
  loaded: Map<string, Promise<T>>,
  name: string,
  load: (name: string) => Promise<T>,
): Promise<T> {
  const known = loaded.get(name) ?? load(name);
  loaded.set(name, known);
  return known;
}

function reportOf(
  played: PlayedMatch,
  instance: MarketInstance,
  solver: LpSolver,
  fees: Float64Array = new Float64Array(instance.resources.length),
): MatchReport {
  return buildReport(played, {
    id: 'match',
    scenario: instance.id,
    seed: 'match',
    engine: { version: '0', commit: '0' },
    instance,
    plugins: [],
    execution: 'in-process',
    roundCap: 100,
    dealer: { name: 'dealer', version: '1', sha256: '' },
    fees,
    optimum: centralOptimum(instance, solver),
    chain: { network: 'memory', contract: null, transactions: 0, gas: 0, blocks: 0 },
    references: { gridOnly: null, midMarketRate: null },
    kpis: {},
    solver: { seconds: 0, solves: 0 },
  });
}

/** All there is in ledger units, every holder added up. */
export function totalsOf({ seats, inventory, dealerCash }: LedgerState): {
  resources: bigint[];
  cash: bigint;
} {
  return {
    resources: inventory.map((held, r) => seats.reduce((sum, { allocation }) => sum + allocation[r]!, held)),
    cash: seats.reduce((sum, { cash }) => sum + cash, dealerCash),
  };
}
