import { z } from 'zod';
import { refuseTooLarge } from '../package/scenario-package.js';
import { name, nonNegative, positive } from '../reading/field-schemas.js';
import { scenarioLimits } from '../reading/limits.js';
import { parseFields } from '../reading/parse-fields.js';
import { documentFrom } from '../reading/read-document.js';
import { FieldError, fieldPath, ScenarioError } from '../reading/scenario-error.js';
import { columnsOf, type SeriesFiles } from '../series/load-series.js';
import { csvRecords, told } from '../series/csv.js';
import { calendarOfRows, type RowCalendar } from './citylearn-calendar.js';
import { FileFaults, inFile, type Imported } from './imported.js';

export interface CityLearnOptions {
  /** of the scenario */
  readonly id: string;
  /** of the first row */
  readonly year: number;
  /** money per kWh that is fed in */
  readonly feedIn: number;
}

const SCHEMA = 'schema.json';
const LOAD = 'Equipment Electric Power [kWh]';
const SUN = 'Solar Generation [W/kW]';
const PRICE = 'Electricity Pricing [$]';
const CARBON = 'kg_CO2/kWh';
/** Served by devices that the scenario has none of. */
const THERMAL = ['DHW Heating [kWh]', 'Cooling Load [kWh]', 'Heating Load [kWh]'];

const file = z.string().regex(/^[\w-][\w.-]{0,99}$/, 'must be the name of a file in the folder');
const device = <Shape extends z.ZodRawShape>(attributes: Shape) =>
  z.looseObject({ attributes: z.looseObject(attributes) }).nullish();

/** What is read of `schema.json`. */
const schema = z.looseObject({
  seconds_per_time_step: z.literal(3600, { error: 'must be 3600: rows by the hour' }).optional(),
  buildings: z.record(
    name,
    z.looseObject({
      include: z.boolean().default(true),
      energy_simulation: file,
      pricing: file,
      carbon_intensity: file.nullish(),
      electrical_storage: device({
        capacity: nonNegative,
        nominal_power: nonNegative,
        efficiency: positive.max(1).default(0.9),
      }),
      pv: device({ nominal_power: nonNegative }),
    }),
  ),
});
type Building = z.infer<typeof schema>['buildings'][string];

/**
 * The buildings of a folder as CityLearn 2022 lays it out, as a community whose blocks are the days of its files. `read` has its files.
 * Throws `ScenarioError` for whatever is wrong with them.
 */
export async function cityLearn(read: SeriesFiles, options: CityLearnOptions): Promise<Imported> {
  const { id, year, feedIn } = options;
  const text = await read(SCHEMA);
  const buildings = inFile(SCHEMA, () =>
    Object.entries(parseFields(schema, documentFrom(text, SCHEMA)).buildings).filter(
      ([, { include }]) => include,
    ),
  );
  const [first] = buildings;
  if (!first) throw new ScenarioError(SCHEMA, 'buildings', 'names no building', 'let `include` be true for one'); // prettier-ignore
  if (buildings.length > scenarioLimits.agents)
    throw new ScenarioError(
      ...([SCHEMA, 'buildings', `names ${buildings.length}, more than ${scenarioLimits.agents}`] as const),
      'leave some out by `include: false`',
    );
  const shared = (of: 'pricing' | 'carbon_intensity'): string | undefined => {
    const other = buildings.find(([, building]) => building[of] !== first[1][of]);
    if (other)
      throw new ScenarioError(
        ...([SCHEMA, fieldPath(['buildings', other[0], of]), 'is not that of the others'] as const),
        'leave such buildings out by `include: false`',
      );
    return first[1][of] ?? undefined;
  };
  const pricing = shared('pricing')!;
  const carbon = shared('carbon_intensity');
  const calendar = await commonCalendar(
    read,
    buildings.map(([, { energy_simulation: csv }]) => csv),
    year,
  );
  const column = (csv: string, header: string, unit: string): object => {
    return { csv, column: header, unit, start: calendar.start, step: 'PT1H' };
  };
  return {
    document: {
      ...{ kind: 'community', id, title: `CityLearn homes (${buildings.length})` },
      ...{ start: `${calendar.firstDay}T00:00`, step: 'PT1H', periods: 24 },
      draw: { days: { from: [`${calendar.firstDay}/${calendar.lastDay}`], strata: 'season' } },
      households: buildings.map(([building, { energy_simulation: csv, ...devices }]) => ({
        id: building.replaceAll(/[^\w.-]/g, '-'),
        load: { series: column(csv, LOAD, 'kWh') },
        ...devicesOf(devices, column(csv, SUN, 'W/kW')),
      })),
      grid: { retail: column(pricing, PRICE, 'EUR/kWh'), feedIn },
      ...(carbon && { carbon: { average: column(carbon, CARBON, 'kg/kWh') } }),
    },
    notices: [
      `hours are those of the files, whose first is taken for ${calendar.start.replace('T', ' ')} (--year)`,
      'prices are dollars, told as EUR',
      `what is fed in earns ${feedIn} a kWh (--feed-in): the files price none`,
      ...(buildings.some(([, { electrical_storage: one }]) => one)
        ? ['batteries lose no capacity and nothing while they stand; they begin and end the day empty']
        : []),
    ],
  };
}

/** The hours of all these files, each of which is read once. Throws `ScenarioError` where they differ, or are too long together. */
async function commonCalendar(
  read: SeriesFiles,
  files: readonly string[],
  year: number,
): Promise<RowCalendar> {
  let [first, bytes]: [RowCalendar | null, number] = [null, 0];
  const faults = new FileFaults();
  for (const csv of new Set(files)) {
    await faults.of(async () => {
      const rows = await read(csv);
      refuseTooLarge((bytes += Buffer.byteLength(rows)), csv);
      const calendar = inFile(csv, () => calendarOfRows(rows, year));
      first ??= calendar;
      if (calendar.start !== first.start || calendar.rows !== first.rows)
        throw new ScenarioError(
          ...([csv, '', 'has other hours than the first building'] as const),
          'cut both to the same rows',
        );
      inFile(csv, () => refuseThermal(rows));
    });
    if (faults.isFull) break;
  }
  faults.check();
  return first!;
}

/** A battery that begins empty, as there, and a plant that its own series measures. */
function devicesOf({ electrical_storage: storage, pv }: Partial<Building>, sun: object): object {
  const { capacity = 0, nominal_power: power = 0, efficiency = 0.9 } = storage?.attributes ?? {};
  const peakPower = pv?.attributes.nominal_power ?? 0;
  return {
    ...(capacity > 0 && power > 0 && { battery: { capacity, power, efficiency, initial: 0 } }),
    ...(peakPower > 0 && { pv: { peakPower, series: sun } }),
  };
}

function refuseThermal(text: string): void {
  for (const column of THERMAL) {
    const records = csvRecords(text, ',');
    const { value } = columnsOf(records, { column } as Parameters<typeof columnsOf>[1]);
    for (const { line, cells } of records)
      if (Number(cells[value]) !== 0)
        throw new FieldError(
          [`line ${line}`],
          `${column} is ${told(cells[value]!)}: heating and cooling are not imported`,
          'leave the building out by `include: false`, or let the column be 0',
        );
  }
}
