import { printableJson } from '#results/export/printable.js';

/** Structured log: one JSON object a line, safe to look at. Tokens, sources and seeds never go in. */
export class Logger {
  constructor(
    private readonly write: (line: string) => void,
    private readonly now: () => Date,
  ) {}

  info(event: string, facts: Readonly<Record<string, unknown>> = {}): void {
    this.line('info', event, facts);
  }

  /** Something holds less than it should; nothing has failed. */
  warn(event: string, facts: Readonly<Record<string, unknown>> = {}): void {
    this.line('warn', event, facts);
  }

  error(event: string, facts: Readonly<Record<string, unknown>> = {}): void {
    this.line('error', event, facts);
  }

  private line(level: string, event: string, facts: Readonly<Record<string, unknown>>): void {
    const plain = Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, plainOf(value)]));
    this.write(`${printableJson({ time: this.now().toISOString(), level, event, ...plain })}\n`);
  }
}

function plainOf(value: unknown): unknown {
  return value instanceof Error ? (value.stack ?? value.message) : value;
}
