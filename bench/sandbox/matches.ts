import { agentSeatCount, dealtToSeats } from '#market/seating.js';
import { loadScenario } from '#leagues/scenario-files/load-scenario.js';
import type { DrawnMarket } from '#leagues/scenario-files/scenario.js';
import { MemoryLedger } from '#market/ledger/memory-ledger.js';
import { createHighsSolver } from '#market/lp/highs-solver.js';
import { playMatch } from '#market/match/play-match.js';
import type { DealerDesk, Traders } from '#market/traders.port.js';
import { sandboxDealer } from '#sandbox/seats/dealer.js';
import { SandboxPool } from '#sandbox/isolated/sandbox-pool.js';
import { sandboxTraders } from '#sandbox/seats/traders.js';
import type { Submission } from '#sandbox/compile/submission.js';
import { Here } from '#sandbox/here/here.js';
import { OwnPlugin } from '#sandbox/here/own-plugin.js';
import { benchInstance } from '../market/instances.js';
import { processorSpent } from '../processor-time.js';
import { referenceSubmission } from './reference-submission.js';

/** Milliseconds of one match: as a whole, in it the agents' creation and bids, and its processor time (all processes). */
export interface Cost {
  readonly match: number;
  readonly create: number;
  readonly bids: number;
  readonly processor: number;
}

/** Each figure is the best of the repetitions. */
export interface MatchCost {
  readonly agents: number;
  readonly resources: number;
  readonly rounds: number;
  readonly direct: Cost;
  /** one submission on all seats: parent and sandbox process take turns */
  readonly alone: Cost;
  /** the same strategy as four submissions that share the seats: four processes at the same time */
  readonly four: Cost;
  /** the very first match of a fresh process, whose solver is not compiled to the end yet */
  readonly first: Cost;
}

const seed = 'bench';
const roundCap = 20;
/** Calls after which the solver is compiled to the end, in this process and in a sandbox process. */
const WARM_BIDS = 4000;

interface LineUp {
  readonly drawn: DrawnMarket;
  readonly seats: number;
  readonly here: Here;
  readonly plugin: OwnPlugin;
  readonly policy: OwnPlugin;
  readonly submissions: readonly Submission[];
  readonly dealer: Submission;
  readonly pool: SandboxPool;
}

/** What a match takes in processor time, warm: medians over pairs of matches, one here and one in the sandbox. */
export interface PairCost {
  readonly pairs: number;
  readonly rounds: number;
  /** ms of processor time with the plugins in this process, and in the sandbox */
  readonly direct: number;
  readonly sandboxed: number;
  /** of each pair: sandboxed / direct */
  readonly ratio: { readonly low: number; readonly median: number; readonly high: number };
}

/** Honest play (`truthful` on all seats, `passive` dealer), in pairs whose first half alternates. */
export async function measurePairs(drawn: DrawnMarket, pairs: number): Promise<PairCost> {
  const lineUp = await lineUpFor(drawn);
  const { rounds } = await sandboxed(lineUp, 1);
  for (let warm = 0; warm < Math.ceil(WARM_BIDS / (lineUp.seats * rounds)); warm++) {
    await direct(lineUp);
    await sandboxed(lineUp, 1);
  }
  const costs: { direct: number; sandboxed: number }[] = [];
  for (let pair = 0; pair < pairs; pair++) {
    const early = pair % 2 === 0 ? (await direct(lineUp)).processor : undefined;
    const inside = (await sandboxed(lineUp, 1)).processor;
    costs.push({ direct: early ?? (await direct(lineUp)).processor, sandboxed: inside });
  }
  await lineUp.pool.close();
  const sorted = (of: (cost: { direct: number; sandboxed: number }) => number): number[] =>
    costs.map(of).sort((a, b) => a - b);
  const ratios = sorted((cost) => cost.sandboxed / cost.direct);
  const middle = Math.floor(pairs / 2);
  return {
    ...{ pairs, rounds },
    direct: sorted((cost) => cost.direct)[middle]!,
    sandboxed: sorted((cost) => cost.sandboxed)[middle]!,
    ratio: { low: ratios[0]!, median: ratios[middle]!, high: ratios.at(-1)! },
  };
}

/** A shipped scenario's market. */
export async function scenarioMarket(scenario: string): Promise<DrawnMarket> {
  return (await loadScenario(scenario)).draw(seed);
}

/** The community market of a size that `measureMatches` plays too. */
export async function communityMarketOfSize(agents: number, resources: number): Promise<DrawnMarket> {
  return benchInstance('community', agents, resources, seed, roundCap);
}

