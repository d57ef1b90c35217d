import { z } from 'zod';
import { isCalendarDay } from './calendar.js';
import { boundedNumber, name } from '../reading/field-schemas.js';
import { fieldLimits } from '../reading/limits.js';
import { formatFault } from './time-format.js';
import { zoneClock } from './time-zone.js';
import { seriesUnits, type SeriesUnitName } from './units.js';

/** Lengths of a step, in hours. */
const STEPS = { PT15M: 0.25, PT20M: 1 / 3, PT30M: 0.5, PT60M: 1, PT1H: 1 } as const;
/** Rows of files may be closer; they are brought to the scenario's step. */
const ROW_STEPS = { PT1M: 1 / 60, PT5M: 1 / 12, PT10M: 1 / 6, ...STEPS } as const;

function hoursOf<Steps extends Readonly<Record<string, number>>>(steps: Steps) {
  return z
    .enum(Object.keys(steps) as [keyof Steps & string, ...(keyof Steps & string)[]])
    .transform((step) => steps[step]!);
}
export const stepHours = hoursOf(STEPS);

/** A clock time; seconds as if it were UTC. */
export const clockTime = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?Z?)?$/, 'a date such as 2025-07-08 or 2025-07-08T06:00')
  .refine(isCalendarDay, { message: 'no such date' })
  .transform((text) => Date.parse(text.length === 10 || text.endsWith('Z') ? text : `${text}Z`) / 1000)
  .refine(Number.isFinite, { message: 'no such date' });

/** One column of a CSV file. */
export const seriesSchema = z
  .strictObject({
    /** path of the file, relative to the scenario's folder */
    csv: z.string().min(1).max(fieldLimits.path),
    /** its header; several where the file has several header rows */
    column: z.union([name, z.array(z.string().max(fieldLimits.name)).min(1).max(fieldLimits.headerRows)]),
    /** `kWh` per row; `pu` is kW, `W/kW` is W, per kW of peak power */
    unit: z.enum(Object.keys(seriesUnits) as [SeriesUnitName, ...SeriesUnitName[]]),
    factor: boundedNumber.default(1),
    separator: z.enum([',', ';', '\t']).default(','),
    decimal: z.enum(['.', ',']).default('.'),
    /** header of the column that holds each row's time, or else ... */
    time: z.string().max(fieldLimits.name).optional(),
    /** how its times are written: `iso`, `unix`, `unix-ms`, or a form such as `DD.MM.YYYY HH:mm` */
    format: z
      .string()
      .max(fieldLimits.timeFormat)
      .refine((format) => formatFault(format) === null, {
        error: ({ input }) => formatFault(String(input)) ?? '',
      })
      .optional(),
    /** older name of `format` */
    timeFormat: z.enum(['iso', 'unix']).optional(),
    /** ... the time of the first row, and the distance of rows */
    start: clockTime.optional(),
    step: hoursOf(ROW_STEPS).optional(),
    timeZone: z
      .string()
      .max(fieldLimits.timeZone)
      .refine((zone) => zoneClock(zone) !== undefined, {
        error: ({ input }) =>
          `'${String(input)}' is no time zone: UTC, +01:00 or a name such as Europe/Berlin`,
      })
      /** default: the community's */
      .optional(),
    /** whether a row's time is where its interval begins or ends */
    label: z.enum(['beginning', 'ending']).default('beginning'),
    /** what becomes of rows and values that are missing */
    gaps: z.enum(['refuse', 'hold', 'interpolate', 'previous-day']).default('refuse'),
    /** `net`: what is measured is load less what a plant of the home generates: above 0 drawn, below 0 fed in */
    meter: z.literal('net').optional(),
  })
  .refine(({ time, start, step }) => time !== undefined || (start !== undefined && step !== undefined), {
    path: ['time'],
    message: 'name the column with the times, or give `start` and `step`',
  })
  .refine(({ time, start }) => time === undefined || start === undefined, {
    path: ['start'],
    message: 'contradicts `time`: give one of them',
  })
  .refine(({ format, timeFormat }) => format === undefined || timeFormat === undefined, {
    path: ['timeFormat'],
    message: 'is the older name of `format`: give one of them',
  });

export type SeriesDocument = z.infer<typeof seriesSchema>;
