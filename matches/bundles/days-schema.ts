import { z } from 'zod';
import { entryLimits } from './bundle-limits.js';
import { forecastKinds } from '#market/energy/days/rolling-days.js';
import type { ValueKinds } from './value-kinds.js';

/** What reports tell of days (`DaysOfMatch`), stated once: see `ValueKinds`. */

export const outcomeSchema = z.enum(['converged', 'round-cap', 'closed', 'stalled', 'void']);

/** 1, 2, ... */
export const dayNumber = (is: ValueKinds) => is.ordinal(entryLimits.days);

/** `CollectedFees` */
export const collectedIn = ({ listOf, units, word }: ValueKinds) =>
  z.strictObject({
    paid: listOf(units, entryLimits.seats),
    unpaid: listOf(units, entryLimits.seats),
    receivers: listOf(z.strictObject({ receiver: word, amount: units }), entryLimits.receivers),
  });

/** `References` */
const references = ({ finite }: ValueKinds) =>
  z
    .strictObject({ alone: finite, 'alone-exact': finite, optimum: finite, 'optimum-exact': finite })
    .describe(
      'cost of everybody alone and of one planner for all: with the same forecasts, and had they known',
    );

/** `HouseholdState` */
const state = ({ finite, listOf, text }: ValueKinds) =>
  z.strictObject({
    batteries: listOf(finite, entryLimits.batteries),
    begun: z.record(text(/^\d{1,9}\/\d{1,9}$/), finite),
    temperature: finite.exactOptional(),
  });

/** `MarketOfDay` */
const market = (is: ValueKinds) => {
  const { finite, count, units, listOf } = is;
  const perSeat = listOf(finite, entryLimits.seats);
  return z.strictObject({
    period: count.describe('of the day, that it opened with'),
    outcome: outcomeSchema,
    rounds: count,
    resources: is
      .countUpTo(entryLimits.resources)
      .describe('so many entries of prices and holdings of the report are its own'),
    optimum: finite,
    noTrade: finite,
    baseline: finite,
    cost: finite,
    costsBefore: perSeat.describe('per seat, on what was foreseen'),
    costs: perSeat,
    limits: listOf(units, entryLimits.seats).exactOptional(),
    fees: collectedIn(is).exactOptional().describe('collected when it ended, 1e-18 money'),
    cashDifference: units,
    volume: finite.describe('kWh that households bought in it'),
    states: listOf(state(is), entryLimits.seats).describe(
      'what households take into the next market: kWh in cells and in loads that have begun, degrees Celsius',
    ),
    timingDependent: z.boolean(),
    resultHash: is.digest,
  });
};

/** `HomeOfDay` */
const home = ({ finite, whole, units, listOf }: ValueKinds) =>
  z.strictObject({
    scheduled: listOf(whole, entryLimits.resources).describe('per period, 1e-9 kWh'),
    imbalance: listOf(whole, entryLimits.resources).describe('metered less scheduled, likewise'),
    imbalancePayment: units.describe('in units of 1e-18 money'),
    payment: units.describe('in the market, likewise'),
    cost: finite,
    costAlone: finite,
  });

/** `DayOfMatch` */
const day = (is: ValueKinds) => {
  const { finite, count, units, listOf } = is;
  return z.strictObject({
    day: count,
    date: is.date,
    outcome: outcomeSchema.describe('the worst of its markets'),
    rounds: count,
    cost: finite,
    references: references(is),
    short: finite,
    long: finite,
    imbalancePayment: finite,
    homes: listOf(home(is), entryLimits.seats),
    cash: listOf(units, entryLimits.seats).describe('of the households at its end, in units of 1e-18 money'),
    dealerCash: units,
    gridPayment: units,
    gridCost: finite,
    gas: listOf(units, entryLimits.seats + 1)
      .exactOptional()
      .describe('paid by each seat and the dealer, 1e-18; absent: free'),
    markets: listOf(market(is), entryLimits.markets).describe('one, or as many as the day is traded anew'),
    resultHash: is.digest,
  });
};

/** Its fields stand in the order in which they are written: hashes are taken over some of them. */
export const daysIn = (is: ValueKinds) => {
  const { finite, units, listOf } = is;
  const foreseen = z.strictObject({ expected: finite, real: finite });
  return z.strictObject({
    forecast: z.enum(forecastKinds),
    references: references(is),
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
    perDay: listOf(day(is), entryLimits.days),
    conservation: z
      .strictObject({
        energy: units,
        imbalance: units,
        contracts: units.exactOptional(),
        cash: units,
        handOver: units,
      })
      .describe('differences that are 0'),
  });
};
