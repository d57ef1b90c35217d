import { z } from 'zod';

export const scenarioSchema = z.strictObject({
  id: z.string(),
  title: z.string().nullable(),
  kind: z.string(),
  mechanism: z.string(),
  /** of its package as it is now */
  sha256: z.string(),
  /** what a block draws of it; empty: nothing, all blocks would be the same market */
  drawn: z.array(z.string()),
});

/** A scenario of a team's own. */
export const ownScenarioSchema = z.strictObject({
  id: z.string(),
  sha256: z.string().describe('of its package'),
  createdAt: z.iso.datetime(),
});

/** A scenario with the size of an example market. */
export const scenarioSizeSchema = scenarioSchema.extend({
  rules: z.looseObject({}),
  agents: z.int(),
  resources: z.array(z.unknown()),
});

const number = z.number();
const perPeriod = z.array(number);

const home = z.strictObject({
  id: z.string(),
  connection: number.describe('kW'),
  load: number.describe('kWh in all, what can be moved aside'),
  generation: number.describe('kWh in all'),
  battery: z
    .strictObject({
      ...{ capacity: number, chargePower: number, dischargePower: number },
      ...{ efficiency: number, initialEnergy: number, wear: number },
    })
    .nullable()
    .describe('all of its batteries together; efficiency and wear of the first'),
  flexible: z.array(
    z.strictObject({
      id: z.string(),
      kind: z.string(),
      power: number,
      energy: number.describe('kWh in all'),
    }),
  ),
});

const example = z.strictObject({
  seed: z.string(),
  start: z.iso
    .datetime({ offset: true })
    .nullable()
    .describe('of its first period, on the clocks of its time zone; null: it has no periods'),
  stepHours: number.nullable(),
  homes: z.array(home).nullable().describe('null: it is no community'),
  load: perPeriod.nullable().describe('kWh per period of all homes, what can be moved aside'),
  generation: perPeriod.nullable().describe('kWh per period of all homes and the dealer'),
  retail: perPeriod.nullable().describe('money per unit from the grid, by resource'),
  feedIn: perPeriod.nullable(),
  fees: perPeriod.describe('money per unit bought locally, by resource'),
  carbon: z
    .strictObject({ average: perPeriod, marginal: perPeriod.nullable() })
    .optional()
    .describe('g of CO2 per kWh of the grid, by period; absent: the scenario does not say'),
  costs: z.strictObject({
    optimum: number,
    noTrade: number,
    gridOnly: number.nullable().describe('everybody alone with the grid; null: there is none'),
  }),
});

/** What participants train on. */
export const scenarioDetailsSchema = scenarioSizeSchema.extend({
  days: z
    .strictObject({
      strata: z.string().nullable(),
      training: z.array(z.string()).describe('that checks, trials and private play draw from'),
      held: z.int().describe('days that runs of leagues draw from, and nobody else'),
    })
    .nullable()
    .describe('null: its day is fixed'),
  example: example.describe('a draw on a training day'),
  package: z
    .string()
    .nullable()
    .describe('address of the scenario without held days; null: a league seals it'),
});
