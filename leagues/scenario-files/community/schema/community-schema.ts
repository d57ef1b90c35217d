import { z } from 'zod';
import { pricingSchema } from '../../conduct/pricing-schema.js';
import { conductFields, participationFits, participationRefinement } from '../../conduct/conduct-schema.js';
import { drawSchema } from '../../days/days-schema.js';
import { regulation } from './regulation-schema.js';
import { daysFields } from './rolling-schema.js';
import {
  numberOrRange,
  combinedHeatAndPower,
  window,
  schedule,
  dealerStorage,
  intensity,
  solarPlant,
  householdGroup,
} from './household-schema.js';
import { nonNegative, positive } from '../../reading/field-schemas.js';
import { fieldLimits, scenarioLimits } from '../../reading/limits.js';
import { parseFields } from '../../reading/parse-fields.js';
import { FieldError } from '../../reading/scenario-error.js';
import { clockTime, type SeriesDocument, stepHours } from '../../series/series-schema.js';
import { zoneClock } from '../../series/time-zone.js';

/** As many as there may be. */
export function mostPeriods(periods: number | 'day', step: number): number {
  return periods === 'day' ? Math.ceil(25 / step) : periods;
}

const communitySchema = z
  .strictObject({
    ...conductFields,
    /** of a double auction; default: highest-ask */
    pricing: pricingSchema.optional(),
    kind: z.literal('community'),
    /** on the clocks of `timeZone` */
    start: clockTime,
    step: stepHours,
    /** `day`: to the same time on the next day, which may be 23 or 25 hours away */
    periods: z.union([z.int().min(1).max(scenarioLimits.resources), z.literal('day')]),
    timeZone: z
      .string()
      .max(fieldLimits.timeZone)
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
        outages: z.array(z.strictObject(window)).max(fieldLimits.outages).default([]),
        /** one meter a home, which nets what flows in and out within a period; or one for its plant and one for the rest */
        connection: z.enum(['net', 'gross']).default('net'),
      })
      .optional(),
    island: z.strictObject({}).optional(),
    valueOfLostLoad: positive.optional(),
    localFee: schedule.optional(),
    /** what a kWh of the grid emits, g */
    carbon: z.strictObject({ average: intensity, marginal: intensity.optional() }).optional(),
    /** whether households' plants may generate less than they could */
    curtailment: z.enum(['free', 'none']).default('free'),
    dealer: z
      .strictObject({
        pv: solarPlant.optional(),
        chp: combinedHeatAndPower.optional(),
        battery: z
          .strictObject({ energy: numberOrRange(nonNegative), power: positive, ...window })
          .optional(),
        storage: dealerStorage.optional(),
        /** whether `pv` is known beforehand, or a seat that sells what is expected of it */
        output: z.enum(['known', 'forecast']).default('known'),
      })
      .prefault({}),
    cash: nonNegative.default(1000),
    dealerCash: nonNegative.default(1000),
    draw: drawSchema.optional(),
    ...daysFields,
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
  .refine(({ grid, carbon }) => grid !== undefined || carbon === undefined, {
    path: ['carbon'],
    message: 'is of grid energy, and there is no grid',
  })
  .refine(({ grid, island }) => grid !== undefined || island !== undefined, {
    path: ['grid'],
    message: 'is missing: give `grid` (`grid: {}` takes all prices from the regulation) or `island: {}`',
  })
  .refine(
    ({ island, grid, valueOfLostLoad, households }) =>
      valueOfLostLoad !== undefined ||
      households.every((group) => group.valueOfLostLoad !== undefined) ||
      (island === undefined && grid?.importLimit === undefined && (grid?.outages ?? []).length === 0),
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
