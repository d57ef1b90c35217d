import { z } from 'zod';
import { entryLimits } from './bundle-limits.js';
import { kpiDefinitions, kpiIds, type KpiId } from '#market/energy/kpis/kpi-definitions.js';
import { participantRoles } from '#market/instance.js';
import type { FailureRecord } from '#market/match/report/report.js';
import { byGainPart } from '#market/referee/gain-account.js';
import { chainIn } from './chain-schema.js';
import { dayNumber, daysIn, outcomeSchema } from './days-schema.js';
import type { ValueKinds, ValuesWithGaps } from './value-kinds.js';

/** Reports of matches (`MatchReport`), stated once: see `ValueKinds`. */

const failuresIn = (is: ValueKinds) =>
  is.listOf(
    z.strictObject({
      round: is.count,
      // Newer releases may know more of them.
      kind: is.text(/^[a-z-]{1,40}$/) as z.ZodType<FailureRecord['kind']>,
      reason: is.prose.describe('empty for strangers'),
      day: dayNumber(is).exactOptional().describe('of a match over days'),
    }),
    entryLimits.rounds,
  );

/** `SeatReport` */
const seatIn = (is: ValueKinds) => {
  const { finite, count } = is;
  return z.strictObject({
    seat: count,
    id: is.word,
    role: z.enum(participantRoles),
    costBefore: finite,
    cost: finite,
    payment: finite,
    fees: finite,
    gas: finite,
    wealth: finite,
    saving: finite,
    surplusShare: finite.nullable(),
    failures: failuresIn(is),
    co2: z
      .strictObject({ average: finite, marginal: finite.exactOptional() })
      .exactOptional()
      .describe(
        "kg, of a household's part in what the community imports; where the scenario states `carbon`",
      ),
  });
};

const kpiText = (id: KpiId): string => {
  const { unit, better, formula, note } = kpiDefinitions[id];
  return `${id} (${unit}, ${better === null ? 'describes' : `${better} is better`}): \`${formula}\`. ${note}`;
};

/** A field that came into reports after version 2 of bundles is optional (`exactOptional`): older ones have none. */
export const reportIn = <Gap extends number | null>(is: ValuesWithGaps<Gap>) => {
  const { finite, count, word, digest, units, listOf } = is;
  const held = listOf(finite, entryLimits.heldResources);
  const identity = { version: word, sha256: digest };
  return z.strictObject({
    id: word,
    scenario: word,
    seed: word,
    engine: z.strictObject({ version: word, commit: is.text(/^[\w.-]{1,80}$/) }),
    seats: listOf(z.strictObject({ seat: count, plugin: word, ...identity }), entryLimits.seats),
    execution: z.enum(['sandbox', 'in-process', 'not-sandboxed']),
    dealer: z.strictObject({ name: word, ...identity, failures: failuresIn(is) }),
    outcome: outcomeSchema,
    rounds: count,
    roundCap: is
      .ordinal(entryLimits.rounds)
      .describe('rounds after which it would have been stopped at the latest'),
    optimum: finite,
    noTrade: finite,
    baseline: finite
      .exactOptional()
      .describe('what gains are measured from: grid only, or no trade where there is no grid'),
    cost: finite,
    efficiency: finite,
    gap: is.upwards,
    gapPerRound: listOf(is.upwards, entryLimits.rounds),
    lowerBoundPerRound: listOf(is.downwards, entryLimits.rounds),
    prices: held,
    optimalPrices: held,
    allocation: listOf(held, entryLimits.seats),
    inventory: held,
    cash: listOf(finite, entryLimits.seats),
    dealerCash: finite,
    fees: finite,
    perSeat: listOf(seatIn(is), entryLimits.seats),
    account: z
      .strictObject({ ...byGainPart(units), gain: units })
      .exactOptional()
      .describe(
        'who got the gain, in units of 1e-18 money: the parts add up to it; absent in reports before 0.3',
      ),
    gainShares: z
      .strictObject(byGainPart(finite))
      .nullable()
      .exactOptional()
      .describe('of the gain; add up to 1'),
    chain: chainIn(is),
    conservation: z.strictObject({ resources: listOf(units, entryLimits.heldResources), cash: units }),
    references: z.strictObject({
      noTrade: finite,
      optimum: finite,
      gridOnly: finite.nullable(),
      midMarketRate: z.strictObject({ cost: finite, bills: listOf(finite, entryLimits.seats) }).nullable(),
    }),
    settlement: z
      .strictObject({
        prices: held,
        payments: listOf(units, entryLimits.seats + 1),
        limits: listOf(units, entryLimits.seats),
        alongPath: listOf(finite, entryLimits.seats),
      })
      .exactOptional()
      .describe('with settlement at the final prices: those, and what was paid, the dealer last, in 1e-18'),
    days: daysIn(is)
      .exactOptional()
      .describe(
        'of a match over days: its parts. Prices, holdings and gaps beside are those of all its markets one after the other, totals those of what came about',
      ),
    kpis: z
      .record(is.text(/^[A-Za-z]\w{0,60}$/), finite.nullable())
      .describe(
        `of an energy community, by id; symbols of the formulas: docs/kpis.md. ${kpiIds.map(kpiText).join(' ')}`,
      ),
    timingDependent: z.boolean(),
    timing: z.strictObject({ seconds: is.seconds, solverSeconds: is.seconds, solves: count }),
    resultHash: digest,
  });
};
