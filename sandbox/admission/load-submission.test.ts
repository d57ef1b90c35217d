import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadSubmission } from './load-submission.js';
import { SandboxPool } from '../isolated/sandbox-pool.js';

const pool = new SandboxPool({ spares: 0 });
const folder = mkdtempSync(join(tmpdir(), 'gridleague-load-'));
afterAll(async () => {
  await pool.close();
  rmSync(folder, { recursive: true, force: true });
});

const file = (name: string, source: string): string => {
  const path = join(folder, name);
  writeFileSync(path, source);
  return path;
};

it('loads a reference plugin by its name', async () => {
  const loaded = await loadSubmission('truthful', 'agent', pool);
  expect(loaded).toMatchObject({ kind: 'agent', name: 'truthful', file: 'truthful.ts' });
  expect(loaded.version).toBe(loaded.sha256.slice(0, 8));
});

it('runs nothing of a file in this process', async () => {
  const path = file('outside.js', 'globalThis.escaped = true; throw new Error(typeof process);');
  await expect(loadSubmission(path, 'agent', pool)).rejects.toThrow(
    /outside.js: threw: Error: undefined \(outside.js:1:/,
  );
  expect('escaped' in globalThis).toBe(false);
});

it.each([
  ['nobody', 'agent', 'no reference agent has this name; there are '],
  ['passive', 'agent', 'no reference agent has this name'],
  ['./missing.ts', 'dealer', 'no such file'],
] as const)('says what is wrong with %s as %s', async (name, kind, message) => {
  await expect(loadSubmission(name, kind, pool)).rejects.toThrow(message);
});

it('does not take an agent for a dealer', async () => {
  const source =
    "import { defineAgent } from '@gridleague/sdk'; export default defineAgent({ name: 'a', create: () => ({ bid: () => [] }) });";
  await expect(loadSubmission(file('a.ts', source), 'dealer', pool)).rejects.toThrow(
    'a.ts: is an agent plugin; wanted is a dealer',
  );
});
