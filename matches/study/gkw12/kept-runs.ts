import { appendFile, readFile, truncate, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { InputError } from '../../input-error.js';
import type { Cell } from './cells.js';
import type { Run } from './run.js';

const lineSchema = z.strictObject({
  cell: z.record(z.string(), z.union([z.string(), z.number()])),
  run: z.int().min(0),
  result: z.strictObject({
    ...{ rounds: z.int(), converged: z.boolean(), gained: z.number() },
    ...{ uncalled: z.number(), agents: z.number(), dealer: z.number() },
  }),
});

/**
 * A file of lines of JSON: which code plays, then a line for each market as it ends. A study that was broken off goes on after the last
 * whole line; one of more markets or of other cells takes from it what they have in common.
 */
export class KeptRuns {
  private constructor(
    private readonly file: string,
    private readonly known: Map<string, Run>,
  ) {}

  /** `engine`: identity of the code that plays. Throws `InputError` for what other code has played, and for what is no such file. */
  static async open(file: string, engine: string): Promise<KeptRuns> {
    const head = `${JSON.stringify({ study: 'gkw12', engine })}\n`;
    let text: string;
    try {
      text = await readFile(file, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw unusable(file, error);
      await writeFile(file, head, { flag: 'wx' }).catch((reason: unknown) => {
        throw unusable(file, reason);
      });
      return new KeptRuns(file, new Map());
    }
    const whole = text.slice(0, text.lastIndexOf('\n') + 1);
    if (!whole.startsWith('{"study":"gkw12"')) throw new InputError(`--keep ${file}: is not of this study`);
    if (!whole.startsWith(head))
      throw new InputError(`--keep ${file}: was played by other code (name a new file)`);
    const lines = whole.slice(head.length).split('\n').slice(0, -1);
    const known = new Map(lines.map((line, index) => entryIn(line, index + 2, file)));
    // A line that was cut off is written anew.
    if (whole.length < text.length) await truncate(file, Buffer.byteLength(whole));
    return new KeptRuns(file, known);
  }

  find(cell: Cell, run: number): Run | undefined {
    return this.known.get(keyOf(cell, run));
  }

  async add(cell: Cell, run: number, result: Run): Promise<void> {
    this.known.set(keyOf(cell, run), result);
    await appendFile(this.file, `${JSON.stringify({ cell, run, result })}\n`).catch((error: unknown) => {
      throw unusable(this.file, error);
    });
  }
}

function entryIn(line: string, number: number, file: string): [string, Run] {
  try {
    const { cell, run, result } = lineSchema.parse(JSON.parse(line));
    return [keyOf(cell as unknown as Cell, run), result];
  } catch {
    throw new InputError(`--keep ${file}: line ${number} is no market of this study`);
  }
}

function keyOf(cell: Cell, run: number): string {
  return JSON.stringify([...Object.entries(cell).sort(([a], [b]) => (a < b ? -1 : 1)), run]);
}

function unusable(file: string, error: unknown): InputError {
  return new InputError(
    `--keep ${file}: cannot be used: ${error instanceof Error ? error.message : String(error)}`,
  );
}
