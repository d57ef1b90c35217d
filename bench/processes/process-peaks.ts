import { residentMegabytes } from '#sandbox/processes/resident-memory.js';
import { processesBelow } from './process-load.js';

/** What a process and those below it have used. */
export interface ProcessUse {
  /** processes at the same time, at most */
  readonly most: number;
  /** processor time of all of them, also of those that have ended, s */
  readonly seconds: number;
  /** resident memory of all of them together, MB: the most that any look found; pages that several share count in each */
  readonly megabytes: number;
}

/** Looks now and then at a process and at those that it has started. */
export class ProcessPeaks {
  private readonly seconds = new Map<string, { readonly isRoot: boolean; readonly seconds: number }>();
  private readonly peaks = { own: 0, others: 0, all: 0, most: 0 };

  constructor(private readonly root: number) {}

  look(): void {
    const memory = { own: 0, others: 0 };
    const rows = processesBelow(this.root);
    for (const { pid, started, seconds } of rows) {
      const isRoot = pid === this.root;
      this.seconds.set(`${pid} ${started}`, { isRoot, seconds });
      memory[isRoot ? 'own' : 'others'] += residentMegabytes(pid);
    }
    const { peaks } = this;
    peaks.own = Math.max(peaks.own, memory.own);
    peaks.others = Math.max(peaks.others, memory.others);
    peaks.all = Math.max(peaks.all, memory.own + memory.others);
    peaks.most = Math.max(peaks.most, rows.length);
  }

  /** Of the process itself, of those below it, and of all. */
  get use(): Readonly<Record<'own' | 'others' | 'all', ProcessUse>> {
    const { own, others, all, most } = this.peaks;
    const spent = (ofRoot: boolean): number =>
      [...this.seconds.values()].reduce(
        (sum, { isRoot, seconds }) => (isRoot === ofRoot ? sum + seconds : sum),
        0,
      );
    return {
      own: { most: 1, seconds: spent(true), megabytes: own },
      others: { most: most - 1, seconds: spent(false), megabytes: others },
      all: { most, seconds: spent(true) + spent(false), megabytes: all },
    };
  }
}
