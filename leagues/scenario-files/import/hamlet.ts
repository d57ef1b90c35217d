import { z } from 'zod';
import { refuseTooLarge } from '../package/scenario-package.js';
import { fraction, name, nonNegative, positive } from '../reading/field-schemas.js';
import { scenarioLimits } from '../reading/limits.js';
import { parseFields } from '../reading/parse-fields.js';
import { documentFrom } from '../reading/read-document.js';
import { FieldError, ScenarioError } from '../reading/scenario-error.js';
import { rowTimes, type SeriesFiles } from '../series/load-series.js';
import type { SeriesDocument } from '../series/series-schema.js';
import { zoneClock } from '../series/time-zone.js';
import { FileFaults, inFile, type Imported } from './imported.js';
import { summedTable, tableText } from './hamlet-table.js';

/** A folder as HAMLET lays out a scenario. */
export interface HamletFolder {
  readonly read: SeriesFiles;
  /** names of the folders in one of its folders, in order; none where it has none */
  readonly folders: (path: string) => Promise<readonly string[]>;
}

export interface HamletOptions {
  /** of the scenario */
  readonly id: string;
  /** whose clocks its homes live by */
  readonly timeZone: string;
}

/** A scenario made of it, with the tables that its series are in. */
export interface ImportedHamlet extends Imported {
  readonly read: SeriesFiles;
}

const PRICES = 'general/retailer.csv';
/** Of the retailer's table, 1e-7 EUR per Wh in EUR per kWh. */
const PRICE_FACTOR = 1e-4;
const WATTS = 1000;
const DAY = 86_400;
/** What its plants are here. */
const LOADS = ['inflexible-load'];
const GENERATORS = ['pv', 'wind', 'fixed-gen'];
const BATTERY = 'battery';
/** Heat that no electricity makes. */
const LEFT_OUT = ['heat', 'dhw', 'heat-storage'];

const plants = z
  .record(
    name,
    z.looseObject({
      type: z.enum([...LOADS, ...GENERATORS, BATTERY, ...LEFT_OUT], {
        error: ({ input }) =>
          `${typeof input === 'string' ? JSON.stringify(input.slice(0, 40)) : 'what is no text'} is not imported (make the scenario without them: \`share: 0\`)`,
      }),
      sizing: z.looseObject({}).default({}),
    }),
  )
  .refine(
    (all) => Object.keys(all).length <= scenarioLimits.importedPlants,
    `are more than ${scenarioLimits.importedPlants}`,
  );
const storage = z.looseObject({
  /** Wh, W, and of charging as of discharging */
  capacity: nonNegative,
  power: nonNegative,
  efficiency: positive.max(1),
  soc: fraction,
});

/**
 * The homes of a scenario that HAMLET made, as a community whose blocks are the days of its tables, which are read as CSV. Throws
 * `ScenarioError` for whatever is wrong with them.
 */
