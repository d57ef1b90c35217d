import { Injectable } from '@nestjs/common';
import { Database } from '#database/database.js';

/** Anybody may ask, as often as they like: so long an answer holds. */
const FRESH_MILLISECONDS = 1000;

/** Whether the server can do what it is asked: reads, and a write of its own. */
@Injectable()
export class Readiness {
  private asked = -Infinity;
  private answer: Promise<void> = Promise.resolve();

  constructor(private readonly database: Database) {}

  /** Throws `StorageError` where it cannot. */
  async check(): Promise<void> {
    const { trouble } = this.database.storage;
    // Looked for once a second as long as it lasts.
    if (trouble) throw trouble;
    const now = performance.now();
    if (now - this.asked >= FRESH_MILLISECONDS) {
      this.asked = now;
      this.answer = this.look();
    }
    await this.answer;
  }

  private async look(): Promise<void> {
    await this.database.read.query('SELECT 1');
    await this.database.probe();
  }
}
