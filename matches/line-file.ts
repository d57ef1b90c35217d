import { appendFile, readFile, truncate, writeFile } from 'node:fs/promises';
import { messageOf } from '#market/errors.js';
import { InputError } from './input-error.js';

/** What a file of lines is, and what is said of one that is not. */
export interface LineFileKind<Entry> {
  /** that names the file, as `--journal` */
  readonly option: string;
  /** what the first line says: what the entries are of */
  readonly head: object;
  /** what every head of the kind begins with, as text; and what is said where it does not */
  readonly mark: string;
  readonly noSuch: string;
  /** what is said where it is of something else */
  readonly ofOther: string;
  /** what a line says, the first one being 0; null, or an error: it is no entry */
  readonly entry: (line: unknown, index: number) => Entry | null;
  readonly noEntry: (index: number) => string;
}

/** A file of lines of JSON, which grows by one as each entry is there. What was broken off goes on behind the last whole line. */
export class LineFile<Entry> {
  private constructor(
    private readonly file: string,
    private readonly option: string,
    /** those that it held when it was opened */
    readonly entries: readonly Entry[],
  ) {}

  /** Opens or begins it. Throws `InputError` for what is of something else, and for what is no such file. */
  static async open<Entry>(file: string, kind: LineFileKind<Entry>): Promise<LineFile<Entry>> {
    const { option, mark } = kind;
    const head = `${JSON.stringify(kind.head)}\n`;
    let text: string;
    try {
      text = await readFile(file, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw unusable(option, file, error);
      await writeFile(file, head, { flag: 'wx' }).catch((reason: unknown) => {
        throw unusable(option, file, reason);
      });
      return new LineFile<Entry>(file, option, []);
    }
    const whole = text.slice(0, text.lastIndexOf('\n') + 1);
    if (!whole.startsWith(mark)) throw new InputError(`${option} ${file}: ${kind.noSuch}`);
    if (!whole.startsWith(head)) throw new InputError(`${option} ${file}: ${kind.ofOther}`);
    const lines = whole.slice(head.length).split('\n').slice(0, -1);
    const entries = lines.map((line, index) => {
      const entry = entryIn(line, index, kind);
      if (entry !== null) return entry;
      throw new InputError(`${option} ${file}: line ${index + 2} is ${kind.noEntry(index)}`);
    });
    // A line that was cut off is written anew.
    if (whole.length < text.length) await truncate(file, Buffer.byteLength(whole));
    return new LineFile(file, option, entries);
  }

  async add(entry: object): Promise<void> {
    await appendFile(this.file, `${JSON.stringify(entry)}\n`).catch((error: unknown) => {
      throw unusable(this.option, this.file, error);
    });
  }
}

function entryIn<Entry>(line: string, index: number, { entry }: LineFileKind<Entry>): Entry | null {
  try {
    return entry(JSON.parse(line), index);
  } catch {
    return null;
  }
}

function unusable(option: string, file: string, error: unknown): InputError {
  return new InputError(`${option} ${file}: cannot be used: ${messageOf(error)}`);
}
