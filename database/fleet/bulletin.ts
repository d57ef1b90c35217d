import { Subject, type Observable } from 'rxjs';
import { filter } from 'rxjs/operators';
import type { Database } from '../database.js';
import type { RunEvent } from './run-event.js';

export type Notice =
  | { readonly kind: 'run'; readonly event: RunEvent }
  /** new, or not as before */
  | { readonly kind: 'league'; readonly id: string }
  /** to be checked */
  | { readonly kind: 'submission'; readonly team: string; readonly id: string }
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

  /** What the others tell. */
  heard<Kind extends Notice['kind']>(kind: Kind): Observable<Extract<Notice, { kind: Kind }>> {
    return this.notices.pipe(
      filter((notice): notice is Extract<Notice, { kind: Kind }> => notice.kind === kind),
    );
  }
}
