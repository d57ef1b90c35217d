import { processorMilliseconds as used } from '#sandbox/processes/scheduling.js';

/** Processor milliseconds used so far by this process and the given ones; unlike time on the wall, not by others. */
export function processorMilliseconds(pids: readonly number[]): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000 + pids.reduce((sum, pid) => sum + used(pid), 0);
}
