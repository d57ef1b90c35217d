import { MemoryLedger } from '#market/ledger/memory-ledger.js';
import { createHighsSolver } from '#market/lp/highs-solver.js';
import { playMatch } from '#market/match/play-match.js';
import type { DealerDesk, Traders } from '#market/match/traders.port.js';
import type { DrawnMarket } from '#leagues/scenario-files/scenario.js';
import { sandboxDealer } from '#sandbox/host/sandbox-dealer.js';
import { SandboxPool } from '#sandbox/host/sandbox-pool.js';
import { sandboxTraders } from '#sandbox/host/sandbox-traders.js';
import { inProcessDealer } from '#sandbox/in-process/in-process-dealer.js';
import { inProcessTraders } from '#sandbox/in-process/in-process-traders.js';
import { loadAgent, loadDealer } from '#sandbox/in-process/load-plugin.js';
import { benchInstance } from '../market/instances.js';
import { processorMilliseconds } from './processor-time.js';
import { referenceSubmission } from './reference-submission.js';

/** Best of the repetitions, milliseconds: a whole match, in it the agents' bids, and its processor time (all processes). */
export interface Cost {
  readonly match: number;
  readonly bids: number;
  readonly processor: number;
}

export interface MatchCost {
  readonly agents: number;
  readonly resources: number;
  readonly rounds: number;
  readonly direct: Cost;
  readonly sandboxed: Cost;
}

const seed = 'bench';
const roundCap = 20;

/** The same community match with plugins in this process and in sandbox processes, taking turns. */
export async function measureMatches(
  agents: number,
  resources: number,
  repetitions: number,
): Promise<MatchCost> {
  const drawn = await benchInstance('community', agents, resources, seed, roundCap);
  const seats = drawn.instance.participants.filter(({ role }) => role === 'agent').length;
  const plugin = await loadAgent('truthful');
  const dealer = await loadDealer('passive');
  const submission = await referenceSubmission('agents/truthful');
  const desk = await referenceSubmission('dealers/passive');
  const pool = new SandboxPool();
  await pool.warmUp();
  const direct: Cost[] = [];
  const sandboxed: Cost[] = [];
  let rounds = 0;
  // The first of each warms up compilers and pool and does not count.
  for (let repetition = 0; repetition <= repetitions; repetition++) {
    const solver = await createHighsSolver();
    const plain = await measure(
      drawn,
      inProcessTraders({ solver, plugins: Array.from({ length: seats }, () => plugin), seed }),
      inProcessDealer({ plugin: dealer, seed }),
      () => [],
    );
    const fenced = await measure(
      drawn,
      sandboxTraders({ pool, plugins: Array.from({ length: seats }, () => submission), seed }),
      sandboxDealer({ pool, plugin: desk, seed }),
      () => pool.pids,
    );
    rounds = fenced.rounds;
    if (repetition === 0) continue;
    direct.push(plain);
    sandboxed.push(fenced);
  }
  await pool.close();
  return { agents, resources, rounds, direct: best(direct), sandboxed: best(sandboxed) };
}

async function measure(
  { instance, rules }: DrawnMarket,
  traders: Traders,
  dealer: DealerDesk,
  pids: () => readonly number[],
): Promise<Cost & { readonly rounds: number }> {
  let bids = 0;
  const watched: Traders = {
    create: (briefings) => traders.create(briefings),
    settled: (calls) => traders.settled(calls),
    close: () => traders.close(),
    bid: async (calls) => {
      const start = performance.now();
      const answers = await traders.bid(calls);
      bids += performance.now() - start;
      return answers;
    },
  };
  const solver = await createHighsSolver();
  const processorBefore = processorMilliseconds(pids());
  const start = performance.now();
  const { rounds } = await playMatch({
    instance,
    rules,
    seed,
    traders: watched,
    dealer,
    ledger: new MemoryLedger(),
    solver,
    clock: { now: () => performance.now() / 1000 },
  });
  await traders.close();
  await dealer.close();
  return {
    match: performance.now() - start,
    bids,
    processor: processorMilliseconds(pids()) - processorBefore,
    rounds: rounds.length,
  };
}

function best(costs: readonly Cost[]): Cost {
  return {
    match: Math.min(...costs.map(({ match }) => match)),
    bids: Math.min(...costs.map(({ bids }) => bids)),
    processor: Math.min(...costs.map(({ processor }) => processor)),
  };
}
