import { z } from 'zod';
import { entryLimits } from './bundle-limits.js';
import { forecastKinds } from '#market/energy/days/rolling-days.js';
import type { DaysOfMatch } from '#market/match/report/days-of-match.js';
import { collectedSchema, count, digest, finite, listOf, units } from './schema-parts.js';
import { describing } from './same-fields.js';

export const outcomeSchema = z.enum(['converged', 'round-cap', 'closed', 'stalled', 'void']);

const references = z.strictObject({
  alone: finite,
  'alone-exact': finite,
  optimum: finite,
  'optimum-exact': finite,
});

const whole = listOf(z.int(), entryLimits.resources);
const perSeat = listOf(finite, entryLimits.seats);

const state = z.strictObject({
  batteries: listOf(finite, entryLimits.batteries),
  begun: z.record(z.string().regex(/^\d{1,9}\/\d{1,9}$/), finite),
  temperature: finite.exactOptional(),
});

const market = z.strictObject({
  period: count,
  outcome: outcomeSchema,
  rounds: count,
  resources: count.max(entryLimits.resources),
  optimum: finite,
  noTrade: finite,
  baseline: finite,
  cost: finite,
  costsBefore: perSeat,
  costs: perSeat,
  limits: listOf(units, entryLimits.seats).exactOptional(),
  fees: collectedSchema.exactOptional(),
  cashDifference: units,
  volume: finite,
  states: listOf(state, entryLimits.seats),
  timingDependent: z.boolean(),
  resultHash: digest,
});

const home = z.strictObject({
  scheduled: whole,
  imbalance: whole,
  imbalancePayment: units,
  payment: units,
  cost: finite,
  costAlone: finite,
});

const day = z.strictObject({
  day: count,
  date: z.iso.date(),
  outcome: outcomeSchema,
  rounds: count,
  cost: finite,
  references,
  short: finite,
  long: finite,
  imbalancePayment: finite,
  homes: listOf(home, entryLimits.seats),
  cash: listOf(units, entryLimits.seats),
  dealerCash: units,
  gridPayment: units,
  gridCost: finite,
  gas: listOf(units, entryLimits.seats + 1).exactOptional(),
  markets: listOf(market, entryLimits.markets),
  resultHash: digest,
});

const foreseen = z.strictObject({ expected: finite, real: finite });

/** What a report tells of days; its fields stand in the order in which they are written: hashes are taken over some of them. */
export const daysSchema = describing<DaysOfMatch>()(
  z.strictObject({
    forecast: z.enum(forecastKinds),
    references,
    values: z.strictObject({
      trade: finite,
      tradeAttainable: finite,
      tradeForeseen: finite,
      informationAlone: finite,
      informationTogether: finite,
      tradeMissed: finite,
    }),
    imbalance: z.strictObject({ short: finite, long: finite, payment: finite }),
    households: listOf(
      z.strictObject({
        load: foreseen,
        generation: foreseen,
        scheduled: finite,
        metered: finite,
        short: finite,
        long: finite,
        imbalancePayment: finite,
        bill: finite,
      }),
      entryLimits.seats,
    ),
    gridGain: finite,
    perDay: listOf(day, entryLimits.days),
    conservation: z.strictObject({
      energy: units,
      imbalance: units,
      contracts: units.exactOptional(),
      cash: units,
      handOver: units,
    }),
  }),
);

export const dayNumber = z.int().min(1).max(entryLimits.days);
