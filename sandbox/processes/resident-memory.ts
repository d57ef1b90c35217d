import { readFileSync } from 'node:fs';

let pageBytes = 0;

/** Resident memory of a process in MB; 0 where the system does not tell (no /proc, or it is gone). */
export function residentMegabytes(pid: number): number {
  try {
    const pages = residentPages(pid);
    pageBytes ||= 2 ** Math.round(Math.log2(process.memoryUsage.rss() / residentPages(process.pid)));
    return (pages * pageBytes) / 1e6;
  } catch {
    return 0;
  }
}

function residentPages(pid: number): number {
  return Number(readFileSync(`/proc/${pid}/statm`, 'latin1').split(' ')[1]);
}