export async function hamlet(folder: HamletFolder, { id, timeZone }: HamletOptions): Promise<ImportedHamlet> {
  const agents = await agentsOf(folder);
  const files = new Map<string, string>();
  let [bytes, rows, leftOut]: [number, Rows | null, boolean] = [0, null, false];
  const households: object[] = [];
  const faults = new FileFaults();
  for (const agent of agents) {
    await faults.of(async () => {
      const csv = `${agent.path}/timeseries.csv`;
      const text = await tableOf(folder, csv);
      refuseTooLarge((bytes += Buffer.byteLength(text)), csv);
      const file = `${agent.path}/plants.json`;
      const json = await folder.read(file);
      const home = inFile(file, () => homeOf(parseFields(plants, documentFrom(json, file))));
      const table = inFile(csv, () => summedTable(text, home.columns));
      const written = tableText(table);
      files.set(csv, written);
      const times = inFile(csv, () => rowTimes(written, seriesOf(csv, 'load', 'W') as SeriesDocument));
      rows ??= times;
      if (times.start !== rows.start || times.rows !== rows.rows || times.step !== rows.step)
        throw new ScenarioError(csv, '', 'has other times than the first home', 'cut all tables to the same rows'); // prettier-ignore
      leftOut ||= home.leftOut;
      households.push({
        id: agent.id,
        ...('load' in table.sums && { load: { series: seriesOf(csv, 'load', 'W') } }),
        ...('generation' in table.sums && { pv: { series: seriesOf(csv, 'generation', 'W') } }),
        ...(home.batteries.length > 0 && { battery: home.batteries }),
      });
    });
    if (faults.isFull) break;
  }
  faults.check();
  const prices = await pricesOf(folder, files);
  const days = daysWithin([rows!, ...(prices.rows ? [prices.rows] : [])], timeZone);
  const step = STEPS.get(Math.round(rows!.step));
  if (!step)
    throw new ScenarioError(`${agents[0]!.path}/timeseries.csv`, '', `rows are ${rows!.step} s apart`, 'make the scenario by the quarter-hour, half-hour or hour'); // prettier-ignore
  return {
    document: {
      ...{ kind: 'community', id, title: `Homes of HAMLET (${agents.length})`, timeZone },
      ...{ start: days[0]!, step, periods: 'day' },
      draw: { days: { from: [`${days[0]!}/${days.at(-1)!}`] } },
      households,
      grid: prices.grid,
      ...(prices.localFee > 0 && { localFee: prices.localFee }),
    },
    notices: [
      `days are those of clocks in ${timeZone} (--time-zone)`,
      'levies are due on what neighbours sell as on what the retailer sells; balancing prices are not imported',
      ...(households.some((home) => 'battery' in home)
        ? ['batteries lose what they do there on the way in and out, and end a day as they begin it']
        : []),
      ...(leftOut ? ['heat is left out: no plant there makes it of electricity'] : []),
    ],
    read: (csv) => (files.has(csv) ? Promise.resolve(files.get(csv)!) : folder.read(csv)),
  };
}

type Rows = ReturnType<typeof rowTimes>;

const STEPS = new Map([
  [900, 'PT15M'],
  [1200, 'PT20M'],
  [1800, 'PT30M'],
  [3600, 'PT1H'],
]);

function seriesOf(csv: string, column: string, unit: string, factor = 1): object {
  return {
    ...{ csv, column, unit, time: 'timestamp', format: 'iso', timeZone: 'UTC', label: 'beginning' },
    ...{ factor, separator: ',', decimal: '.', gaps: 'refuse' },
  };
}

/** agents/<type>/<id>, in the order of their names. Throws where there are none, or too many. */
async function agentsOf({
  folders,
}: HamletFolder): Promise<{ readonly id: string; readonly path: string }[]> {
  const found: { id: string; path: string }[] = [];
  for (const type of await folders('agents'))
    for (const agent of await folders(`agents/${type}`))
      found.push({
        id: `${type}-${agent}`.replaceAll(/[^\w.-]/g, '-'),
        path: `agents/${type}/${agent}`,
      });
  if (found.length === 0) throw new ScenarioError('agents', '', 'has no agents', 'name the folder of a scenario that HAMLET has created'); // prettier-ignore
  if (found.length > scenarioLimits.agents)
    throw new ScenarioError('agents', '', `has ${found.length} of them, more than ${scenarioLimits.agents}`);
  return found;
}

/** A table as CSV; HAMLET itself writes Feather. */
async function tableOf({ read }: HamletFolder, csv: string): Promise<string> {
  try {
    return await read(csv);
  } catch (error) {
    if (error instanceof ScenarioError && error.reason === 'no such file')
      throw new ScenarioError(csv, '', error.reason, CONVERT);
    throw error;
  }
}

const CONVERT =
  'HAMLET\'s tables are read as CSV; in its folder: python -c "import glob, pandas; ' +
  "[pandas.read_feather(f).to_csv(f[:-2] + 'csv', index=False) for f in glob.glob('**/*.ft', recursive=True)]\"";

/** What a home's plants are here, and which columns of its table are its load and what it generates. */
function homeOf(found: z.infer<typeof plants>): {
  readonly columns: (headers: readonly string[]) => Record<string, string[]>;
  readonly batteries: object[];
  readonly leftOut: boolean;
} {
  const all = Object.entries(found);
  const ids = (types: readonly string[]): string[] =>
    all.filter(([, { type }]) => types.includes(type)).map(([plant]) => plant);
  const [loads, generators] = [ids(LOADS), ids(GENERATORS)];
  return {
    columns: (headers) => {
      const of = (plant: string): string => headers.find((header) => header.startsWith(`${plant}_`)) ?? plant;
      return {
        ...(loads.length > 0 && { load: loads.map(of) }),
        ...(generators.length > 0 && { generation: generators.map(of) }),
      };
    },
    batteries: all.flatMap(([plant, { type, sizing }]) => {
      if (type !== BATTERY) return [];
      const { capacity, power, efficiency, soc } = inPlant(plant, () => parseFields(storage, sizing));
      return [
        {
          capacity: capacity / WATTS,
          power: power / WATTS,
          efficiency: efficiency * efficiency,
          initial: soc,
        },
      ];
    }),
    leftOut: ids(LEFT_OUT).length > 0,
  };
}

