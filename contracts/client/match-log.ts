import { createWriteStream, type WriteStream } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import { dirname } from 'node:path';
import type { MatchNames } from './describe-match.js';
import type { MatchTransaction } from './transaction-tally.js';

/**
 * A match's transactions on disk, one JSON document a line after a first line of names: what
 * `chain show` tells long after the chain's process was replaced.
 */
export class MatchLog {
  private readonly written: Promise<void>;

  private constructor(private readonly stream: WriteStream) {
    this.written = finished(stream);
    // Whoever closes the log is told; until then a full disk must not end the process.
    this.written.catch(() => {});
  }

  /** Replaces an older file of that name. */
  static async create(file: string, names: MatchNames): Promise<MatchLog> {
    await mkdir(dirname(file), { recursive: true });
    const log = new MatchLog(createWriteStream(file));
    log.write(names);
    return log;
  }

  add(transaction: MatchTransaction): void {
    this.write(transaction);
  }

  /** Resolves when all of it is on disk; rejects if something could not be written. */
  async close(): Promise<void> {
    this.stream.end();
    await this.written;
  }

  private write(entry: MatchNames | MatchTransaction): void {
    this.stream.write(`${JSON.stringify(entry)}\n`);
  }
}

export async function readMatchLog(
  file: string,
): Promise<{ readonly names: MatchNames; readonly transactions: readonly MatchTransaction[] }> {
  const [first = '{}', ...lines] = (await readFile(file, 'utf8')).split('\n').filter((line) => line !== '');
  return {
    names: JSON.parse(first) as MatchNames,
    transactions: lines.map((line) => JSON.parse(line) as MatchTransaction),
  };
}
