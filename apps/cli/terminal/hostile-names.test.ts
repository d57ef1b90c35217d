/** @short-form 1/3 or none; each time: table.test.ts, results/export/printable.test.ts */
import { writeFile } from 'node:fs/promises';
import { gridleague, temporaryFolder } from '../test/gridleague.js';

const folder = temporaryFolder();
const ESCAPES = /[^\P{C}\n]/u;
const name = '\u001b[2J\u001b[31mOWNED\u001b]0;title\u0007';

async function pluginFile(file: string, body: string): Promise<string> {
  const path = folder.path(file);
  await writeFile(path, `import { defineAgent } from '@gridleague/sdk';\n${body}`);
  return path;
}

it('check refuses the name of a plugin that speaks to the terminal, and shows no part of it raw', async () => {
  const path = await pluginFile(
    'named.ts',
    `export default defineAgent({ name: ${JSON.stringify(name)}, create: () => ({ bid: () => [] }) });`,
  );
  for (const options of [[], ['--json']]) {
    const { code, stdout, stderr } = await gridleague('check', path, ...options);
    expect(code).toBe(1);
    expect(stdout + stderr).toContain('name must be one line of printable characters');
    expect(stdout + stderr).not.toMatch(ESCAPES);
  }
});

it.each([
  ['thrown', `throw new Error(${JSON.stringify(name)})`],
  ['imported', `import ${JSON.stringify(name)};`],
  ['written in a wrong place', `const ${name} = 1;`],
  ['an identifier of', 'const a\\u{1b} = 1;'],
])('check shows an escape that is %s as text', async (_, body) => {
  const { code, stdout, stderr } = await gridleague('check', await pluginFile('said.ts', body));
  expect(code).toBe(1);
  expect(stdout).toContain('FAILED');
  expect(stdout + stderr).not.toMatch(ESCAPES);
});

it.each([
  ['check', 'no\u001b[2Jwhere.ts'],
  ['scenario', 'no\u001b[2Jwhere.yaml'],
  ['\u001b[2J'],
  ['play', '--\u001b[2J'],
  ['chain', 'show', '\u009b2J\u202e'],
])('what is asked for is named without its escapes (%j)', async (...args) => {
  const { code, stdout, stderr } = await gridleague(...args);
  expect(code).toBe(2);
  expect(stdout).toBe('');
  expect(stderr).toMatch(/\\x(1b|9b)/);
  expect(stderr).not.toMatch(ESCAPES);
});

it('a scenario’s title is one line of its description', async () => {
  const file = folder.path('titled.yaml');
  await writeFile(
    file,
    `kind: random\nid: titled\ntitle: ${JSON.stringify('a\u001b[2J\nWinner: me\u202e')}\nagents: 2\nresources: 2\n`,
  );
  const { code, stdout, stderr } = await gridleague('scenario', file);
  // Refused, or shown as text: in no case obeyed.
  expect([0, 2]).toContain(code);
  expect(stdout + stderr).not.toMatch(ESCAPES);
  expect(stdout).not.toMatch(/^Winner/m);
});
