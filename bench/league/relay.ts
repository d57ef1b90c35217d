import { EmbeddedChain, embeddedSecret } from '#contracts/service/embedded-chain.js';
import type { ChainSource } from '#contracts/service/chain.port.js';
import { leagueFrom } from '#leagues/definition/load-league.js';
import { blockDays } from '#leagues/pairing/block-days.js';
import { planRun } from '#leagues/pairing/plan-run.js';
import { runSeed } from '#leagues/pairing/seeds.js';
import { conductOfLeague, taskOf, type MatchTask } from '#leagues/run/match-task.js';
import { shippedPlugins } from '#matches/play/line-ups/reference-plugins.js';
import { openAll, packLeague } from '#matches/runs/league-packages.js';
import { WorkerProcess } from '#matches/workers/worker-process.js';
import { loadBetween, ProcessLoad, totalOf, type Load } from '../processes/process-load.js';

/** Processor seconds of one match, whose worker spoke with its chain itself, and through the process that gave it the match. */
export interface RelayPair {
  readonly direct: Load;
  readonly relayed: Load;
}

/** Plays the same matches of truthful agents both ways, in turn, after one each way to warm up. Throws where results differ. */
export async function measureRelay(scenario: string, matches: number): Promise<readonly RelayPair[]> {
  const chain = new EmbeddedChain();
  const source: ChainSource = {
    lease: async () => {
      const { door: _, ...lease } = await chain.lease();
      return lease;
    },
    close: () => chain.close(),
  };
  const direct = new WorkerProcess({ chain: { source: chain, secret: embeddedSecret } });
  const relayed = new WorkerProcess({ chain: { source, secret: embeddedSecret } });
  const load = new ProcessLoad(new Map([[process.pid, 'server']]));
  const measured = async (worker: WorkerProcess, task: MatchTask): Promise<{ load: Load; hash: string }> => {
    const before = load.look();
    const outcome = await worker.play(task, 1, () => load.look());
    if (outcome.status !== 'played')
      throw new Error(`${task.id}: ${outcome.status === 'fault' ? outcome.reason : outcome.status}`);
    return { load: loadBetween(before, load.look()), hash: outcome.result.report.resultHash };
  };
  try {
    const pairs: RelayPair[] = [];
    for (const [i, task] of (await tasksOf(scenario, matches + 1)).entries()) {
      // Whatever the first of a pair leaves warm is the other's turn next time.
      const first = await measured(i % 2 === 0 ? direct : relayed, task);
      const second = await measured(i % 2 === 0 ? relayed : direct, task);
      if (first.hash !== second.hash) throw new Error(`${task.id}: the ways differ`);
      const [own, other] = i % 2 === 0 ? [first, second] : [second, first];
      if (i > 0) pairs.push({ direct: own.load, relayed: other.load });
    }
    return pairs;
  } finally {
    await Promise.all([direct.close(), relayed.close()]);
    await chain.close();
  }
}

/** Median of what the relay took more, s: of all processes, or of those that `of` adds up. */
export function relayCost(pairs: readonly RelayPair[], of: (load: Load) => number = totalOf): number {
  const more = pairs.map(({ direct, relayed }) => of(relayed) - of(direct)).sort((a, b) => a - b);
  const middle = more.length / 2;
  return (more[Math.ceil(middle - 0.5)]! + more[Math.floor(middle - 0.5)]!) / 2;
}

async function tasksOf(scenario: string, matches: number): Promise<MatchTask[]> {
  const league = { id: 'relay', title: 'Relay', format: 'self-play', scenarios: [scenario], blocks: matches };
  const { definition, packages } = await packLeague(
    leagueFrom({ ...league, entrants: ['truthful'] }, 'relay'),
  );
  const plugins = await shippedPlugins();
  const seed = runSeed(definition, 1);
  const days = blockDays(await openAll(packages), seed, definition.blocks);
  const plan = planRun(definition, plugins, seed, days);
  const files = new Map(plugins.map((file) => [file.id, file]));
  const material = { files, packages, conduct: conductOfLeague(definition) };
  return plan.matches.map((match) => taskOf('relay-1', match, material));
}
