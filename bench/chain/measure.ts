import { ChainLedger } from '#contracts/client/chain-ledger.js';
import type { EmbeddedChain } from '#contracts/service/embedded-chain.js';
import type { DrawnMarket } from '#leagues/scenario-files/scenario.js';
import { MemoryLedger } from '#market/ledger/memory-ledger.js';
import type { LpSolver } from '#market/lp/lp-solver.port.js';
import { benchMatch } from '../market/bench-match.js';
import type { BareNode } from './bare-node.js';
import { RecordedChain } from './recorded-chain.js';
import { TimedLedger } from './timed-ledger.js';

/** Milliseconds of processor time per round, the matches' opening and closing left out. */
export interface ChainFigures {
  readonly market: string;
  readonly rounds: number;
  readonly transactionsPerRound: number;
  /** all LPs of the round, by the clock */
  readonly lp: number;
  /** in this process: packing, sending to the chain's process, reading the events */
  readonly encoding: number;
  /** bare: accepting the transactions, and mining the blocks */
  readonly sending: number;
  readonly execution: number;
  /** the chain's process beside that: messages, receipts, reads */
  readonly channel: number;
  /** the whole ledger on the chain */
  readonly chain: number;
  readonly memory: number;
  /** chain / (sending + execution) */
  readonly overBare: number;
  /** the whole round by the clock: market, agents, LPs and chain, and whatever else the machine does */
  readonly clock: number;
}

/** Where matches are measured; all of it stays warm from one to the next. */
export interface ChainBench {
  readonly solver: LpSolver;
  readonly embedded: EmbeddedChain;
  readonly bare: BareNode;
}

/** Plays markets on the embedded chain, in memory, and once more as bare transactions; sums over all. */
export async function measureChain(
  market: string,
  drawn: readonly DrawnMarket[],
  bench: ChainBench,
): Promise<ChainFigures> {
  const sum = {
    rounds: 0,
    transactions: 0,
    lp: 0,
    encoding: 0,
    child: 0,
    sending: 0,
    execution: 0,
    memory: 0,
    clock: 0,
  };
  for (const [index, instance] of drawn.entries()) {
    const inMemory = new TimedLedger(new MemoryLedger());
    await benchMatch(instance, bench.solver, '1', inMemory);
    const chain = await bench.embedded.lease();
    const processor = (): number => bench.embedded.processes[0]!.usage.processor;
    const recorded = new RecordedChain(chain, () => ledger.inRound, processor);
    const ledger: TimedLedger = new TimedLedger(
      new ChainLedger(recorded.chain, { match: `${market}/${index}/${chain.instance}` }),
    );
    const { report } = await benchMatch(instance, bench.solver, '1', ledger);
    await chain.release();
    const bare = await bench.bare.replay(recorded.recordings);
    sum.rounds += report.rounds;
    for (const recording of recorded.recordings)
      if (recording.kind === 'phase' && recording.inRound) sum.transactions += recording.transactions.length;
    sum.lp += 1000 * report.timing.solverSeconds;
    sum.encoding += ledger.milliseconds;
    sum.child += recorded.milliseconds;
    sum.sending += bare.sending;
    sum.execution += bare.execution;
    sum.memory += inMemory.milliseconds;
    sum.clock += 1000 * report.timing.seconds;
  }
  const { rounds, transactions, lp, encoding, child, sending, execution, memory, clock } = sum;
  return {
    market,
    rounds,
    transactionsPerRound: transactions / rounds,
    lp: lp / rounds,
    encoding: encoding / rounds,
    sending: sending / rounds,
    execution: execution / rounds,
    channel: (child - sending - execution) / rounds,
    chain: (encoding + child) / rounds,
    memory: memory / rounds,
    overBare: (encoding + child) / (sending + execution),
    clock: clock / rounds,
  };
}
