import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SeatValuation } from '#market/referee/seat-valuation.js';
import { theSolver } from '#market/test/a-match.js';
import { scenarioFrom } from '../scenario-from.js';
import { filesWithin } from '../series/load-series.js';
import { cityLearn } from './citylearn.js';
import type { Imported } from './imported.js';

const HEADER =
  'Month,Hour,Day Type,Daylight Savings Status,Equipment Electric Power [kWh],DHW Heating [kWh],Cooling Load [kWh],Heating Load [kWh],Solar Generation [W/kW]';
/** From Sunday, 31 July 2016, 23:00 on, as many hours: 1 kWh, 2 from noon to 1 pm, when each kW of a plant makes 500 W. */
function building(hours = 50): string[] {
  const rows = Array.from({ length: hours }, (_, i) => {
    const at = new Date(Date.UTC(2016, 6, 31, 23) + i * 3_600_000);
    const noon = at.getUTCHours() === 12;
    const dayType = ((at.getUTCDay() + 6) % 7) + 1;
    return [at.getUTCMonth() + 1, at.getUTCHours() + 1, dayType, 0, noon ? 2 : 1, 0, 0, 0, noon ? 500 : 0];
  });
  return [
    HEADER,
    ...rows.map((row) => row.map((cell) => (Number.isInteger(cell) ? `${cell}.0` : cell)).join()),
  ];
}

const device = (attributes: object): object => ({ type: 'x', autosize: false, attributes });
const home = (more: object): object => ({
  ...{ include: true, energy_simulation: 'Building_1.csv', weather: 'weather.csv' },
  ...{ pricing: 'pricing.csv', carbon_intensity: 'carbon_intensity.csv', ...more },
});
const storage = device({ capacity: 6.4, nominal_power: 5, efficiency: 0.9, loss_coefficient: 0 });
const buildings = {
  Building_1: home({ pv: device({ nominal_power: 4 }) }),
  'Building 2': home({ electrical_storage: storage }),
  Building_3: home({ include: false, energy_simulation: 'missing.csv' }),
};

/** What was read last. */
let reads: string[] = [];

async function imported(
  files: Readonly<Record<string, string>> = {},
  year = 2016,
): Promise<Imported & { read: (csv: string) => Promise<string> }> {
  const rows = building();
  const series = (header: string, value: number): string =>
    [header, ...rows.slice(1).map((_, i) => (i < 20 ? value : 2 * value))].join('\n');
  const all: Readonly<Record<string, string>> = {
    'schema.json': JSON.stringify({ seconds_per_time_step: 3600, buildings }),
    'Building_1.csv': rows.join('\n'),
    'pricing.csv': series('Electricity Pricing [$]', 0.2),
    'carbon_intensity.csv': series('kg_CO2/kWh', 0.15),
    ...files,
  };
  reads = [];
  const read = (csv: string): Promise<string> => {
    reads.push(csv);
    return Promise.resolve(all[csv] ?? '');
  };
  return { ...(await cityLearn(read, { id: 'city', year, feedIn: 0.05 })), read };
}

it('makes a community of a folder, whose blocks are its whole days', async () => {
  const { document, read, notices } = await imported();
  const scenario = await scenarioFrom(document, 'city', read);
  expect(scenario.days!.training).toEqual(['2016-08-01', '2016-08-02']);
  const drawn = scenario.draw('1@2016-08-01');
  const [sunny, stored] = drawn.community!.households;
  expect(drawn.community!.households.map(({ id }) => id)).toEqual(['Building_1', 'Building-2']);
  expect(Array.from(sunny!.load.slice(11, 14))).toEqual([1, 2, 1]);
  // 4 kW x 500 W/kW for an hour
  expect(Array.from(sunny!.generation.slice(11, 14))).toEqual([0, 2, 0]);
  expect(stored!.batteries).toEqual([
    expect.objectContaining({ capacity: 6.4, chargePower: 5, efficiency: 0.9, initialEnergy: 0 }),
  ]);
  expect(drawn.community!.carbon!.average.slice(18, 20)).toEqual(Float64Array.of(150, 300));
  expect(notices.join()).toContain('2016-07-31 23:00');
  // 23 hours of 1 kWh, none at noon: rows 1 to 19 of the file at 0.20, from 19:00 on 5 at 0.40
  const { problem, endowment } = drawn.instance.participants[0]!;
  const alone = new SeatValuation(await theSolver(), problem, 'Building_1').optimumAt(endowment);
  expect(alone.cost).toBeCloseTo(18 * 0.2 + 5 * 0.4, 9);
});

