import { readFileSync } from 'node:fs';

/** The kernel counts in hundredths of a second. */
const MILLISECONDS_PER_TICK = 10;

/** What the system says of a process's first thread, milliseconds since it began. */
export interface Scheduling {
  /** on a processor */
  readonly ran: number;
  /** ready to run, while the machine did something else */
  readonly withheld: number;
}

/** What all threads of a process have used so far, milliseconds, in steps of ten; 0 where the system does not tell. */
export function processorMilliseconds(pid: number): number {
  try {
    // Fields 14 and 15; the second field, the name, is in parentheses and may contain anything.
    const fields = readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ').at(-1)!.split(' ');
    return (Number(fields[11]) + Number(fields[12])) * MILLISECONDS_PER_TICK;
  } catch {
    return 0;
  }
}

/** Zeros where the system does not tell (no /proc, or the process is gone): then all time that passes counts. */
export function schedulingOf(pid: number): Scheduling {
  try {
    const [ran, withheld] = readFileSync(`/proc/${pid}/schedstat`, 'latin1').split(' ');
    return { ran: Number(ran) / 1e6, withheld: Number(withheld) / 1e6 };
  } catch {
    return { ran: 0, withheld: 0 };
  }
}
