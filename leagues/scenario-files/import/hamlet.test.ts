import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { SeatValuation } from '#market/referee/seat-valuation.js';
import { theSolver } from '#market/test/a-match.js';
import { scenarioFrom } from '../scenario-from.js';
import { filesWithin, foldersWithin } from '../series/load-series.js';
import { hamlet, type ImportedHamlet } from './hamlet.js';

const QUARTER = 900_000;
/** Midnight in Berlin. */
const BEGIN = Date.UTC(2021, 2, 23, 23);

/** So many quarter-hours from then on, as HAMLET's tables write their times. */
const timeAt = (row: number): string =>
  new Date(BEGIN + row * QUARTER).toISOString().replace('T', ' ').replace('.000Z', '+00:00');
const table = (
  columns: readonly string[],
  cells: (row: number) => readonly (number | string)[],
  rows = 200,
): string =>
  [
    ['timestamp', ...columns].join(),
    ...Array.from({ length: rows }, (_, row) => [timeAt(row), ...cells(row)].join()),
  ].join('\n');

const plant = (type: string, sizing: object = {}): object => ({ type, id: 'x', sizing });
const battery = { power: 4000, capacity: 6000, efficiency: 0.95, soc: 0.5 };
const sunny = {
  l1: plant('inflexible-load', { demand: 3.5e6 }),
  l2: plant('inflexible-load'),
  p1: plant('pv', { power: 5000 }),
  b1: plant('battery', battery),
  h1: plant('heat'),
};
const plain = { l3: plant('inflexible-load') };
const PRICES = [
  'energy_price_in',
  'energy_price_out',
  'grid_market_in',
  'grid_retail_in',
  'grid_retail_out',
  'levies_price_in',
];
/** 400 W and 200 W, and 2 kW of sun from noon to 1 pm. */
const files: Readonly<Record<string, string>> = {
  'agents/sfh/one/plants.json': JSON.stringify(sunny),
  'agents/sfh/one/timeseries.csv': table(
    ['l1_electricity', 'l2_electricity', 'p1_electricity', 'h1_heat'],
    (row) => [...[400, 200, row % 96 >= 48 && row % 96 < 52 ? '2000.0' : 0, 7]],
  ),
  'agents/sfh/two/plants.json': JSON.stringify(plain),
  'agents/sfh/two/timeseries.csv': table(['l3_electricity'], () => [1000]),
  'general/retailer.csv': table(PRICES, () => [500, 1500, 400, 800, 0, 0], 2),
};

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gridleague-hamlet-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function imported(
  changed: Readonly<Record<string, string>> = {},
  timeZone = 'Europe/Berlin',
): Promise<ImportedHamlet> {
  for (const [file, text] of Object.entries({ ...files, ...changed })) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    if (text !== '') await writeFile(join(folder, file), text);
  }
  const from = { read: filesWithin(folder), folders: foldersWithin(folder) };
  return hamlet(from, { id: 'village', timeZone });
}

it('makes a community of a scenario that HAMLET created, whose blocks are its whole days', async () => {
  const { document, read, notices } = await imported();
  const scenario = await scenarioFrom(document, 'village', read);
  expect(scenario.days!.training).toEqual(['2021-03-24', '2021-03-25']);
  const drawn = scenario.draw('1@2021-03-25');
  const [one, two] = drawn.community!.households;
  expect([one!.id, two!.id]).toEqual(['sfh-one', 'sfh-two']);
  // 600 W and 2 kW for a quarter of an hour
  expect(Array.from(one!.load.slice(0, 2))).toEqual([0.15, 0.15]);
  expect(Array.from(one!.generation.slice(47, 53))).toEqual([0, 0.5, 0.5, 0.5, 0.5, 0]);
  expect(one!.batteries).toEqual([
    expect.objectContaining({ capacity: 6, chargePower: 4, efficiency: 0.95 ** 2, initialEnergy: 3 }),
  ]);
  expect(two!.batteries).toEqual([]);
  // retail: energy 0.15 and the grid's 0.08; what is sold gets 0.05; neighbours pay 0.04
  expect(drawn.community!.market.tariff!.retail[0]).toBeCloseTo(0.23, 12);
  expect(drawn.community!.market.tariff!.feedIn[0]).toBeCloseTo(0.05, 12);
  expect(drawn.community!.market.localFee[0]).toBeCloseTo(0.04, 12);
  expect(notices.join()).toContain('heat is left out');
  const { problem, endowment } = drawn.instance.participants[1]!;
  const alone = new SeatValuation(await theSolver(), problem, 'sfh-two').optimumAt(endowment);
  expect(alone.cost).toBeCloseTo(24 * 0.23, 9);
});

