import { z } from 'zod';
import { boundedNumber, fraction, identifier, nonNegative, positive } from '../../reading/field-schemas.js';
import { fieldLimits, scenarioLimits } from '../../reading/limits.js';
import { isPerPeak, kindOf } from '../../series/units.js';
import { type SeriesDocument, seriesSchema } from '../../series/series-schema.js';

/** A number, or [low, high]: drawn anew for every household. */
export const numberOrRange = <T extends z.ZodType<number>>(number: T) =>
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
export const window = { from: timeOfDay, to: timeOfDay };

const energySeries = seriesSchema.refine(({ unit }) => kindOf(unit) === 'energy', {
  path: ['unit'],
  message: 'is a price or an intensity; energy is wanted',
});
const loadSeries = energySeries.refine(({ unit }) => !isPerPeak(unit), {
  path: ['unit'],
  message: 'is per kW of peak power; a load has none',
});
const plantSeries = energySeries.refine(({ meter }) => meter === undefined, {
  path: ['meter'],
  message: 'belongs to a load: what a plant generates is not netted',
});
const priceSeries = seriesSchema.refine(({ unit }) => kindOf(unit) === 'price', {
  path: ['unit'],
  message: 'must be EUR/kWh, ct/kWh or EUR/MWh for a price',
});

const temperatureSeries = seriesSchema.refine(({ unit }) => kindOf(unit) === 'temperature', {
  path: ['unit'],
  message: 'must be degC for a temperature',
});

const carbonSeries = seriesSchema.refine(({ unit }) => kindOf(unit) === 'carbon', {
  path: ['unit'],
  message: 'must be g/kWh, kg/MWh or kg/kWh for what energy emits',
});

function largestOf(number: number | readonly [number, number]): number {
  return typeof number === 'number' ? number : number[1];
}

function isAbsolute(series: SeriesDocument | undefined): boolean {
  return series !== undefined && !isPerPeak(series.unit);
}

/** A price all day, by the hour of the day, or from a file. */
export const schedule = z.union([
  boundedNumber,
  priceSeries,
  z.strictObject({
    otherwise: boundedNumber,
    windows: z
      .array(z.strictObject({ ...window, price: boundedNumber }))
      .min(1)
      .max(fieldLimits.windows),
  }),
]);

/** g of CO2 per kWh: always, period by period, or from a file. */
export const intensity = z.union([
  nonNegative,
  carbonSeries,
  z.array(nonNegative).min(1).max(scenarioLimits.resources),
]);

/** A synthetic plant, or one measured: a series per kW of peak power, or one of the plant as it is. */
export const solarPlant = z
  .strictObject({
    peakPower: numberOrRange(nonNegative).optional(),
    tilt: numberOrRange(z.number().min(0).max(90)).default(30),
    azimuth: numberOrRange(z.number().min(-180).max(180)).default(0),
    series: plantSeries.optional(),
    /** what it is expected to be, with `forecast: series` */
    forecast: plantSeries.optional(),
  })
  .refine(
    ({ series, forecast }) => !forecast || (series && isPerPeak(series.unit) === isPerPeak(forecast.unit)),
    {
      path: ['forecast'],
      message: 'needs a `series` beside it, both per kW of peak power or both of the whole plant',
    },
  )
  .refine(({ peakPower, series }) => (peakPower === undefined) === isAbsolute(series), {
    path: ['peakPower'],
    message:
      'is missing (kW), or told beside a series that is of the whole plant (kWh, kW and the like) already',
  });

const battery = z.strictObject({
  capacity: numberOrRange(nonNegative),
  power: numberOrRange(nonNegative),
  dischargePower: numberOrRange(nonNegative).optional(),
  efficiency: numberOrRange(z.number().gt(0).max(1)).default(0.9),
  initial: numberOrRange(fraction).default(0.5),
  wear: nonNegative.default(0),
});

const { capacity, power, dischargePower, efficiency } = battery.shape;

/** A battery that trades for itself; or, with two windows, one that holds back what the dealer's plant makes in one for the other. */
export const dealerStorage = z
  .strictObject({
    ...{ capacity, power, dischargePower, efficiency },
    initial: numberOrRange(fraction).optional(),
    wear: nonNegative.optional(),
    charge: z.strictObject(window).optional(),
    discharge: z.strictObject(window).optional(),
  })
  .refine(({ charge, discharge }) => (charge === undefined) === (discharge === undefined), {
    path: ['discharge'],
    message: 'and `charge` belong together: give both windows, or neither, and it trades for itself',
  })
  .refine(({ charge, initial, wear }) => charge === undefined || (initial ?? wear) === undefined, {
    path: ['charge'],
    message:
      'is a timetable, by which it begins and ends empty: `initial` and `wear` belong to storage that trades',
  });

