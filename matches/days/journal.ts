import { createHash } from 'node:crypto';
import { LineFile } from '../line-file.js';
import type { DayRecord } from './day-record.js';

const VERSION = 2;

/**
 * What is played, then a record for each day as it ends. Strategies know from one day to the next only what is in it, so that a match that was
 * broken off goes on as it would have.
 */
export class Journal {
  private constructor(private readonly lines: LineFile<DayRecord>) {}

  /** Opens or begins the journal of a match. Throws `InputError` for one of another match, and for what is none. */
  static async open(file: string, match: object): Promise<Journal> {
    const lines = await LineFile.open<DayRecord>(file, {
      ...{ option: '--journal', head: { journal: VERSION, match: fingerprint(match) }, mark: '{"journal":' },
      noSuch: 'is no journal of a match',
      ofOther: 'is of another match: scenario, seed, plugins and rules must be the same (name a new file)',
      entry: (line, day) => ((line as DayRecord).day === day ? (line as DayRecord) : null),
      noEntry: (day) => `no record of day ${day + 1}`,
    });
    return new Journal(lines);
  }

  /** Those that were there when it was opened. */
  get records(): readonly DayRecord[] {
    return this.lines.entries;
  }

  add(record: DayRecord): Promise<void> {
    return this.lines.add(record);
  }
}

/** Of all that a match depends on. */
function fingerprint(match: object): string {
  const plain = (_: string, value: unknown): unknown =>
    ArrayBuffer.isView(value) ? Array.from(value as Float64Array) : value;
  return createHash('sha256').update(JSON.stringify(match, plain)).digest('hex');
}
