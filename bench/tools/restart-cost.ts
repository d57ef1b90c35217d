import { ChainLedger } from '#contracts/client/chain-ledger.js';
import type { EmbeddedChain } from '#contracts/service/embedded-chain.js';
import type { DrawnMarket, Scenario } from '#leagues/scenario-files/scenario.js';
import type { Ledger } from '#market/ledger/ledger.port.js';
import { MemoryLedger } from '#market/ledger/memory-ledger.js';
import type { LpSolver } from '#market/lp/lp-solver.port.js';
import { playMatch } from '#market/match/play-match.js';
import { agentSeatCount, dealtToSeats } from '#market/seating.js';
import { Here } from '#sandbox/here/here.js';
import { OwnPlugin } from '#sandbox/here/own-plugin.js';
import { sandboxDealer } from '#sandbox/seats/dealer.js';
import { sandboxTraders } from '#sandbox/seats/traders.js';
import { processorSpent } from '../processor-time.js';
import type { BenchField } from './fields.js';
import { timingTools, type ToolCost } from './tool-time.js';
import { withWarmTools } from './warm-tools.js';

/** A round's mean over matches. */
interface RoundCost {
  /** processor time of the match, all processes */
  readonly match: number;
  readonly tools: ToolCost;
}

/** What it costs that every question of a round starts from the round's own basis. */
export interface RestartCost {
  readonly scenario: string;
  readonly ledger: 'memory' | 'chain';
  readonly field: string;
  readonly pairs: number;
  /** with tools as they are: functions of the round and the question */
  readonly functions: RoundCost;
  /** each question starting where the one before ended */
  readonly warm: RoundCost;
  /** what the tools take more, over what the match takes with warm ones: median over the pairs of matches, and their quartiles */
  readonly more: { readonly median: number; readonly low: number; readonly high: number };
}

/** Where matches are measured; all of it stays warm from one to the next. */
export interface RestartBench {
  readonly solver: LpSolver;
  /** null: in memory, where a match takes no time besides */
  readonly chain: EmbeddedChain | null;
}

type Kind = 'functions' | 'warm';
interface Cost {
  readonly match: number;
  readonly tools: ToolCost;
  readonly rounds: number;
}

/** The same matches with either kind of tools, in pairs, every other one turned round: what else the machine does falls on both. */
export async function measureRestarts(
  scenario: Scenario,
  field: BenchField,
  pairs: number,
  bench: RestartBench,
): Promise<RestartCost> {
  const play = await matchesOf(field, bench);
  const played = (kind: Kind, seed: string): Promise<Cost> => {
    globalThis.gc?.(); // nobody pays for what the other left behind
    const drawn = scenario.draw(seed);
    return kind === 'warm' ? withWarmTools(() => play(drawn, seed)) : play(drawn, seed);
  };
  for (const kind of ['functions', 'warm'] as const) await played(kind, 'warm-up');
  const costs: Record<Kind, Cost[]> = { functions: [], warm: [] };
  for (let pair = 1; pair <= pairs; pair++) {
    const order: readonly Kind[] = pair % 2 === 0 ? ['warm', 'functions'] : ['functions', 'warm'];
    for (const kind of order) costs[kind].push(await played(kind, String(pair)));
  }
  const more = costs.functions.map((cost, pair) => {
    const [functions, warm] = [perRound([cost]), perRound([costs.warm[pair]!])];
    return (functions.tools.milliseconds - warm.tools.milliseconds) / warm.match;
  });
  more.sort((a, b) => a - b);
  const at = (part: number): number => more[Math.round(part * (more.length - 1))]!;
  return {
    ...{ scenario: scenario.id, ledger: bench.chain ? 'chain' : 'memory', field: field.name, pairs },
    ...{ functions: perRound(costs.functions), warm: perRound(costs.warm) },
    more: { median: at(0.5), low: at(0.25), high: at(0.75) },
  };
}

function perRound(costs: readonly Cost[]): RoundCost {
  const sum = (figure: (cost: Cost) => number): number => costs.reduce((all, cost) => all + figure(cost), 0);
  const mean = (figure: (cost: Cost) => number): number => sum(figure) / sum(({ rounds }) => rounds);
  return {
    match: mean(({ match }) => match),
    tools: {
      milliseconds: mean(({ tools }) => tools.milliseconds),
      solves: mean(({ tools }) => tools.solves),
      iterations: mean(({ tools }) => tools.iterations),
    },
  };
}

/** Plays markets with the field's strategies and a passive dealer, all in this process but the chain. */
async function matchesOf(
  { strategies }: BenchField,
  { solver, chain }: RestartBench,
): Promise<(drawn: DrawnMarket, seed: string) => Promise<Cost>> {
  const pool = new Here(solver);
  const plugins = await Promise.all(
    strategies.map(async (one) =>
      typeof one === 'string' ? OwnPlugin.load(one, 'agent', pool) : OwnPlugin.of(one),
    ),
  );
  const policy = await OwnPlugin.load('passive', 'dealer', pool);
  const used = (): number =>
    processorSpent((chain?.processes ?? []).flatMap(({ pid }) => (pid === undefined ? [] : [pid])));
  return async ({ instance, rules }, seed) => {
    const lease = await chain?.lease();
    const ledger: Ledger = lease
      ? new ChainLedger(lease, { match: `bench/${lease.instance}` })
      : new MemoryLedger();
    const before = used();
    const seats = dealtToSeats(plugins, agentSeatCount(instance));
    const traders = sandboxTraders({ pool, plugins: seats, seed });
    const dealer = sandboxDealer({ pool, plugin: policy, seed });
    const clock = { now: () => performance.now() / 1000 };
    const { result, tools } = await timingTools(solver.statistics, () =>
      playMatch({ instance, rules, seed, traders, dealer, ledger, solver, clock }),
    );
    await traders.close();
    await dealer.close();
    const cost = { match: used() - before, tools, rounds: result.rounds.length };
    await lease?.release();
    return cost;
  };
}
