import type { CallResult } from '#market/traders.port.js';

/** The results of all calls, in their order: `known` tells those that need no run, `run` has the others. */
export async function partly<Call, T>(
  calls: readonly Call[],
  known: (call: Call) => CallResult<T> | null,
  run: (calls: readonly Call[]) => Promise<readonly CallResult<T>[]>,
): Promise<readonly CallResult<T>[]> {
  const results = calls.map(known);
  const found = await run(calls.filter((_, index) => results[index] === null));
  let next = 0;
  return results.map((result) => result ?? found[next++]!);
}
