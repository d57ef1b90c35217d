import { processorMilliseconds } from '#sandbox/processes/scheduling.js';

/** Processor milliseconds used so far by this process and the given ones; other programs on the machine do not count. */
export function processorSpent(pids: readonly number[] = []): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000 + pids.reduce((sum, pid) => sum + processorMilliseconds(pid), 0);
}