it('plays the days whose prices are known, where they change', async () => {
  const prices = table(PRICES, (row) => [500, row % 96 < 48 ? 1500 : 2500, 400, 800, 100, 100], 96);
  const { document, read } = await imported({ 'general/retailer.csv': prices });
  const scenario = await scenarioFrom(document, 'village', read);
  expect(scenario.days!.training).toEqual(['2021-03-24']);
  const { tariff, localFee } = scenario.draw('1').community!.market;
  expect([tariff!.retail[47], tariff!.retail[48], tariff!.feedIn[0]]).toEqual(
    [0.24, 0.34, 0.04].map((price) => expect.closeTo(price, 12) as number),
  );
  expect(localFee[0]).toBeCloseTo(0.05, 12);
});

const one = 'agents/sfh/one/timeseries.csv';
it.each<[string, Readonly<Record<string, string>>, string]>([
  [
    'tables as Feather',
    { [one]: '' },
    `${one}: no such file (HAMLET's tables are read as CSV; in its folder: python -c`,
  ],
  [
    'a local fee below zero',
    { 'general/retailer.csv': table(PRICES, () => [500, 1500, -400, 800, 0, 0], 2) },
    'general/retailer.csv: has a local fee of -0.04 EUR/kWh, and one below zero is not imported',
  ],
  [
    'a column without an end to its name',
    { [one]: files[one]!.replace('l1_electricity', `l1_${'\u001b'.repeat(1e6)}`).replace(',400,', ',x,') },
    "line 2: 'x' is not a number (l1_",
  ],
  [
    'a plant that it does not know',
    { 'agents/sfh/two/plants.json': JSON.stringify({ e: plant('ev') }) },
    '"ev" is not imported',
  ],
  [
    'a plant of a nested type',
    { 'agents/sfh/two/plants.json': `{"e":{"type":${'['.repeat(1e6)}${']'.repeat(1e6)}}}` },
    'plants.json: e.type: what is no text is not imported',
  ],
  [
    'plants without end',
    {
      'agents/sfh/two/plants.json': JSON.stringify(
        Object.fromEntries(Array.from({ length: 100_000 }, (_, i) => [`p${i}`, plant('pv')])),
      ),
    },
    'plants.json: are more than 1000',
  ],
  ['columns without end', { [one]: `timestamp${','.repeat(1e7)}` }, 'line 1: has more than 10000 cells'],
  [
    'a quote that is never closed',
    { [one]: files[one]!.replace(',400,', ',"400,') },
    'line 2: a quote is never closed',
  ],
  ['a formula', { [one]: files[one]!.replace(',400,', ',=1+1,') }, "line 2: '=1+1' is not a number"],
  ['NUL', { [one]: files[one]!.replace(',400,', ',4\0,') }, 'line 2: '],
  ['more power than there is', { [one]: files[one]!.replace(',400,', ',1e99,') }, 'is not a number'],
  [
    'the end of the year 9999',
    {
      [one]: table(['l1_electricity', 'l2_electricity', 'p1_electricity'], () => [1, 1, 1], 4).replaceAll(
        '2021-03-23',
        '9999-12-31',
      ),
    },
    'has other times than the first home',
  ],
  [
    'prices beyond all money',
    { 'general/retailer.csv': table(PRICES, () => [500, '1e99', 400, 800, 0, 0], 2) },
    'grid.retail: ',
  ],
  [
    'no number',
    { [one]: files[one]!.replace(',400,', ',NaN,') },
    "line 2: 'NaN' is not a number (l1_electricity)",
  ],
  [
    'numbers without end',
    { [one]: files[one]!.replace(',400,', ',1e308,') },
    "line 2: '1e308' is not a number",
  ],
  ['a gap', { [one]: files[one]!.split('\n').toSpliced(5, 1).join('\n') }, 'line 6'],
  ['no column of a plant', { [one]: files[one]!.replace('l2_elec', 'l9_elec') }, "no column 'l2'"],
  [
    'batteries without end',
    {
      'agents/sfh/one/plants.json': JSON.stringify({
        ...sunny,
        b1: plant('battery', { ...battery, capacity: 1e308 }),
      }),
    },
    'plants.json: b1.sizing.capacity',
  ],
  [
    'other times',
    { [one]: table(['l1_electricity', 'l2_electricity', 'p1_electricity'], () => [1, 1, 1], 96) },
    'has other times than the first home',
  ],
  [
    'several markets',
    {
      'general/retailer.csv': `${files['general/retailer.csv']!}\n${files['general/retailer.csv']!.split('\n').slice(1).join('\n')}`,
    },
    'has several prices for a time',
  ],
  [
    'a fee that changes',
    { 'general/retailer.csv': table(PRICES, (row) => [500, 1500, 400 + row, 800, 0, 0], 2) },
    'has a local fee that changes',
  ],
  [
    'names that are one',
    {
      'agents/sfh/a b/plants.json': JSON.stringify(plain),
      'agents/sfh/a b/timeseries.csv': files['agents/sfh/two/timeseries.csv']!,
      'agents/sfh/a-b/plants.json': JSON.stringify(plain),
      'agents/sfh/a-b/timeseries.csv': files['agents/sfh/two/timeseries.csv']!,
    },
    'a-b',
  ],
])('refuses %s', async (_, changed, reason) => {
  const scenario = imported(changed).then(({ document, read }) => scenarioFrom(document, 'village', read));
  await expect(scenario).rejects.toThrow(reason);
});

