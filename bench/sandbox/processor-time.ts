import { readFileSync } from 'node:fs';
import { processorMilliseconds as used } from '#sandbox/processes/scheduling.js';

/** Processor milliseconds used so far by this process and the given ones; unlike time on the wall, not by others. */
export function processorMilliseconds(pids: readonly number[]): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000 + pids.reduce((sum, pid) => sum + used(pid), 0);
}

/**
 * Processor milliseconds so far of this process and of all that it started and that have ended, theirs included; NaN where the
 * system does not tell (no /proc). What was killed with its children still alive leaves these out.
 */
export function processorMillisecondsOfEnded(): number {
  const { user, system } = process.cpuUsage();
  try {
    // Fields 16 and 17, in hundredths of a second; the second field, the name, is in parentheses and may contain anything.
    const fields = readFileSync('/proc/self/stat', 'latin1').split(') ').at(-1)!.split(' ').map(Number);
    return (user + system) / 1000 + (fields[13]! + fields[14]!) * 10;
  } catch {
    return NaN;
  }
}
