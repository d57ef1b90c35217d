import type { LpSolver } from '#market/lp/lp-solver.port.js';
import { benchInstance } from './instances.js';
import { benchMatch } from './bench-match.js';

export interface MemorySample {
  readonly matches: number;
  /** MB after a full garbage collection */
  readonly heap: number;
  readonly resident: number;
}

const MEGABYTE = 1024 * 1024;

/** Memory of this process over many matches; ten samples. Needs `node --expose-gc`. */
export async function measureMemory(
  matches: number,
  solver: LpSolver,
  onSample: (sample: MemorySample) => void,
): Promise<MemorySample[]> {
  const samples: MemorySample[] = [];
  const every = Math.max(1, Math.floor(matches / 10));
  for (let played = 1; played <= matches; played++) {
    const seed = `${played}`;
    await benchMatch(await benchInstance('random', 10, 8, seed, 200), solver, seed);
    if (played % every !== 0) continue;
    globalThis.gc?.();
    const { heapUsed, rss } = process.memoryUsage();
    const sample = { matches: played, heap: heapUsed / MEGABYTE, resident: rss / MEGABYTE };
    samples.push(sample);
    onSample(sample);
  }
  return samples;
}