it.each<[string, Readonly<Record<string, string>>, number, string]>([
  ['another year', {}, 2017, 'Building_1.csv: line 2: is of a Sunday; 2017-07-31 is a Monday'],
  [
    'an hour that is missing',
    { 'Building_1.csv': building().toSpliced(5, 1).join('\n') },
    2016,
    'Building_1.csv: line 6: is of month 8, hour 5; due is month 8, hour 4',
  ],
  [
    'heat',
    { 'Building_1.csv': building().join('\n').replace('1.0,0.0,0.0,0.0,0.0\n', '1.0,0.0,0.0,3.5,0.0\n') },
    2016,
    'heating and cooling are not imported',
  ],
  [
    'heat that is told at length',
    {
      'Building_1.csv': building()
        .join('\n')
        .replace('1.0,0.0,0.0,0.0,0.0\n', `1.0,0.0,0.0,${'9'.repeat(1e6)},0.0\n`),
    },
    2016,
    `Heating Load [kWh] is ${'9'.repeat(40)}…: heating`,
  ],
  [
    'prices of their own',
    { 'schema.json': JSON.stringify({ buildings: { ...buildings, d: home({ pricing: 'other.csv' }) } }) },
    2016,
    'schema.json: buildings.d.pricing: is not that of the others',
  ],
  [
    'a file elsewhere',
    { 'schema.json': JSON.stringify({ buildings: { a: home({ pricing: '../x.csv' }) } }) },
    2016,
    'must be the name of a file',
  ],
  [
    'no months',
    { 'Building_1.csv': building().join('\n').replace('7.0,', 'NaN,') },
    2016,
    'Building_1.csv: line 2: is of month NaN, hour 24; there is no such hour',
  ],
  [
    'months without end',
    { 'Building_1.csv': building().join('\n').replace('8.0,1.0,', '1e308,1.0,') },
    2016,
    'Building_1.csv: line 3: is of month 1e+308',
  ],
  [
    'loads beyond all numbers',
    { 'Building_1.csv': building().join('\n').replaceAll(',0.0,2.0,0.0,', ',0.0,1e308,0.0,') },
    2016,
    "'1e308' is not a number",
  ],
  [
    'columns without end',
    { 'Building_1.csv': `Month,Hour${','.repeat(1e7)}` },
    2016,
    'Building_1.csv: line 1: has more than 10000 cells',
  ],
  [
    'a quote that is never closed',
    { 'pricing.csv': '"Electricity Pricing [$]\n0.2' },
    2016,
    'pricing.csv: line 1: a quote is never closed',
  ],
  [
    'a formula for a price',
    { 'pricing.csv': ['Electricity Pricing [$]', ...Array<string>(50).fill('=1+1')].join('\n') },
    2016,
    "pricing.csv: lines 2, 3, 4, 5, 6 and 45 more: '=1+1' is not a number",
  ],
  [
    'a price beyond all money',
    { 'pricing.csv': ['Electricity Pricing [$]', ...Array<string>(50).fill('1e99')].join('\n') },
    2016,
    "'1e99' is not a number",
  ],
  [
    'hours without a time',
    { 'Building_1.csv': building().join('\n').replace('8.0,1.0,', '8.0,\0,') },
    2016,
    'Building_1.csv: line 3: is of month 8, hour NaN',
  ],
  [
    'a schema that is nested without end',
    { 'schema.json': '['.repeat(1e6) },
    2016,
    'schema.json: is not JSON',
  ],
  ['a schema that is itself', { 'schema.json': 'buildings: &a { b: *a }' }, 2016, 'schema.json: '],
  [
    'a building that is the prototype',
    { 'schema.json': '{"buildings":{"__proto__":{}}}' },
    2016,
    'schema.json: buildings.__proto__: nothing may be called so',
  ],
  ['the year 9999', {}, 9999, 'Building_1.csv: line 2: is of a Sunday'],
  [
    'loads that are none',
    { 'Building_1.csv': building().join('\n').replaceAll(',0.0,2.0,0.0,', ',0.0,NaN,0.0,') },
    2016,
    "'NaN' is not a number",
  ],
  [
    'loads that are missing',
    { 'Building_1.csv': building().join('\n').replaceAll(',0.0,2.0,0.0,', ',0.0,,0.0,') },
    2016,
    'the value is missing',
  ],
  [
    'batteries without end',
    {
      'schema.json': JSON.stringify({
        buildings: { a: home({ electrical_storage: device({ capacity: 1e308, nominal_power: 5 }) }) },
      }),
    },
    2016,
    'schema.json: buildings.a.electrical_storage.attributes.capacity',
  ],
  [
    'a city that no market holds',
    {
      'schema.json': JSON.stringify({
        buildings: Object.fromEntries(Array.from({ length: 2001 }, (_, i) => [`b${i}`, home({})])),
      }),
    },
    2016,
    'schema.json: buildings: names 2001, more than 2000',
  ],
  [
    'names that are one',
    { 'schema.json': JSON.stringify({ buildings: { 'a b': home({}), 'a-b': home({}) } }) },
    2016,
    'a-b',
  ],
  ['no schema', { 'schema.json': '{}' }, 2016, 'schema.json: buildings: is missing'],
])('refuses %s', async (_, files, year, reason) => {
  const scenario = imported(files, year).then(({ document, read }) => scenarioFrom(document, 'city', read));
  await expect(scenario).rejects.toThrow(reason);
});