function inPlant<T>(plant: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof FieldError)
      throw new FieldError([plant, 'sizing', ...error.path], error.reason, error.mend);
    throw error;
  }
}

/** What the retailer asks and pays, and what neighbours pay for what they sell to each other. */
async function pricesOf(
  folder: HamletFolder,
  files: Map<string, string>,
): Promise<{ readonly grid: object; readonly localFee: number; readonly rows?: Rows }> {
  const text = await tableOf(folder, PRICES);
  refuseTooLarge(Buffer.byteLength(text), PRICES);
  return inFile(PRICES, () => {
    const table = summedTable(text, (headers) => {
      const levies = (flow: 'in' | 'out'): string[] =>
        [`levies_price_${flow}`].filter((header) => headers.includes(header));
      return {
        retail: ['energy_price_out', 'grid_retail_in', ...levies('in')],
        sold: ['energy_price_in'],
        taken: ['grid_retail_out', ...levies('out')],
        local: ['grid_market_in', ...levies('in')],
      };
    });
    if (table.times.length === 0)
      throw new FieldError(['line 2'], 'there are no prices', 'make the scenario with a retailer');
    if (new Set(table.times).size < table.times.length)
      throw new FieldError([], 'has several prices for a time', 'leave one market, that of the retailer');
    const { retail, sold, taken, local } = table.sums;
    const feedIn = sold!.map((price, row) => price - taken![row]!);
    if (local!.some((price) => price !== local![0]))
      throw new FieldError(
        [],
        'has a local fee that changes',
        'let `grid_market_in` and levies be the same at all times',
      );
    const localFee = local![0]! * PRICE_FACTOR;
    if (localFee < 0)
      throw new FieldError(
        [],
        `has a local fee of ${localFee} EUR/kWh, and one below zero is not imported`,
        'let `grid_market_in` and levies be 0 or more together',
      );
    if ([retail!, feedIn].every((prices) => prices.every((price) => price === prices[0])))
      return { localFee, grid: { retail: retail![0]! * PRICE_FACTOR, feedIn: feedIn[0]! * PRICE_FACTOR } };
    const written = tableText({ times: table.times, sums: { retail: retail!, feedIn } });
    files.set(PRICES, written);
    const priced = (column: string): object => seriesOf(PRICES, column, 'EUR/kWh', PRICE_FACTOR);
    const rows = rowTimes(written, priced('retail') as SeriesDocument);
    return { localFee, rows, grid: { retail: priced('retail'), feedIn: priced('feedIn') } };
  });
}

/** Dates of all days that tables cover from midnight to midnight. Throws where there is none. */
function daysWithin(tables: readonly Rows[], timeZone: string): string[] {
  const clock = zoneClock(timeZone);
  if (!clock) throw new ScenarioError('--time-zone', '', `${timeZone} is no time zone`, 'UTC, or a name such as Europe/Berlin'); // prettier-ignore
  const from = Math.max(...tables.map(({ start }) => start));
  const to = Math.min(...tables.map(({ start, step, rows }) => start + rows * step));
  const days: string[] = [];
  for (
    let day = Math.floor(from / DAY) * DAY - DAY;
    day <= to && days.length < scenarioLimits.days;
    day += DAY
  ) {
    const [begins, ends] = [clock(day)[0], clock(day + DAY)[0]];
    if (begins !== undefined && ends !== undefined && begins >= from && ends <= to)
      days.push(new Date(day * 1000).toISOString().slice(0, 10));
  }
  if (days.length === 0) throw new ScenarioError('agents', '', `the tables hold no whole day of ${timeZone}`, 'make the scenario longer, or name another zone by `--time-zone`'); // prettier-ignore
  return days;
}
