import { Subject, type Observable } from 'rxjs';
import { filter } from 'rxjs/operators';
import { failureCounts, type FailureCounts } from '#market/match/report/failure-counts.js';
import type { MatchReport } from '#market/match/report/report.js';
import type { Database } from '../database.js';
import type { RunEvent } from './run-event.js';

export type Notice =
  | { readonly kind: 'run'; readonly event: RunEvent }
  /** new, or not as before */
  | { readonly kind: 'league'; readonly id: string }
  /** to be checked */
  | { readonly kind: 'submission'; readonly team: string; readonly id: string }
  /** an attempt at a match failed by the fault of the platform */
  | { readonly kind: 'fault' }
  /** of plugins in a match that was played, by how */
  | { readonly kind: 'failures'; readonly counts: FailureCounts }
  /** matches may be waiting */
  | { readonly kind: 'queue' };

/** What servers and workers at one database tell each other as it happens. Each may be lost: what it is about is stored. */
export class Bulletin {
  private readonly notices = new Subject<Notice>();
  /** some of the others' have not been heard */
  readonly missed = new Subject<void>();

  constructor(private readonly database: Database) {
    database.signals.hear((text) => {
      if (text === null) this.missed.next();
      else this.notices.next(JSON.parse(text) as Notice);
    });
  }

  /** Tells the others. */
  tell(notice: Notice): void {
    this.database.signals.tell(JSON.stringify(notice));
  }

  /** Tells the others what failed in a match, and returns it. */
  tellFailures(report: MatchReport | null): FailureCounts {
    const counts = report ? failureCounts(report) : {};
    if (Object.keys(counts).length > 0) this.tell({ kind: 'failures', counts });
    return counts;
  }

  /** What the others tell. */
  heard<Kind extends Notice['kind']>(kind: Kind): Observable<Extract<Notice, { kind: Kind }>> {
    return this.notices.pipe(
      filter((notice): notice is Extract<Notice, { kind: Kind }> => notice.kind === kind),
    );
  }
}