it('tells what is wrong with all homes at once', async () => {
  const told = imported({
    [one]: files[one]!.replace(',400,', ',x,').replace(',400,', ',y,'),
    'agents/sfh/two/plants.json': JSON.stringify({ e: plant('ev') }),
  });
  await expect(told).rejects.toThrow(
    /^agents\/sfh\/one\/timeseries\.csv: line 2: 'x' is not a number \(l1_electricity\) \(write it like 0\.25\)\nalso:\n {2}line 3: 'y' is not a number .*\n {2}agents\/sfh\/two\/plants\.json: e\.type: "ev" is not imported/,
  );
});

it('refuses a folder that is none of HAMLET, a day that is not whole, and what lies outside of it', async () => {
  await expect(
    hamlet({ read: filesWithin(folder), folders: foldersWithin(folder) }, { id: 'x', timeZone: 'UTC' }),
  ).rejects.toThrow('has no agents');
  await expect(imported({}, 'Nowhere/Land')).rejects.toThrow('Nowhere/Land is no time zone');
  await symlink('/', join(folder, 'agents', 'up'));
  // A link is no folder.
  await expect(imported()).resolves.toBeDefined();
  await rm(join(folder, 'agents'), { recursive: true });
  await symlink('/etc', join(folder, 'agents'));
  await expect(
    hamlet({ read: filesWithin(folder), folders: foldersWithin(folder) }, { id: 'x', timeZone: 'UTC' }),
  ).rejects.toThrow('leads out of the folder');
});
