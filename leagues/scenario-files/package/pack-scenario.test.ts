import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { dealt } from '#market/test/short-form.js';
import { loadScenario, shippedScenarios } from '../load-scenario.js';
import { packScenario } from './pack-scenario.js';
import { openPackage, packageOf, packageFrom, sha256Of } from './scenario-package.js';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'packages-'));
});
afterAll(() => rm(folder, { recursive: true }));

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
const csv = (values: (hour: number) => number): string => `kWh\n${HOURS.map(values).join('\n')}\n`;
const series = (file: string): object => ({
  csv: file,
  column: 'kWh',
  unit: 'kWh',
  start: '2025-06-01',
  step: 'PT1H',
});
const home = (id: string, file: string): object => ({ id, load: { series: series(file) } });

/** A community in a folder, whose series lie in two others and are called the same. */
async function community(name: string, second = csv(() => 2)): Promise<string> {
  for (const part of ['a', 'b']) await mkdir(join(folder, name, part), { recursive: true });
  await writeFile(
    join(folder, name, 'a/load.csv'),
    csv((hour) => hour / 10),
  );
  await writeFile(join(folder, name, 'b/load.csv'), second);
  const file = join(folder, name, 'street.yaml');
  const households = [
    home('one', 'a/load.csv'),
    home('two', './a/load.csv'),
    home('three', join(folder, name, 'b/load.csv')),
  ];
  const scenario = {
    kind: 'community',
    id: 'street',
    start: '2025-06-01',
    step: 'PT1H',
    periods: 24,
    households,
  };
  await writeFile(file, stringify({ ...scenario, grid: { retail: 0.3, feedIn: 0.1 } }));
  return file;
}

it.each(dealt([1, 2], 1))(
  'a shipped scenario draws from its package what it draws from its file, take %i',
  async (take) => {
    for (const name of dealt(await shippedScenarios(), 3)) {
      const opened = await openPackage(await packScenario(name));
      expect(opened.draw(`seed ${take}`)).toEqual((await loadScenario(name)).draw(`seed ${take}`));
    }
  },
);

it('holds every file once, by plain names, and nothing of where they lay', async () => {
  const file = await community('first');
  const one = await packScenario(file);
  expect(one.id).toBe('street');
  expect(sha256Of(one.content)).toBe(one.sha256);
  const { files, scenario } = JSON.parse(one.content) as {
    files: Record<string, string>;
    scenario: { households: { load: { series: { csv: string } } }[] };
  };
  expect(Object.keys(files)).toEqual(['load-2.csv', 'load.csv']);
  expect(scenario.households.map(({ load }) => load.series.csv)).toEqual([
    'load.csv',
    'load.csv',
    'load-2.csv',
  ]);
  expect(one.content).not.toContain(folder);
  expect((await openPackage(one)).draw('1')).toEqual((await loadScenario(file)).draw('1'));
});

it('is the same wherever its files lie, and another one if a single value is', async () => {
  const [first, moved] = [
    await packScenario(await community('here')),
    await packScenario(await community('there')),
  ];
  expect(moved).toEqual(first);
  const changed = await packScenario(
    await community(
      'changed',
      csv((hour) => (hour === 12 ? 2.001 : 2)),
    ),
  );
  expect(changed.sha256).not.toBe(first.sha256);
});

it('written into a file it is a scenario like any other, and packed again the same', async () => {
  const one = await packScenario(await community('again'));
  const file = join(folder, 'street.package.json');
  await writeFile(file, one.content);
  expect(await packScenario(file)).toEqual(one);
  expect(packageFrom(await readFile(file, 'utf8'), file)).toEqual(one);
  expect((await loadScenario(file)).draw('1')).toEqual((await openPackage(one)).draw('1'));
});

it('does not change with its files once it is made', async () => {
  const file = await community('frozen');
  const one = await packScenario(file);
  const before = (await openPackage(one)).draw('1');
  await cp(file, `${file}.old`);
  await writeFile(file, (await readFile(file, 'utf8')).replace('retail: 0.3', 'retail: 0.9'));
  expect((await openPackage(one)).draw('1')).toEqual(before);
  expect((await loadScenario(file)).draw('1')).not.toEqual(before);
});

it.each([
  ['no JSON', 'x', /is no package: not JSON/],
  ['a file outside', '{"files":{"../load.csv":""},"scenario":{"id":"x"}}', /must be called by plain names/],
  ['a hidden file', '{"files":{".load.csv":""},"scenario":{"id":"x"}}', /must be called by plain names/],
  ['no scenario', '{"files":{}}', /scenario: is missing/],
])('refuses %s', (_, content, reason) => {
  expect(() => packageFrom(content, 'p.json')).toThrow(reason);
});

it('is refused where nobody could read it again: as it is stored, not as its files are', () => {
  // Each line break is two characters of JSON.
  const scenario = { id: 'x' };
  const of = (lines: number) => packageOf({ files: { 'load.csv': '\n'.repeat(lines) }, scenario });
  const { content } = of(32 * 1024 ** 2 - 100);
  expect(packageFrom(content, 'p.json').content).toBe(content);
  expect(() => of(32 * 1024 ** 2)).toThrow(/x: its package has \d+ bytes, more than 67108864/);
});

it('a file that it names and does not hold is named, with the field', async () => {
  const one = await packScenario(await community('short'));
  const { scenario } = JSON.parse(one.content) as { scenario: object };
  const short = packageFrom(JSON.stringify({ files: {}, scenario }), 'short');
  await expect(openPackage(short)).rejects.toThrow(
    /street: households\[0\]\.load\.series: load\.csv: is not in the package/,
  );
});
