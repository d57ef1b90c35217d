import { isFloat64Array } from 'node:util/types';
import { mostPricesHeard } from '../calls/limits.js';
import { printableLine } from '../calls/reply-checks.js';
import { consoleLimits } from '../guest/limits.js';

/** A line that a plugin wrote to its console; `seat` counts from 0, a dealer is at 0. */
export interface ConsoleLine {
  readonly seat: number;
  readonly text: string;
}

/**
 * What a plugin wrote to its console in a match, for its author: never part of a result, and shown to
 * nobody else. Bounded per seat, whatever the process sends.
 */
export class PluginConsole {
  private readonly heard: ConsoleLine[] = [];
  private readonly asked = new Map<number, Float64Array>();
  private readonly counts = new Map<number, { lines: number; unsaid: number }>();

  get lines(): readonly ConsoleLine[] {
    return this.heard;
  }

  /** Lines that were too many. */
  get unsaid(): number {
    return this.unsaidOf(() => true);
  }

  /** Those of some seats. */
  unsaidOf(isMeant: (seat: number) => boolean): number {
    return [...this.counts].reduce((sum, [seat, { unsaid }]) => sum + (isMeant(seat) ? unsaid : 0), 0);
  }

  /** The prices that a seat reckoned with when it last bade, m; null: it asked for no bundles. */
  askedBy(seat: number): Float64Array | null {
    return this.asked.get(seat) ?? null;
  }

  /** Reads what stands beside the value of a reply, which may be anything. */
  hear(seat: number, reply: unknown): void {
    if (typeof reply !== 'object' || reply === null) return;
    const { said, asked } = reply as { readonly said?: unknown; readonly asked?: unknown };
    if (isFloat64Array(asked) && asked.length <= mostPricesHeard && asked.every(Number.isFinite))
      this.asked.set(seat, new Float64Array(asked));
    else this.asked.delete(seat);
    this.hearLines(seat, said);
  }

  private hearLines(seat: number, said: unknown): void {
    if (typeof said !== 'object' || said === null) return;
    const { lines, unsaid } = said as { readonly lines?: unknown; readonly unsaid?: unknown };
    const count = this.counts.get(seat) ?? { lines: 0, unsaid: 0 };
    this.counts.set(seat, count);
    if (typeof unsaid === 'number' && Number.isSafeInteger(unsaid)) count.unsaid = Math.max(0, unsaid);
    if (!Array.isArray(lines)) return;
    for (const text of lines.slice(0, consoleLimits.lines - count.lines) as unknown[]) {
      count.lines++;
      this.heard.push({ seat, text: printableLine(text, consoleLimits.characters) });
    }
  }
}
