import type { Waiting } from '../waiting.js';

/** Time that passes when the test says so. */
export class SetWaiting implements Waiting {
  private time = 0;
  private readonly waiting = new Map<() => void, number>();

  now(): number {
    return this.time;
  }

  after(milliseconds: number, due: () => void): () => void {
    this.waiting.set(due, this.time + milliseconds);
    return () => this.waiting.delete(due);
  }

  /** Whoever waits no longer than this is told. */
  pass(milliseconds: number): void {
    this.time += milliseconds;
    for (const [due, at] of [...this.waiting])
      if (at <= this.time) {
        this.waiting.delete(due);
        due();
      }
  }
}