/** The same community match with plugins in this process and in sandbox processes, taking turns. */
export async function measureMatches(
  agents: number,
  resources: number,
  repetitions: number,
): Promise<MatchCost> {
  const lineUp = await lineUpFor(await communityMarketOfSize(agents, resources));
  const first = await sandboxed(lineUp, 1);
  const warmUps = Math.ceil(WARM_BIDS / (agents * first.rounds));
  const costs = { direct: [] as Cost[], alone: [] as Cost[], four: [] as Cost[] };
  for (let match = 0; match < warmUps + repetitions; match++) {
    // Four processes share what one does alone, so they need four times the matches.
    for (let more = match < warmUps ? 3 : 0; more > 0; more--) await sandboxed(lineUp, 4);
    const played = {
      direct: await direct(lineUp),
      alone: await sandboxed(lineUp, 1),
      four: await sandboxed(lineUp, 4),
    };
    if (match < warmUps) continue;
    costs.direct.push(played.direct);
    costs.alone.push(played.alone);
    costs.four.push(played.four);
  }
  await lineUp.pool.close();
  return {
    agents,
    resources,
    rounds: first.rounds,
    direct: best(costs.direct),
    alone: best(costs.alone),
    four: best(costs.four),
    first: best([first]),
  };
}

async function lineUpFor(drawn: DrawnMarket): Promise<LineUp> {
  const pool = new SandboxPool({ kept: 16 });
  await pool.warmUp();
  const here = new Here(await createHighsSolver());
  return {
    ...{ drawn, pool, here, seats: agentSeatCount(drawn.instance) },
    plugin: await OwnPlugin.load('truthful', 'agent', here),
    policy: await OwnPlugin.load('passive', 'dealer', here),
    submissions: await fourTimes('agents/truthful'),
    dealer: await referenceSubmission('dealers/passive'),
  };
}

/** One strategy as four submissions: their sources differ in a comment. */
async function fourTimes(path: string): Promise<Submission[]> {
  return Promise.all([1, 2, 3, 4].map((copy) => referenceSubmission(path, `\n// ${copy}\n`)));
}

async function direct({ drawn, seats, here, plugin, policy }: LineUp): Promise<Cost> {
  const plugins = Array.from({ length: seats }, () => plugin);
  return measure(
    drawn,
    () => ({
      traders: sandboxTraders({ pool: here, plugins, seed }),
      desk: sandboxDealer({ pool: here, plugin: policy, seed }),
    }),
    () => [],
  );
}

async function sandboxed(
  { drawn, seats, submissions, dealer, pool }: LineUp,
  teams: number,
): Promise<Cost & { readonly rounds: number }> {
  const plugins = dealtToSeats(submissions.slice(0, teams), seats);
  return measure(
    drawn,
    () => ({
      traders: sandboxTraders({ pool, plugins, seed }),
      desk: sandboxDealer({ pool, plugin: dealer, seed }),
    }),
    () => pool.pids,
  );
}

async function measure(
  { instance, rules }: DrawnMarket,
  seatThem: () => { traders: Traders; desk: DealerDesk },
  pids: () => readonly number[],
): Promise<Cost & { readonly rounds: number }> {
  const solver = await createHighsSolver();
  const processorBefore = processorSpent(pids());
  const start = performance.now();
  const { traders, desk } = seatThem();
  const spent = { create: 0, bids: 0 };
  const { rounds } = await playMatch({
    instance,
    rules,
    seed,
    traders: timed(traders, spent),
    dealer: desk,
    ledger: new MemoryLedger(),
    solver,
    clock: { now: () => performance.now() / 1000 },
  });
  await traders.close();
  await desk.close();
  return {
    match: performance.now() - start,
    ...spent,
    processor: processorSpent(pids()) - processorBefore,
    rounds: rounds.length,
  };
}

/** The same traders, with stop watches on creation and bids. */
function timed(traders: Traders, spent: { create: number; bids: number }): Traders {
  const watch = async <T>(what: 'create' | 'bids', work: () => Promise<T>): Promise<T> => {
    const start = performance.now();
    const result = await work();
    spent[what] += performance.now() - start;
    return result;
  };
  return {
    create: (briefings) => watch('create', () => traders.create(briefings)),
    bid: (calls) => watch('bids', () => traders.bid(calls)),
    settled: (calls) => traders.settled(calls),
    close: () => traders.close(),
  };
}

function best(costs: readonly Cost[]): Cost {
  const least = (of: (cost: Cost) => number): number => Math.min(...costs.map(of));
  return {
    match: least(({ match }) => match),
    create: least(({ create }) => create),
    bids: least(({ bids }) => bids),
    processor: least(({ processor }) => processor),
  };
}
