import { z } from 'zod';
import { receivers } from '#market/energy/regulation.js';
import { regulationPresets, type RegulationName } from '#market/energy/regulation-presets.js';
import { conductFields, participationFits, participationRefinement } from '../conduct/conduct-schema.js';
import { drawSchema } from '../days/days-schema.js';
import { finite, fraction, identifier, name, nonNegative, positive } from '../reading/field-schemas.js';
import { scenarioLimits } from '../reading/limits.js';
import { parseFields } from '../reading/parse-fields.js';
import { FieldError } from '../reading/scenario-error.js';
import { isPerPeak, isPrice } from '../series/units.js';
import { clockTime, type SeriesDocument, seriesSchema, stepHours } from '../series/series-schema.js';
import { zoneClock } from '../series/time-zone.js';

/** A number, or [low, high]: drawn anew for every household. */
const drawn = <T extends z.ZodType<number>>(number: T) =>
  z.union([
    number,
    z
      .tuple([number, number])
      .refine((range) => Number(range[0]) <= Number(range[1]), { message: 'low is above high' }),
  ]);

/** Hours of the day from `HH:MM`; 24:00 is the end of the day. */
const timeOfDay = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, "a time of day such as '17:30' (in quotes)")
  .transform((text) => Number(text.slice(0, 2)) + Number(text.slice(3)) / 60);
const drawnTime = z.union([timeOfDay, z.tuple([timeOfDay, timeOfDay])]);
const window = { from: timeOfDay, to: timeOfDay };

const energySeries = seriesSchema.refine(({ unit }) => !isPrice(unit), {
  path: ['unit'],
  message: 'is a price; energy is wanted',
});
const loadSeries = energySeries.refine(({ unit }) => !isPerPeak(unit), {
  path: ['unit'],
  message: 'is per kW of peak power; a load has none',
});
const plantSeries = energySeries.refine(({ meter }) => meter === undefined, {
  path: ['meter'],
  message: 'belongs to a load: what a plant generates is not netted',
});
const priceSeries = seriesSchema.refine(({ unit }) => isPrice(unit), {
  path: ['unit'],
  message: 'must be EUR/kWh, ct/kWh or EUR/MWh for a price',
});

function largestOf(number: number | readonly [number, number]): number {
  return typeof number === 'number' ? number : number[1];
}

function isAbsolute(series: SeriesDocument | undefined): boolean {
  return series !== undefined && !isPerPeak(series.unit);
}

/** A price all day, by the hour of the day, or from a file. */
const schedule = z.union([
  finite,
  priceSeries,
  z.strictObject({
    otherwise: finite,
    windows: z
      .array(z.strictObject({ ...window, price: finite }))
      .min(1)
      .max(96),
  }),
]);

/** A synthetic plant, or one measured: a series per kW of peak power, or one of the plant as it is. */
const solarPlant = z
  .strictObject({
    peakPower: drawn(nonNegative).optional(),
    tilt: drawn(z.number().min(0).max(90)).default(30),
    azimuth: drawn(z.number().min(-180).max(180)).default(0),
    series: plantSeries.optional(),
  })
  .refine(({ peakPower, series }) => (peakPower === undefined) === isAbsolute(series), {
    path: ['peakPower'],
    message: 'belongs to a plant unless its series is of the whole plant (kWh, kW and the like) already',
  });

const battery = z.strictObject({
  capacity: drawn(nonNegative),
  power: drawn(nonNegative),
  dischargePower: drawn(nonNegative).optional(),
  efficiency: drawn(z.number().gt(0).max(1)).default(0.9),
  initial: drawn(fraction).default(0.5),
  wear: nonNegative.default(0),
});

const dailyHeat = z.strictObject({
  dailyEnergy: drawn(nonNegative),
  power: positive,
  windowHours: z.number().min(1).max(24).default(6),
});

const celsius = z.number().min(-60).max(60);

/** A heat pump that keeps a house within its comfort band. */
const heatedHouse = z
  .strictObject({
    power: positive,
    /** all day, or by the hour of the day */
    outside: z.union([celsius, z.array(celsius).length(24)]),
    /** always, or at some outside temperatures, straight in between and level beyond */
    cop: z.union([
      z.number().gt(0).max(20),
      z
        .array(z.strictObject({ outside: celsius, is: z.number().gt(0).max(20) }))
        .min(1)
        .max(50)
        .refine((points) => points.every(({ outside }, i) => i === 0 || outside > points[i - 1]!.outside), {
          message: 'must go from cold to warm',
        }),
    ]),
    /** kW/K, kWh/K */
    loss: positive,
    heatCapacity: positive,
    comfort: z.strictObject({ low: celsius, high: celsius }),
    /** degrees Celsius at the start; default: the middle of the band */
    initial: celsius.optional(),
  })
  .refine(({ comfort: { low, high }, initial = low }) => low <= initial && initial <= high, {
    path: ['comfort'],
    message: 'must have `low` <= `initial` <= `high`',
  });

