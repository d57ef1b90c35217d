import { createHighsSolver } from '#market/lp/highs-solver.js';
import { defaultRules, type MarketInstance, type MarketRules } from '#market/instance.js';
import type { LedgerState } from '#market/ledger/ledger.port.js';

import type { LpSolver } from '#market/lp/lp-solver.port.js';
import { buildReport } from '#market/match/build-report.js';
import { playMatch, type PlayedMatch } from '#market/match/play-match.js';
import type { MatchSetting } from '#market/match/match-setting.js';
import type { FullReport } from '#market/match/report/full-report.js';
import type { DealerDesk, Traders } from '../traders.port.js';
import { centralOptimum } from '#market/referee/central-optimum.js';
import { dealtToSeats } from '#market/seating.js';
import { Here } from '#sandbox/here/here.js';
import { OwnPlugin } from '#sandbox/here/own-plugin.js';
import { sandboxDealer } from '#sandbox/seats/dealer.js';
import { sandboxTraders } from '#sandbox/seats/traders.js';
import { StrictLedger } from './strict-ledger.js';
import type { AgentPlugin, DealerPlugin } from '#plugins/sdk/index.js';

/** A finished match with everything a test asks about it. */
export interface FinishedMatch {
  readonly played: PlayedMatch;
  readonly report: FullReport;
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
  private agents: readonly (string | AgentPlugin)[] = ['truthful'];
  private policy: string | DealerPlugin = 'passive';
  private traders: Traders | undefined;
  private desk: DealerDesk | undefined;
  private changes: Partial<MarketRules> = {};
  private seed = 'match';
  private playing: (setting: MatchSetting) => Promise<PlayedMatch> = playMatch;
  private secondsPerLook = 0;
  private secondsPerAnswer = 0;
  private fees: Float64Array | undefined;
  private gas: readonly bigint[] = [];
  private tariff: { readonly retail: Float64Array; readonly feedIn: Float64Array } | undefined;

  on(instance: MarketInstance): this {
    this.instance = instance;
    return this;
  }

  /** Reference agents by name, or definitions; dealt to the seats in turn. */
  with(...agents: readonly (string | AgentPlugin)[]): this {
    this.agents = agents;
    return this;
  }

  /** Whatever answers for all seats. */
  played(by: Traders): this {
    this.traders = by;
    return this;
  }

  /** How they come together; default: by bundle trading. */
  by(playing: (setting: MatchSetting) => Promise<PlayedMatch>): this {
    this.playing = playing;
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

  /** Seconds that pass whenever somebody looks at the clock; default: none. */
  whileTimePasses(seconds: number): this {
    this.secondsPerLook = seconds;
    return this;
  }

  seeded(seed: string): this {
    this.seed = seed;
    return this;
  }

  /** Seconds that pass whenever the strategies are asked for their orders. */
  whileStrategiesTake(seconds: number): this {
    this.secondsPerAnswer = seconds;
    return this;
  }

  /** What a community's strategies are told: fees and tariffs, m each. */
  told(fees: Float64Array, tariff?: { readonly retail: Float64Array; readonly feedIn: Float64Array }): this {
    this.fees = fees;
    this.tariff = tariff;
    return this;
  }

  /** What the chain took of each seat, and of the dealer last, in money units; default: no chain. */
  paying(gas: readonly bigint[]): this {
    this.gas = gas;
    return this;
  }

  over(roundCap: number): { rounds(): Promise<FinishedMatch> } {
    return { rounds: () => this.under({ roundCap }).play() };
  }

  private async play(): Promise<FinishedMatch> {
    const { instance, seed, fees, tariff, secondsPerLook, secondsPerAnswer } = this;
    let now = 0;
    if (!instance) throw new TypeError('a match needs a market to be played on');
    const solver = await theSolver();
    const seats = instance.participants.filter(({ role }) => role === 'agent').length;
    const pool = new Here(solver);
    const traders =
      this.traders ?? sandboxTraders({ pool, seed, plugins: await seatPlugins(this.agents, seats, pool) });
    const dealer =
      this.desk ?? sandboxDealer({ pool, seed, plugin: await ownPlugin(this.policy, 'dealer', pool) });
    try {
      const played = await this.playing({
        instance,
        rules: { ...defaultRules, ...this.changes },
        seed,
        ...(fees ? { fees } : {}),
        ...(tariff ? { tariff } : {}),
        traders: {
          create: (briefings) => traders.create(briefings),
          bid: (calls) => {
            now += secondsPerAnswer;
            return traders.bid(calls);
          },
          settled: (calls) => traders.settled(calls),
          close: () => traders.close(),
        },
        dealer,
        ledger: new StrictLedger(),
        solver,
        clock: { now: () => (now += secondsPerLook) },
      });
      const report = reportOf(played, instance, solver, this.gas, fees);
      return { played, report };
    } finally {
      await traders.close();
      await dealer.close();
    }
  }
}

function seatPlugins(
  agents: readonly (string | AgentPlugin)[],
  seats: number,
  pool: Here,
): Promise<OwnPlugin[]> {
  return Promise.all(dealtToSeats(agents, seats).map((agent) => ownPlugin(agent, 'agent', pool)));
}

const loaded = new Map<string, Promise<OwnPlugin>>();

async function ownPlugin(
  plugin: string | AgentPlugin | DealerPlugin,
  kind: 'agent' | 'dealer',
  pool: Here,
): Promise<OwnPlugin> {
  if (typeof plugin !== 'string') return OwnPlugin.of(plugin);
  const known = loaded.get(`${kind} ${plugin}`) ?? OwnPlugin.load(plugin, kind, pool);
  loaded.set(`${kind} ${plugin}`, known);
  return known;
}

function reportOf(
  played: PlayedMatch,
  instance: MarketInstance,
  solver: LpSolver,
  gas: readonly bigint[],
  fees: Float64Array = new Float64Array(instance.resources.length),
): FullReport {
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
    chain: {
      ...{ network: 'memory', contract: null, transactions: 0, gas: 0, blocks: 0 },
      ...(gas.length > 0 && { senders: gas.map((paid) => ({ paid: paid.toString() })) }),
    },
    references: { midMarketRate: null },
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
