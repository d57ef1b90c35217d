import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { base, type StudyCell } from './cells.js';
import { KeptRuns } from './kept-runs.js';

const cell: StudyCell = { agents: 2, resources: 2, participation: 1, ...base };
const result = { rounds: 3, converged: true, gained: 1, uncalled: 1, agents: 0.9, dealer: 0.1 };
let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gridleague-'));
  file = join(folder, 'kept.jsonl');
});
afterEach(() => rm(folder, { recursive: true }));

it('gives back what was kept, and goes on behind a line that was cut off', async () => {
  const kept = await KeptRuns.open(file, 'one');
  await kept.add(cell, 0, result);
  await appendFile(file, '{"cell":{"agents":2');
  const again = await KeptRuns.open(file, 'one');
  expect(again.find({ ...base, participation: 1, resources: 2, agents: 2 }, 0)).toEqual(result);
  expect(again.find(cell, 1)).toBeUndefined();
  expect(again.find({ ...cell, policy: 'SS' }, 0)).toBeUndefined();
  await again.add(cell, 1, result);
  expect((await readFile(file, 'utf8')).trim().split('\n')).toHaveLength(3);
});

it('takes nothing from other code, another file, or a line that is no market', async () => {
  await KeptRuns.open(file, 'one');
  await expect(KeptRuns.open(file, 'two')).rejects.toThrow(/other code/);
  await appendFile(file, '{"cell":{},"run":0}\n');
  await expect(KeptRuns.open(file, 'one')).rejects.toThrow(/line 2 is no market/);
  await writeFile(file, '{}\n');
  await expect(KeptRuns.open(file, 'one')).rejects.toThrow(/not of this study/);
});
