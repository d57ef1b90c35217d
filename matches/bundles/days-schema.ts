import { z } from 'zod';
import { forecastKinds } from '#market/energy/days/rolling-days.js';
import type { DaysOfMatch } from '#market/match/report/days-of-match.js';
import {
  MOST_RESOURCES,
  MOST_SEATS,
  collectedSchema,
  count,
  digest,
  finite,
  listOf,
  units,
} from './schema-parts.js';
import { describing } from './same-fields.js';

const MOST_DAYS = 10_000;
/** markets of a day */
const MOST_MARKETS = 2_000;
const MOST_ASSETS = 1_000;

export const outcomeSchema = z.enum(['converged', 'round-cap', 'closed', 'stalled', 'void']);

const references = z.strictObject({
  alone: finite,
  'alone-exact': finite,
  optimum: finite,
  'optimum-exact': finite,
});

const whole = listOf(z.int(), MOST_RESOURCES);
const perSeat = listOf(finite, MOST_SEATS);

const state = z.strictObject({
  batteries: listOf(finite, MOST_ASSETS),
  begun: z.record(z.string().regex(/^\d{1,9}\/\d{1,9}$/), finite),
  temperature: finite.exactOptional(),
});

const market = z.strictObject({
  period: count,
  outcome: outcomeSchema,
  rounds: count,
  resources: count.max(MOST_RESOURCES),
  optimum: finite,
  noTrade: finite,
  baseline: finite,
  cost: finite,
  costsBefore: perSeat,
  costs: perSeat,
  limits: listOf(units, MOST_SEATS).exactOptional(),
  fees: collectedSchema.exactOptional(),
  cashDifference: units,
  volume: finite,
  states: listOf(state, MOST_SEATS),
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
  homes: listOf(home, MOST_SEATS),
  cash: listOf(units, MOST_SEATS),
  dealerCash: units,
  gridPayment: units,
  gridCost: finite,
  gas: listOf(units, MOST_SEATS + 1).exactOptional(),
  markets: listOf(market, MOST_MARKETS),
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
      MOST_SEATS,
    ),
    gridGain: finite,
    perDay: listOf(day, MOST_DAYS),
    conservation: z.strictObject({
      energy: units,
      imbalance: units,
      contracts: units.exactOptional(),
      cash: units,
      handOver: units,
    }),
  }),
);

export const dayNumber = z.int().min(1).max(MOST_DAYS);