it('tells what is wrong with all files at once', async () => {
  const rows = building().join('\n');
  const told = imported({
    'Building_1.csv': rows.replace('1.0,0.0,0.0,0.0,0.0\n', '1.0,0.0,0.0,3.5,0.0\n'),
    'Building_2.csv': building().toSpliced(5, 1).join('\n'),
    'schema.json': JSON.stringify({
      buildings: { a: home({}), b: home({ energy_simulation: 'Building_2.csv' }), c: home({ energy_simulation: 'none.csv' }) }, // prettier-ignore
    }),
  });
  await expect(told).rejects.toThrow(
    /^Building_1\.csv: line \d+: .*heating and cooling are not imported \(leave .*\)\nalso:\n {2}Building_2\.csv: line 6: is of month 8, hour 5; due .*\(rows must be .*\)\n {2}none\.csv: line 1: the header is missing/,
  );
});

it('reads a file once, however many buildings name it', async () => {
  const names = Array.from({ length: 200 }, (_, i) => `b${i}`);
  const schema = JSON.stringify({ buildings: Object.fromEntries(names.map((id) => [id, home({})])) });
  const { document } = await imported({ 'schema.json': schema });
  expect((document as { households: unknown[] }).households).toHaveLength(200);
  expect(reads.filter((csv) => csv === 'Building_1.csv')).toHaveLength(1);
});

it('reads nothing beside the folder: no link leads out of it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'gridleague-city-'));
  try {
    const inside = join(folder, 'city');
    await mkdir(inside);
    await writeFile(join(folder, 'secret.csv'), 'a secret\n');
    await writeFile(join(inside, 'own.csv'), 'own\n');
    await symlink('../secret.csv', join(inside, 'linked.csv'));
    await symlink('own.csv', join(inside, 'alias.csv'));
    await symlink(folder, join(inside, 'up'));
    const read = filesWithin(inside);
    expect(await read('alias.csv')).toBe('own\n');
    for (const csv of ['linked.csv', 'up/secret.csv', '../secret.csv', '..', join(folder, 'secret.csv')])
      await expect(read(csv)).rejects.toThrow(`${csv}: leads out of the folder`);
    await expect(read('none.csv')).rejects.toThrow('no such file');
    await expect(read('.')).rejects.toThrow('is a folder');
  } finally {
    await rm(folder, { recursive: true });
  }
});
