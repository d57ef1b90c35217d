import { RoundBundles } from '#market/agent/round-bundles.js';
import { RoundValues } from '#market/agent/round-values.js';
import type { LpStatistics } from '#market/lp/lp-solver.port.js';
import { SeatValuation } from '#market/referee/seat-valuation.js';

/** Spent on the questions of strategies, and on the referee's own where no answer proved it. */
export interface ToolCost {
  /** processor time of this thread */
  milliseconds: number;
  solves: number;
  /** of the simplex method */
  iterations: number;
}

type Method = (this: object, ...args: unknown[]) => unknown;

/** Plays, and tells what it cost to answer the strategies; `statistics` are those of the solver that answers. */
export async function timingTools<Result>(
  statistics: Readonly<LpStatistics>,
  play: () => Promise<Result>,
): Promise<{ readonly result: Result; readonly tools: ToolCost }> {
  const tools: ToolCost = { milliseconds: 0, solves: 0, iterations: 0 };
  const restore = [
    timed(RoundBundles.prototype, 'begin'),
    timed(RoundBundles.prototype, 'search'),
    timed(RoundValues.prototype, 'valueAt'),
    timed(SeatValuation.prototype, 'utilityAt'),
  ];
  try {
    return { result: await play(), tools };
  } finally {
    for (const back of restore) back();
  }

  function timed<Key extends string>(prototype: Record<Key, unknown>, name: Key): () => void {
    const method = prototype[name] as Method;
    const measured: Method = function (...args) {
      const before = { cpu: process.threadCpuUsage(), ...statistics };
      try {
        return method.apply(this, args);
      } finally {
        const { user, system } = process.threadCpuUsage(before.cpu);
        tools.milliseconds += (user + system) / 1000;
        tools.solves += statistics.solves - before.solves;
        tools.iterations += statistics.iterations - before.iterations;
      }
    };
    Object.defineProperty(prototype, name, { value: measured, configurable: true, writable: true });
    return () =>
      Object.defineProperty(prototype, name, { value: method, configurable: true, writable: true });
  }
}