const householdGroup = z
  .strictObject({
    id: identifier,
    count: z.int().min(1).max(scenarioLimits.agents).default(1),
    load: z
      .union([
        z.strictObject({ annualEnergy: drawn(nonNegative) }),
        z.strictObject({ series: loadSeries, scale: drawn(nonNegative).default(1) }),
      ])
      .optional(),
    pv: solarPlant.optional(),
    battery: z.union([battery, z.array(battery).min(1).max(4)]).optional(),
    appliances: z
      .array(
        z.strictObject({
          id: identifier,
          energy: drawn(nonNegative),
          power: positive,
          from: drawnTime,
          to: drawnTime,
        }),
      )
      .max(20)
      .default([]),
    ev: z
      .strictObject({
        ...{ energy: drawn(nonNegative), power: positive, arrival: drawnTime, departure: drawnTime },
        /** the car may also give */
        v2g: z
          .strictObject({
            capacity: positive,
            /** held whenever it comes, of the capacity */
            initial: fraction.default(0.5),
            dischargePower: positive.optional(),
            efficiency: z.number().gt(0).max(1).default(0.9),
            wear: nonNegative.default(0),
          })
          .optional(),
      })
      .refine(({ energy, v2g }) => !v2g || v2g.capacity * (1 - v2g.initial) >= largestOf(energy), {
        path: ['v2g', 'capacity'],
        message: 'does not hold what the car comes with and `energy` besides',
      })
      .optional(),
    heatPump: z.union([dailyHeat, heatedHouse]).optional(),
    /** kW */
    connection: positive.default(14.5),
    /** EUR per kWh that it wants and does not get; default: the community's */
    valueOfLostLoad: positive.optional(),
    /** a contract of its own, on its own connection; what it does not state is as for all */
    tariff: z.strictObject({ retail: schedule.optional(), feedIn: schedule.optional() }).optional(),
  })
  .refine(({ load, pv }) => !pv || !load || !('series' in load) || load.series.meter === undefined, {
    path: ['pv'],
    message: 'is in the load already, which is measured behind it (`meter: net`)',
  });

const regulation = z.union([
  z.enum(Object.keys(regulationPresets) as [RegulationName, ...RegulationName[]]),
  z
    .array(
      z.strictObject({
        name,
        unit: z.enum(['ct/kWh', '%', 'EUR/a', 'EUR/kW']),
        retail: finite.optional(),
        local: finite.optional(),
        feedIn: finite.optional(),
        receiver: z.enum(receivers).optional(),
        window: z.strictObject(window).optional(),
      }),
    )
    .max(100),
]);

function mostPeriods(periods: number | 'day', step: number): number {
  return periods === 'day' ? Math.ceil(25 / step) : periods;
}

