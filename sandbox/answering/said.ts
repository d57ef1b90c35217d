import { guestNotes } from '../guest/interface.js';
import { consoleLimits } from '../guest/limits.js';

/** What a seat wrote to its console during a call. */
export interface Said {
  readonly lines: readonly string[];
  /** lines of the whole match that were too many */
  readonly unsaid: number;
}

/** Listens to one isolate's console, with limits of its own. */
export class SaidLines {
  private heard = 0;
  private unsaid = 0;
  private lines: string[] = [];

  /** Whether this was a note of the console and no call of a tool. */
  take(service: unknown, content: unknown): boolean {
    if (service === guestNotes.said && typeof content === 'string') {
      if (this.heard < consoleLimits.lines) this.lines.push(content.slice(0, consoleLimits.characters));
      this.heard++;
    } else if (service === guestNotes.unsaid && content instanceof Float64Array) {
      this.unsaid = content[0] ?? 0;
    } else return false;
    return true;
  }

  /** What was said since the last time; undefined if nothing. */
  sinceLast(): Said | undefined {
    const { lines } = this;
    // The guest counts from 0 again in each life of the seat, hence the second term.
    const unsaid = this.unsaid + Math.max(0, this.heard - consoleLimits.lines);
    if (lines.length === 0 && unsaid === 0) return undefined;
    this.lines = [];
    return { lines, unsaid };
  }
}
