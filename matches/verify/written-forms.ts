import type { MatchReport } from '#market/match/report.js';
import { isBeforeAccounts, isBeforeLostLoad } from './reported-then.js';

/** Something that came into reports, without which `reportedThen` tells a replay as well. */
interface Addition {
  /** where it is missed, as a path */
  readonly field: string;
  /** whether a report has it; null: it would have no place in this one */
  readonly isIn: (report: MatchReport) => boolean | null;
  /** versions whose builds may have written reports without it, and whether their runs may have frozen scenarios */
  readonly without: { readonly versions: RegExp; readonly frozen: boolean };
}

const additions: readonly Addition[] = [
  {
    field: 'report.account',
    isIn: (report) => !isBeforeAccounts(report),
    without: { versions: /^0\.[12]\./, frozen: false },
  },
  {
    field: 'report.kpis',
    isIn: (report) => ('consumption' in report.kpis ? !isBeforeLostLoad(report) : null),
    without: { versions: /^0\.[12]\./, frozen: true },
  },
];

/**
 * Holds reports to the form in which their build writes them. A report may lack what came later only where all else
 * says that it is older: its bundle, the version of its build, and whatever else that build wrote.
 */
export class WrittenForms {
  /** by build and field: whether the build writes it */
  private readonly known = new Map<string, boolean>();

  /** `frozen`: the run has frozen its scenarios */
  constructor(private readonly frozen: boolean) {}

  /** That its build writes reports like this one, since it did so here. */
  learn(report: MatchReport): void {
    for (const { field, isIn } of additions) {
      const has = isIn(report);
      if (has !== null) this.known.set(written(report, field), has);
    }
  }

  /** What of a report its build would not have left out, or not have written, as a path; null: nothing. */
  complaint(report: MatchReport): string | null {
    for (const { field, isIn, without } of additions) {
      const has = isIn(report);
      if (has === null) continue;
      const key = written(report, field);
      const mayLack = without.versions.test(report.engine.version) && (without.frozen || !this.frozen);
      if ((this.known.get(key) ?? has) !== has || !(has || mayLack)) return field;
      this.known.set(key, has);
    }
    return null;
  }
}

function written({ engine: { version, commit } }: MatchReport, field: string): string {
  return `${version} ${commit} ${field}`;
}
