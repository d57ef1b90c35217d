import type { MatchReport } from '#market/match/report/report.js';
import { laterFields } from './reported-then.js';

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
    for (const { field, isIn } of laterFields) {
      const has = isIn(report);
      if (has !== null) this.known.set(written(report, field), has);
    }
  }

  /** What of a report its build would not have left out, or not have written, as a path; null: nothing. */
  complaint(report: MatchReport): string | null {
    for (const { field, isIn, without } of laterFields) {
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
