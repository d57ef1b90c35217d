import { Injectable } from '@nestjs/common';
import { Subject, type Observable } from 'rxjs';
import { filter } from 'rxjs/operators';
import { Bulletin } from '#database/fleet/bulletin.js';
import type { RunEvent } from '#database/fleet/run-event.js';

/** What happens in runs, as it happens, on whichever server. */
@Injectable()
export class RunEvents {
  private readonly events = new Subject<RunEvent>();

  constructor(private readonly bulletin: Bulletin) {
    bulletin.heard('run').subscribe(({ event }) => this.events.next(event));
  }

  tell(event: RunEvent): void {
    this.events.next(event);
    this.bulletin.tell({ kind: 'run', event });
  }

  of(run: string): Observable<RunEvent> {
    return this.events.pipe(filter((event) => event.run === run));
  }

  all(): Observable<RunEvent> {
    return this.events;
  }

  /** Events of other servers were missed. */
  get missed(): Observable<void> {
    return this.bulletin.missed;
  }
}
