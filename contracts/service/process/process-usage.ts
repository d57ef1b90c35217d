import { readFileSync } from 'node:fs';

/** The kernel counts in hundredths of a second, and memory in pages. */
const MILLISECONDS_PER_TICK = 10;
const BYTES_PER_PAGE = 4096;

/** What a process uses. */
export interface Usage {
  /** resident, bytes */
  readonly memory: number;
  /** processor time so far, milliseconds */
  readonly processor: number;
}

export function ownUsage(): Usage {
  const { user, system } = process.cpuUsage();
  return { memory: process.memoryUsage.rss(), processor: (user + system) / 1000 };
}

/** Of another process; zeros where the system does not tell (no /proc, or it is gone). */
export function usageOf(pid: number): Usage {
  try {
    // The second field, the name, is in parentheses and may contain anything; 14, 15 and 24 count.
    const fields = readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ').at(-1)!.split(' ').map(Number);
    return {
      memory: fields[21]! * BYTES_PER_PAGE,
      processor: (fields[11]! + fields[12]!) * MILLISECONDS_PER_TICK,
    };
  } catch {
    return { memory: 0, processor: 0 };
  }
}
