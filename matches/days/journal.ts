import { createHash } from 'node:crypto';
import { appendFile, readFile, truncate, writeFile } from 'node:fs/promises';
import { InputError } from '../input-error.js';
import type { DayRecord } from './day-record.js';

const VERSION = 2;

/**
 * A file of lines of JSON: what is played, then a record for each day as it ends. A match that was broken off goes on after the
 * last whole line; strategies know from one day to the next only what is in it, so that it goes on as it would have.
 */
export class Journal {
  private constructor(
    private readonly file: string,
    readonly records: readonly DayRecord[],
  ) {}

  /** Opens or begins the journal of a match. Throws `InputError` for one of another match, and for what is none. */
  static async open(file: string, match: object): Promise<Journal> {
    const head = `${JSON.stringify({ journal: VERSION, match: fingerprint(match) })}\n`;
    let text: string;
    try {
      text = await readFile(file, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw unusable(file, error);
      await writeFile(file, head, { flag: 'wx' }).catch((reason: unknown) => {
        throw unusable(file, reason);
      });
      return new Journal(file, []);
    }
    const whole = text.slice(0, text.lastIndexOf('\n') + 1);
    if (!whole.startsWith('{"journal":')) throw new InputError(`--journal ${file}: is no journal of a match`);
    if (!whole.startsWith(head))
      throw new InputError(
        `--journal ${file}: is of another match: scenario, seed, plugins and rules must be the same (name a new file)`,
      );
    const lines = whole.slice(head.length).split('\n').slice(0, -1);
    const records = lines.map((line, day) => recordIn(line, day, file));
    // A line that was cut off is written anew.
    if (whole.length < text.length) await truncate(file, Buffer.byteLength(whole));
    return new Journal(file, records);
  }

  async add(record: DayRecord): Promise<void> {
    await appendFile(this.file, `${JSON.stringify(record)}\n`).catch((error: unknown) => {
      throw unusable(this.file, error);
    });
  }
}

function recordIn(line: string, day: number, file: string): DayRecord {
  try {
    const record = JSON.parse(line) as DayRecord;
    if (record.day === day) return record;
  } catch {
    // told below
  }
  throw new InputError(`--journal ${file}: line ${day + 2} is no record of day ${day + 1}`);
}

/** Of all that a match depends on. */
function fingerprint(match: object): string {
  const plain = (_: string, value: unknown): unknown =>
    ArrayBuffer.isView(value) ? Array.from(value as Float64Array) : value;
  return createHash('sha256').update(JSON.stringify(match, plain)).digest('hex');
}

function unusable(file: string, error: unknown): InputError {
  return new InputError(
    `--journal ${file}: cannot be used: ${error instanceof Error ? error.message : String(error)}`,
  );
}
