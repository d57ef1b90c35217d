import { requestLimits } from '#api/limits/request-limits.js';

/** A connection as far as its answers are concerned. */
export interface Reader {
  /** who reads */
  readonly owner: string;
  /** bytes that wait to be sent */
  readonly held: number;
  /** bytes that the system took over */
  readonly sent: number;
}

/** An answer keeps `leastPace` over so long, or its connection is closed: a pack of 100 MB may take two hours. */
const PATIENCE_SECONDS = 10;

/** Finds those who do not read what they asked for. */
export class ReaderWatch<T extends object> {
  private readonly marks = new WeakMap<T, { readonly since: number; readonly sent: number }>();

  constructor(private readonly read: (connection: T) => Reader) {}

  /** Those to close. `now`: seconds */
  look(connections: Iterable<T>, now: number): T[] {
    const waiting = [...connections].flatMap((connection) => {
      const reader = this.read(connection);
      if (reader.held > 0) return [{ connection, ...reader }];
      this.marks.delete(connection);
      return [];
    });
    const slow = waiting.filter(({ connection, sent }) => this.isSlow(connection, sent, now));
    const others = waiting.filter((one) => !slow.includes(one));
    return [...slow, ...tooMuch(others)].map(({ connection }) => connection);
  }

  private isSlow(connection: T, sent: number, now: number): boolean {
    const mark = this.marks.get(connection);
    const seconds = mark ? now - mark.since : Infinity;
    if (seconds < PATIENCE_SECONDS) return false;
    this.marks.set(connection, { since: now, sent });
    return mark !== undefined && sent - mark.sent < requestLimits.leastPace * seconds;
  }
}

/** Of those who have the most held for them the largest, until the rest is not too much. */
function tooMuch<T extends Reader>(waiting: readonly T[]): T[] {
  let total = waiting.reduce((sum, { held }) => sum + held, 0);
  if (total <= requestLimits.unreadBytes) return [];
  const byOwner = new Map<string, number>();
  for (const { owner, held } of waiting) byOwner.set(owner, (byOwner.get(owner) ?? 0) + held);
  const order = [...waiting].sort((a, b) => byOwner.get(b.owner)! - byOwner.get(a.owner)! || b.held - a.held);
  return order.filter(({ held }) => {
    const isOver = total > requestLimits.unreadBytes;
    if (isOver) total -= held;
    return isOver;
  });
}
