/** @short-form 1/6; each time: sandbox/admission */
import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { dealt, sampled } from '#market/test/short-form.js';
import { gridleague, shell, temporaryFolder } from '../test/gridleague.js';

const folder = temporaryFolder();

it('new: says what comes next in lines that a shell takes, whatever the folder is called', async () => {
  const { stdout } = await gridleague('new', 'agent', 'mine', '--folder', folder.path("it's a place"));
  const [, file = ''] = /npm run cli -- test ('.*ts')/.exec(stdout) ?? [];
  expect(await shell(`$GRIDLEAGUE test ${file}`)).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/pass 3/) as string,
  });
  expect(await gridleague('test', folder.path('nothing.ts'))).toMatchObject({ code: 2 });
});

it('check: prints each check once, as it is done, and ends with the verdict', async () => {
  await writeFile(
    folder.path('late.js'),
    "import { defineAgent } from '@gridleague/sdk';\n" +
      "export default defineAgent({ name: 'late', create: () => ({ bid() { console.log('asked'); throw new Error('no'); } }) });",
  );
  const { code, stdout, stderr } = await gridleague('check', folder.path('late.js'));
  expect([code, stderr]).toEqual([1, '']);
  expect(stdout.match(/^(ok {4}|FAILED) \w+/gm)).toEqual([
    'ok     file',
    'ok     compile',
    'ok     load',
    'FAILED probes',
  ]);
  expect(stdout).toMatch(/console in the probes with 3 resources:\n {2}seat 0: asked/);
  expect(stdout).toMatch(/agent "late" \(late.js\) may not play yet[\s\S]*source sha256/);
});

it('check: names the line of a misspelt field, which compiles and runs', async () => {
  const file = folder.path('misspelt.ts');
  await writeFile(
    file,
    `import { defineAgent } from '@gridleague/sdk';
export default defineAgent({
  name: 'misspelt',
  create: () => ({
    bid: ({ prices }, { bestBundles }) =>
      bestBundles(prices).map((option) => ({ ...option, limit: option.valeu - 0.1 })),
  }),
});`,
  );
  const { code, stdout } = await gridleague('check', file);
  expect(code).toBe(1);
  expect(stdout).toContain('limit is NaN');
  expect(stdout).toMatch(/^note {3}types {8}misspelt\.ts:6:71: Property 'valeu' .* Did you mean 'value'\?$/m);
});

it('check: does not wait for a pipe', async () => {
  execFileSync('mkfifo', [folder.path('pipe.ts')]);
  const { code, stderr } = await gridleague('check', folder.path('pipe.ts'));
  expect([code, stderr]).toEqual([2, expect.stringContaining('is not a regular file')]);
});

it.each(dealt(['check', 'play'], 1))(
  '%s: says so of a source that is too much for the compiler',
  async (command) => {
    const steps = Array.from({ length: 30 }, (_, i) => `a${i + 1} = \`\${a${i}}\${a${i}}\``);
    const file = folder.path('bomb.ts');
    await writeFile(file, `enum E { a0 = '${'x'.repeat(100)}', ${steps.join(', ')} }; console.log(E.a30);`);
    const args = command === 'check' ? [file] : ['random-small', '--chain', 'memory', '--agent', file];
    const { code, stdout, stderr } = await gridleague(command, ...args);
    expect(stdout + stderr).toMatch(/bomb\.ts: (needs more than \d+ MB to compile|breaks the compiler)/);
    expect(code).toBe(command === 'check' ? 1 : 2);
  },
);

/** Breaks down in the second round of markets with twelve resources. */
const DAY = `import { affordable, defineAgent } from '@gridleague/sdk';
export default defineAgent({
  name: 'day',
  create: ({ resources }) => ({
    bid(view, tools) {
      if (view.round >= 2 && resources.length === 12) throw new Error('no evening');
      return affordable(tools.bestBundles(view.prices).map((one) => ({ ...one, limit: one.value })), view);
    },
  }),
});`;

it('check: tries what the shipped leagues play, and the scenarios it is to play in', async () => {
  const file = folder.path('day.js');
  await writeFile(file, DAY);
  const alone = await gridleague('check', file);
  expect([alone.code, alone.stdout]).toEqual([
    1,
    expect.stringMatching(
      /ok {5}determinism[^]*FAILED leagues +scenario demo-street of league demo, round 2: threw: .*no evening/,
    ),
  ]);
  // It is truthful in markets of other sizes, and earns what truthful does in its place.
  const [, own, reference] = /trial-random: .*; saved (\S+) a seat, truthful there (\S+), shaded/.exec(
    alone.stdout,
  )!;
  expect(own).toBe(reference);
  const { code, stdout } = await gridleague('check', file, '--scenario', 'demo-street');
  expect([code, stdout]).toEqual([1, expect.stringMatching(/FAILED matches .*demo-street.*no evening/)]);
  expect(await gridleague('check', file, '--scenario', 'nowhere')).toMatchObject({ code: 2, stdout: '' });
});

sampled(0.5)('check: tries what a league plays, under its rules, as a server does', async () => {
  const file = folder.path('day.js');
  await writeFile(file, DAY);
  const league = { id: 'mine', title: 'Mine', format: 'self-play', scenarios: ['demo-street'], blocks: 1 };
  await writeFile(folder.path('mine.json'), JSON.stringify(league));
  const { code, stdout } = await gridleague('check', file, '--league', folder.path('mine.json'));
  expect([code, stdout]).toEqual([
    1,
    expect.stringMatching(
      /ok {5}determinism[^]*FAILED leagues +scenario demo-street of league mine, round 2: threw: .*no evening/,
    ),
  ]);
  await writeFile(folder.path('mine.json'), JSON.stringify({ ...league, roundCap: 1 }));
  const short = await gridleague('check', file, '--league', folder.path('mine.json'));
  expect([short.code, short.stdout]).toEqual([
    0,
    expect.stringMatching(/ok {5}leagues +scenario demo-street of league mine: .* after 1 rounds/),
  ]);
  expect(await gridleague('check', file, '--league', 'nowhere')).toMatchObject({ code: 2, stdout: '' });
});

it('play: exits with 1 for a plugin that failed, if it is to be strict', async () => {
  const file = folder.path('day.js');
  await writeFile(file, DAY);
  const args = ['play', 'demo-street', '--rounds', '3', '--chain', 'memory', '--agent'];
  const codes = [file, 'truthful'].map((agent) => gridleague(...args, agent, '--strict'));
  expect((await Promise.all(codes)).map(({ code }) => code)).toEqual([1, 0]);
  expect((await gridleague(...args, file)).code).toBe(0);
});
