import { printable } from '#results/export/printable.js';
import { bar } from './sparkline.js';

/** Where progress goes; `process.stderr` is one. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/**
 * How far a long job is: a bar that rewrites its line on a terminal; elsewhere a plain line
 * at the first step and whenever the number of steps has doubled.
 */
export class Progress {
  private steps = 0;
  private nextLine = 1;

  constructor(
    private readonly stream: ProgressStream,
    private readonly width = 24,
  ) {}

  /** `share` of the work done (0..1) and where it stands in words. */
  step(share: number, status: string): void {
    this.steps++;
    const shown = printable(status);
    if (this.stream.isTTY) {
      this.stream.write(`\r\x1b[2K${bar(share, this.width).padEnd(this.width, '░')} ${shown}`);
    } else if (this.steps === this.nextLine) {
      this.stream.write(`${shown}\n`);
      this.nextLine *= 2;
    }
  }

  /** Takes the bar away; the next job begins anew. */
  done(): void {
    if (this.stream.isTTY && this.steps > 0) this.stream.write('\r\x1b[2K');
    this.steps = 0;
    this.nextLine = 1;
  }
}
