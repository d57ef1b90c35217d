import { z } from 'zod';
import { receivers, type TariffComponent } from '#market/energy/prices/regulation.js';
import { regulationPresets, type RegulationName } from '#market/energy/prices/regulation-presets.js';
import { boundedNumber, name } from '../../reading/field-schemas.js';
import { fieldLimits } from '../../reading/limits.js';
import { window } from './household-schema.js';

const presets = Object.keys(regulationPresets) as [RegulationName, ...RegulationName[]];
const FLOWS = ['retail', 'local', 'feedIn'] as const;

/** What nobody changes by what it does. */
const isFixed = ({ unit }: Pick<TariffComponent, 'unit'>): boolean => unit === 'EUR/a' || unit === 'EUR/kW';

const component = z
  .strictObject({
    name,
    unit: z.enum(['ct/kWh', '%', 'EUR/a', 'EUR/kW', 'EUR/kW peak']),
    retail: boundedNumber.optional(),
    local: boundedNumber.optional(),
    feedIn: boundedNumber.optional(),
    receiver: z.enum(receivers).optional(),
    window: z.strictObject(window).optional(),
  })
  .refine(({ unit, retail = -1 }) => unit !== 'EUR/kW peak' || retail >= 0, {
    path: ['retail'],
    message: 'is what a kW of the peak costs: 0 or more',
  })
  .refine(({ unit, local, feedIn }) => unit !== 'EUR/kW peak' || (local ?? feedIn) === undefined, {
    path: ['unit'],
    message: 'is charged on metered imports whoever sells: state `retail` alone',
  })
  .refine((line) => !isFixed(line) || (line.local ?? line.feedIn) === undefined, {
    path: ['unit'],
    message: 'is a fixed charge, whoever sells: state `retail` alone',
  })
  .refine((line) => !isFixed(line) || line.window === undefined, {
    path: ['window'],
    message: 'limits a price of energy to hours, and a fixed charge has none: leave it out',
  });

/** The name of a preset, or a table from top to bottom. */
export const regulation = z.union(
  [
    z.enum(presets),
    z
      .array(component)
      .max(fieldLimits.charges)
      .superRefine((lines, context) => {
        lines.forEach((line, i) => {
          const flows = FLOWS.filter((flow) => (line[flow] ?? 0) !== 0);
          const isOfNothing = flows.every((flow) =>
            lines.slice(0, i).every(({ unit, [flow]: amount = 0 }) => unit !== 'ct/kWh' || amount === 0),
          );
          if (line.unit === '%' && flows.length > 0 && isOfNothing)
            context.addIssue({
              code: 'custom',
              path: [i, flows[0]!],
              message: 'is a share of what stands above it in its column, and nothing does: put it last',
            });
        });
      }),
  ],
  {
    error: ({ input }) =>
      `${typeof input === 'string' ? `'${input.slice(0, 40)}' is none: ` : ''}a preset (${presets.join(', ')}) or a table of lines`,
  },
);
