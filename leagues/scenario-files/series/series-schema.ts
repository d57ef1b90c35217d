import { z } from 'zod';
import { isCalendarDay } from './calendar.js';
import { finite, name } from '../reading/field-schemas.js';
import { zoneClock } from './time-zone.js';

/** Lengths of a step, in hours. */
export const STEPS = { PT15M: 0.25, PT20M: 1 / 3, PT30M: 0.5, PT60M: 1, PT1H: 1 } as const;
export const stepHours = z
  .enum(Object.keys(STEPS) as [keyof typeof STEPS, ...(keyof typeof STEPS)[]])
  .transform((step) => STEPS[step]);

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
    csv: z.string().min(1).max(1000),
    /** its header; several where the file has several header rows */
    column: z.union([name, z.array(z.string().max(100)).min(1).max(10)]),
    /** `kWh` per row; `pu` is kW, `W/kW` is W, per kW of peak power */
    unit: z.enum(['kWh', 'kW', 'W', 'pu', 'W/kW', 'EUR/kWh']),
    factor: finite.default(1),
    separator: z.enum([',', ';', '\t']).default(','),
    decimal: z.enum(['.', ',']).default('.'),
    /** header of the column that holds each row's time, or else ... */
    time: z.string().max(100).optional(),
    timeFormat: z.enum(['iso', 'unix']).default('iso'),
    /** ... the time of the first row, and the distance of rows */
    start: clockTime.optional(),
    step: stepHours.optional(),
    timeZone: z
      .string()
      .max(50)
      .refine((zone) => zoneClock(zone) !== undefined, {
        error: ({ input }) =>
          `'${String(input)}' is no time zone: UTC, +01:00 or a name such as Europe/Berlin`,
      })
      /** default: the community's */
      .optional(),
    /** whether a row's time is where its interval begins or ends */
    label: z.enum(['beginning', 'ending']).default('beginning'),
  })
  .refine(({ time, start, step }) => time !== undefined || (start !== undefined && step !== undefined), {
    path: ['time'],
    message: 'name the column with the times, or give `start` and `step`',
  })
  .refine(({ time, start }) => time === undefined || start === undefined, {
    path: ['start'],
    message: 'contradicts `time`: give one of them',
  });

export type SeriesDocument = z.infer<typeof seriesSchema>;