/** g/kWh of electricity: lignite in a poor engine has half of it */
const MOST_FUEL_CO2 = 5000;
/** Below it, and above 0, somebody meant kg. */
const LEAST_FUEL_CO2 = 5;
const fuelCo2 = nonNegative
  .max(MOST_FUEL_CO2)
  .refine(
    (co2) => co2 === 0 || co2 >= LEAST_FUEL_CO2,
    'is in g per kWh of electricity, and this looks like kg',
  );

/** A CHP engine: an inventory in a window; with `fuel` a plant that trades for itself. */
export const combinedHeatAndPower = z
  .strictObject({
    power: numberOrRange(nonNegative),
    from: timeOfDay.optional(),
    to: timeOfDay.optional(),
    /** EUR, and g of CO2, per kWh of electricity, what its heat is worth taken off */
    fuel: z.union([boundedNumber, z.strictObject({ price: boundedNumber, co2: fuelCo2 })]).optional(),
    /** of its power */
    minimumLoad: fraction.optional(),
    /** EUR */
    startCost: nonNegative.optional(),
    /** EUR/kWh that it reckons with when it decides when to be on; default: what homes lack sells at what the grid asks, the rest at feed-in */
    expectedPrice: schedule.optional(),
    /** hours */
    minimumUp: nonNegative.optional(),
    minimumDown: nonNegative.optional(),
  })
  .refine(
    ({ fuel, minimumLoad, startCost, minimumUp, minimumDown, expectedPrice }) =>
      fuel !== undefined ||
      (minimumLoad ?? startCost ?? minimumUp ?? minimumDown ?? expectedPrice) === undefined,
    {
      path: ['fuel'],
      message: 'is missing: a plant that starts and stops must know what it burns for (EUR/kWh)',
    },
  );
export type CombinedHeatAndPower = z.infer<typeof combinedHeatAndPower>;

const dailyHeat = z.strictObject({
  dailyEnergy: numberOrRange(nonNegative),
  power: positive,
  windowHours: z.number().min(1).max(24).default(6),
});

const celsius = z.number().min(-fieldLimits.degrees).max(fieldLimits.degrees);
/** Of a house: beyond these no solver tells what it keeps within a period from nothing, or from all. */
const ofHouse = z.number().min(1e-3).max(1e5);

/** A heat pump that keeps a house within its comfort band. */
const heatedHouse = z
  .strictObject({
    power: positive,
    /** all day, by the hour of the day, or measured */
    outside: z.union([celsius, z.array(celsius).length(24), temperatureSeries]),
    /** always, or at some outside temperatures, straight in between and level beyond */
    cop: z.union([
      z.number().gt(0).max(20),
      z
        .array(z.strictObject({ outside: celsius, is: z.number().gt(0).max(20) }))
        .min(1)
        .max(fieldLimits.points)
        .refine((points) => points.every(({ outside }, i) => i === 0 || outside > points[i - 1]!.outside), {
          message: 'must go from cold to warm',
        }),
    ]),
    /** kW/K, kWh/K */
    loss: ofHouse,
    heatCapacity: ofHouse,
    comfort: z.strictObject({ low: celsius, high: celsius }),
    /** degrees Celsius at the start; default: the middle of the band */
    initial: celsius.optional(),
  })
  .refine(({ comfort: { low, high }, initial = low }) => low <= initial && initial <= high, {
    path: ['comfort'],
    message: 'must have `low` <= `initial` <= `high`',
  });

export const householdGroup = z
  .strictObject({
    id: identifier,
    count: z.int().min(1).max(scenarioLimits.agents).default(1),
    load: z
      .union([
        z.strictObject({ annualEnergy: numberOrRange(nonNegative) }),
        z.strictObject({
          series: loadSeries,
          scale: numberOrRange(nonNegative).default(1),
          /** what it is expected to be, with `forecast: series` */
          forecast: loadSeries.optional(),
        }),
      ])
      .optional(),
    pv: solarPlant.optional(),
    battery: z.union([battery, z.array(battery).min(1).max(fieldLimits.batteries)]).optional(),
    appliances: z
      .array(
        z.strictObject({
          id: identifier,
          energy: numberOrRange(nonNegative),
          power: positive,
          from: drawnTime,
          to: drawnTime,
        }),
      )
      .max(fieldLimits.appliances)
      .default([]),
    ev: z
      .strictObject({
        ...{ energy: numberOrRange(nonNegative), power: positive, arrival: drawnTime, departure: drawnTime },
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

export type HeatedHouseDocument = z.infer<typeof heatedHouse>;
export type BatteryDocument = z.infer<typeof battery>;
export type StorageDocument = z.infer<typeof dealerStorage>;
/** Of storage that goes by a timetable. */
export type TimetableDocument = StorageDocument & Required<Pick<StorageDocument, 'charge' | 'discharge'>>;
export type SolarDocument = z.infer<typeof solarPlant>;
export type IntensityDocument = z.infer<typeof intensity>;
export type ScheduleDocument = z.infer<typeof schedule>;
export type DrawnNumber = number | readonly [number, number];
export type HouseholdGroup = z.infer<typeof householdGroup>;
