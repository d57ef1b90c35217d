import { readFileSync } from 'node:fs';

/** The kernel counts in hundredths of a second. */
const MILLISECONDS_PER_TICK = 10;

/** Processor milliseconds used so far by this process and the given ones; unlike time on the wall, not by others. */
export function processorMilliseconds(pids: readonly number[]): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000 + pids.reduce((sum, pid) => sum + ticksOf(pid) * MILLISECONDS_PER_TICK, 0);
}

function ticksOf(pid: number): number {
  // Fields 14 and 15; the second field, the name, is in parentheses and may contain anything.
  const fields = readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ').at(-1)!.split(' ');
  return Number(fields[11]) + Number(fields[12]);
}