const communitySchema = z
  .strictObject({
    ...conductFields,
    kind: z.literal('community'),
    /** on the clocks of `timeZone` */
    start: clockTime,
    step: stepHours,
    /** `day`: to the same time on the next day, which may be 23 or 25 hours away */
    periods: z.union([z.int().min(1).max(scenarioLimits.resources), z.literal('day')]),
    timeZone: z
      .string()
      .max(50)
      .refine((zone) => zone === 'UTC' || (/^[A-Z]/.test(zone) && zoneClock(zone) !== undefined), {
        error: ({ input }) => `'${String(input)}' is no time zone: UTC or a name such as Europe/Berlin`,
      })
      .default('UTC'),
    site: z
      .strictObject({ latitude: z.number().min(-66).max(66), longitude: z.number().min(-180).max(180) })
      .default({ latitude: 51, longitude: 10 }),
    sky: z.enum(['sunny', 'mixed', 'overcast']).default('mixed'),
    households: z.array(householdGroup).min(1).max(scenarioLimits.agents),
    regulation: regulation.default('none'),
    grid: z
      .strictObject({
        retail: schedule.optional(),
        feedIn: schedule.optional(),
        /** kW the grid trades in the local market; default: the sum of all connections */
        power: positive.optional(),
        /** kW at the point of common coupling */
        importLimit: nonNegative.optional(),
        exportLimit: nonNegative.optional(),
        /** hours of the day in which there is no grid: the community is an island */
        outages: z.array(z.strictObject(window)).max(24).default([]),
        /** one meter a home, which nets what flows in and out within a period; or one for its plant and one for the rest */
        connection: z.enum(['net', 'gross']).default('net'),
      })
      .optional(),
    island: z.strictObject({}).optional(),
    valueOfLostLoad: positive.optional(),
    localFee: schedule.optional(),
    /** whether households' plants may generate less than they could */
    curtailment: z.enum(['free', 'none']).default('free'),
    dealer: z
      .strictObject({
        pv: solarPlant.optional(),
        chp: z
          .strictObject({ power: drawn(nonNegative), from: timeOfDay.optional(), to: timeOfDay.optional() })
          .optional(),
        battery: z.strictObject({ energy: drawn(nonNegative), power: positive, ...window }).optional(),
      })
      .default({}),
    cash: nonNegative.default(1000),
    dealerCash: nonNegative.default(1000),
    draw: drawSchema.optional(),
  })
  .refine(participationFits, participationRefinement)
  .refine(({ grid, island }) => grid === undefined || island === undefined, {
    path: ['grid'],
    message: 'give either `grid` or `island: {}`, not both',
  })
  .refine(({ grid, households }) => grid !== undefined || households.every(({ tariff }) => !tariff), {
    path: ['households'],
    message: 'a `tariff` needs a grid',
  })
  .refine(({ grid, island }) => grid !== undefined || island !== undefined, {
    path: ['grid'],
    message: 'is missing: give `grid` (`grid: {}` takes all prices from the regulation) or `island: {}`',
  })
  .refine(
    ({ island, grid, valueOfLostLoad, households }) =>
      valueOfLostLoad !== undefined ||
      households.every((group) => group.valueOfLostLoad !== undefined) ||
      (island === undefined && grid?.importLimit === undefined && grid?.outages.length === 0),
    {
      path: ['valueOfLostLoad'],
      message: 'is needed on an island, behind an import limit and in outages, where demand may go unserved',
    },
  )
  .refine(
    ({ draw, step, periods }) => draw?.days === undefined || periods === 'day' || step * periods <= 24,
    {
      path: ['draw', 'days'],
      message: 'are single days: `step` x `periods` must not be more than 24 hours',
    },
  )
  .refine(
    ({ households }) => households.reduce((sum, { count }) => sum + count, 0) <= scenarioLimits.agents,
    {
      path: ['households'],
      message: `more than ${scenarioLimits.agents} households`,
    },
  )
  .refine(
    ({ periods, step, grid }) =>
      mostPeriods(periods, step) *
        (1 + Number(grid?.importLimit !== undefined) + Number(grid?.exportLimit !== undefined)) <=
      scenarioLimits.resources,
    {
      path: ['periods'],
      message: `more than ${scenarioLimits.resources} resources (energy and rights to the coupling)`,
    },
  )
  .refine(
    ({ periods, step, households }) =>
      households.reduce((sum, group) => sum + group.count * columnsPerPeriod(group), 0) *
        mostPeriods(periods, step) <=
      scenarioLimits.variables,
    {
      path: ['households'],
      message: `households x periods may need more than ${scenarioLimits.variables} variables`,
    },
  );

/** At most, in a household's problem. */
function columnsPerPeriod({ appliances, battery, ev, heatPump }: z.infer<typeof householdGroup>): number {
  const moreBatteries = Array.isArray(battery) ? battery.length - 1 : 0;
  const cells = ev?.v2g ? 2 : 0;
  const rooms = heatPump && 'comfort' in heatPump ? 1 : 0;
  return 12 + appliances.length + 3 * moreBatteries + cells + rooms;
}

/** The document of a community, in which every series says its time zone. Throws `FieldError`. */
export function communityDocument(fields: unknown): CommunityDocument {
  const document = parseFields(communitySchema, fields);
  const start = (fields as { start: string }).start;
  if (document.timeZone !== 'UTC' && start.endsWith('Z'))
    throw new FieldError(['start'], `is in UTC, and \`timeZone\` is ${document.timeZone}`, 'leave out the Z');
  for (const { path, series } of seriesOf(document)) {
    series.timeZone ??= document.timeZone;
    // What is missing on one day would be made of what is measured on others.
    if (series.gaps !== 'refuse' && document.draw?.days?.hold !== undefined)
      throw new FieldError([...path, 'gaps'], 'are not filled where days are held for runs', 'fill the file');
  }
  return document;
}

export type CommunityDocument = z.infer<typeof communitySchema>;
export type HouseholdGroup = CommunityDocument['households'][number];
export type HeatedHouseDocument = z.infer<typeof heatedHouse>;
export type BatteryDocument = z.infer<typeof battery>;
export type SolarDocument = z.infer<typeof solarPlant>;
export type ScheduleDocument = z.infer<typeof schedule>;
export type DrawnNumber = number | readonly [number, number];

/** All series of a document and where they stand in it. */
export function seriesOf(document: CommunityDocument): { path: PropertyKey[]; series: SeriesDocument }[] {
  const found: { path: PropertyKey[]; series: SeriesDocument }[] = [];
  const visit = (value: unknown, path: PropertyKey[]): void => {
    if (typeof value !== 'object' || value === null) return;
    if ('csv' in value) found.push({ path, series: value as SeriesDocument });
    else
      for (const [key, member] of Object.entries(value))
        visit(member, [...path, Array.isArray(value) ? Number(key) : key]);
  };
  visit(document, []);
  return found;
}
