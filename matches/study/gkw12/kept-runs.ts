import { z } from 'zod';
import { LineFile } from '../../line-file.js';
import type { StudyCell } from './cells.js';
import type { Run } from './run.js';

const lineSchema = z.strictObject({
  cell: z.record(z.string(), z.union([z.string(), z.number()])),
  run: z.int().min(0),
  result: z.strictObject({
    ...{ rounds: z.int(), converged: z.boolean(), gained: z.number() },
    ...{ uncalled: z.number(), agents: z.number(), dealer: z.number() },
  }),
});

/** Which code plays, then a line for each market as it ends. A study of more markets or of other cells takes from it what they have in common. */
export class KeptRuns {
  private readonly known: Map<string, Run>;

  private constructor(private readonly lines: LineFile<[string, Run]>) {
    this.known = new Map(lines.entries);
  }

  /** `engine`: identity of the code that plays. Throws `InputError` for what other code has played, and for what is no such file. */
  static async open(file: string, engine: string): Promise<KeptRuns> {
    const lines = await LineFile.open<[string, Run]>(file, {
      ...{ option: '--keep', head: { study: 'gkw12', engine }, mark: '{"study":"gkw12"' },
      noSuch: 'is not of this study',
      ofOther: 'was played by other code (name a new file)',
      entry: (line) => {
        const { cell, run, result } = lineSchema.parse(line);
        return [keyOf(cell as unknown as StudyCell, run), result];
      },
      noEntry: () => 'no market of this study',
    });
    return new KeptRuns(lines);
  }

  find(cell: StudyCell, run: number): Run | undefined {
    return this.known.get(keyOf(cell, run));
  }

  async add(cell: StudyCell, run: number, result: Run): Promise<void> {
    this.known.set(keyOf(cell, run), result);
    await this.lines.add({ cell, run, result });
  }
}

function keyOf(cell: StudyCell, run: number): string {
  return JSON.stringify([...Object.entries(cell).sort(([a], [b]) => (a < b ? -1 : 1)), run]);
}
