import { z } from 'zod';
import { forecastKinds } from '#market/energy/days/rolling-days.js';

const numbers = z.array(z.number());
const texts = z.array(z.string());
const outcome = z.enum(['converged', 'round-cap', 'closed', 'stalled', 'void']);

/** `References` */
const references = z
  .strictObject({
    alone: z.number(),
    'alone-exact': z.number(),
    optimum: z.number(),
    'optimum-exact': z.number(),
  })
  .describe(
    'cost of everybody alone and of one planner for all: with the same forecasts, and had they known',
  );

/** `CollectedFees` */
export const collectedFees = z.strictObject({
  paid: texts,
  unpaid: texts,
  receivers: z.array(z.strictObject({ receiver: z.string(), amount: z.string() })),
});

/** `MarketOfDay` */
const market = z.strictObject({
  period: z.int().describe('of the day, that it opened with'),
  outcome,
  rounds: z.int(),
  resources: z.int().describe('so many entries of prices and holdings of the report are its own'),
  optimum: z.number(),
  noTrade: z.number(),
  baseline: z.number(),
  cost: z.number(),
  costsBefore: numbers.describe('per seat, on what was foreseen'),
  costs: numbers,
  limits: texts.optional(),
  fees: collectedFees.optional().describe('collected when it ended, 1e-18 money'),
  cashDifference: z.string(),
  volume: z.number().describe('kWh that households bought in it'),
  states: z
    .array(
      z.strictObject({
        batteries: numbers,
        begun: z.record(z.string(), z.number()),
        temperature: z.number().optional(),
      }),
    )
    .describe(
      'what households take into the next market: kWh in cells and in loads that have begun, degrees Celsius',
    ),
  timingDependent: z.boolean(),
  resultHash: z.string(),
});

/** `HomeOfDay` */
const home = z.strictObject({
  scheduled: numbers.describe('per period, 1e-9 kWh'),
  imbalance: numbers.describe('metered less scheduled, likewise'),
  imbalancePayment: z.string().describe('in units of 1e-18 money'),
  payment: z.string().describe('in the market, likewise'),
  cost: z.number(),
  costAlone: z.number(),
});

/** `DayOfMatch` */
const day = z.strictObject({
  day: z.int(),
  date: z.string(),
  outcome: outcome.describe('the worst of its markets'),
  rounds: z.int(),
  cost: z.number(),
  references,
  short: z.number(),
  long: z.number(),
  imbalancePayment: z.number(),
  homes: z.array(home),
  cash: texts.describe('of the households at its end, in units of 1e-18 money'),
  dealerCash: z.string(),
  gridPayment: z.string(),
  gas: z.array(z.string()).optional().describe('paid by each seat and the dealer, 1e-18; absent: free'),
  gridCost: z.number(),
  markets: z.array(market).describe('one, or as many as the day is traded anew'),
  resultHash: z.string(),
});

const foreseen = z.strictObject({ expected: z.number(), real: z.number() });

/** `DaysOfMatch` */
export const daysSchema = z.strictObject({
  forecast: z.enum(forecastKinds),
  references,
  values: z.strictObject({
    trade: z.number(),
    tradeAttainable: z.number(),
    tradeForeseen: z.number(),
    informationAlone: z.number(),
    informationTogether: z.number(),
    tradeMissed: z.number(),
  }),
  imbalance: z.strictObject({ short: z.number(), long: z.number(), payment: z.number() }),
  households: z.array(
    z.strictObject({
      load: foreseen,
      generation: foreseen,
      scheduled: z.number(),
      metered: z.number(),
      short: z.number(),
      long: z.number(),
      imbalancePayment: z.number(),
      bill: z.number(),
    }),
  ),
  gridGain: z.number(),
  perDay: z.array(day),
  conservation: z
    .strictObject({
      energy: z.string(),
      imbalance: z.string(),
      contracts: z.string().optional(),
      cash: z.string(),
      handOver: z.string(),
    })
    .describe('differences that are 0'),
});
