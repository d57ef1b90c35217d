import { z } from 'zod';
import { entryLimits } from './bundle-limits.js';
import { participantRoles } from '#market/instance.js';
import { byGainPart } from '#market/referee/gain-account.js';
import type { MatchRecord, MatchReport, RoundRecord } from '#market/match/report/report.js';
import { periodBookSchema } from './period-book-schema.js';
import { dayNumber, daysSchema, outcomeSchema } from './days-schema.js';
import type { NamedRecord, ReportOfChain } from './run-head.js';
import { describing } from './same-fields.js';
import {
  collectedSchema,
  count,
  digest,
  downwards,
  finite,
  listOf,
  units,
  upwards,
  vector,
  word,
} from './schema-parts.js';

const held = listOf(finite, entryLimits.heldResources);

const identity = { version: word, sha256: digest };

const failures = listOf(
  z.strictObject({
    round: count,
    kind: z
      .string()
      .regex(/^[a-z-]{1,40}$/)
      .transform((kind) => kind as MatchReport['dealer']['failures'][number]['kind']),
    reason: z.string().max(entryLimits.reason),
    day: dayNumber.exactOptional(),
  }),
  entryLimits.rounds,
);

const seat = z.strictObject({
  seat: count,
  id: word,
  role: z.enum(participantRoles),
  costBefore: finite,
  cost: finite,
  payment: finite,
  fees: finite,
  gas: finite,
  wealth: finite,
  saving: finite,
  surplusShare: finite.nullable(),
  failures,
  co2: z.strictObject({ average: finite, marginal: finite.exactOptional() }).exactOptional(),
});

const address = z.string().regex(/^0x[0-9a-f]{40}$/);

const sender = z.strictObject({
  address,
  transactions: count,
  gas: count,
  paid: z.string().regex(/^(0|[1-9]\d{0,60})$/),
});

const chain = z.strictObject({
  network: z.string().regex(/^(memory|embedded|chain \d{1,30})$/, 'must be memory, embedded or chain <id>'),
  contract: z
    .string()
    .regex(/^0x[0-9a-fA-F]{40}$/)
    .nullable(),
  transactions: count,
  gas: count,
  blocks: count,
  epoch: count.exactOptional(),
  firstBlock: count.exactOptional(),
  lastBlock: count.exactOptional(),
  seconds: finite.min(0).exactOptional(),
  senders: listOf(sender, entryLimits.seats + 1).exactOptional(),
  contracts: listOf(z.string().regex(/^0x[0-9a-fA-F]{40}$/), entryLimits.rounds).exactOptional(),
  fees: collectedSchema.exactOptional(),
  returned: z
    .strictObject({
      amount: units,
      gas: units,
      left: listOf(
        z.strictObject({ address, amount: units.nullable(), reason: word }),
        entryLimits.seats + 1 + entryLimits.receivers,
      ),
    })
    .exactOptional(),
});

/** A field that came into reports after version 2 is optional (`exactOptional`): older bundles have none. */
const reportFields = describing<ReportOfChain>()(
  z.strictObject({
    id: word,
    scenario: word,
    seed: word,
    engine: z.strictObject({ version: word, commit: z.string().regex(/^[\w.-]{1,80}$/) }),
    seats: listOf(z.strictObject({ seat: count, plugin: word, ...identity }), entryLimits.seats),
    execution: z.enum(['sandbox', 'in-process', 'not-sandboxed']),
    dealer: z.strictObject({ name: word, ...identity, failures }),
    outcome: outcomeSchema,
    rounds: count,
    roundCap: z.int().min(1).max(entryLimits.rounds),
    optimum: finite,
    noTrade: finite,
    baseline: finite.exactOptional(),
    cost: finite,
    efficiency: finite,
    gap: upwards,
    gapPerRound: listOf(upwards, entryLimits.rounds),
    lowerBoundPerRound: listOf(downwards, entryLimits.rounds),
    prices: held,
    optimalPrices: held,
    allocation: listOf(held, entryLimits.seats),
    inventory: held,
    cash: listOf(finite, entryLimits.seats),
    dealerCash: finite,
    fees: finite,
    perSeat: listOf(seat, entryLimits.seats),
    account: z.strictObject(byGainPart(units)).extend({ gain: units }).exactOptional(),
    gainShares: z.strictObject(byGainPart(finite)).nullable().exactOptional(),
    chain,
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
      .exactOptional(),
    days: daysSchema.exactOptional(),
    kpis: z.record(z.string().regex(/^[A-Za-z]\w{0,60}$/), finite.nullable()),
    timingDependent: z.boolean(),
    timing: z.strictObject({ seconds: finite.min(0), solverSeconds: finite.min(0), solves: count }),
    resultHash: digest,
  }),
);

/** What came into reports together. */
const hasAccount = ({ baseline, account, gainShares }: z.infer<typeof reportFields>): boolean =>
  new Set([baseline, account, gainShares].map((field) => field === undefined)).size === 1;

const report: z.ZodType<MatchReport> = reportFields.refine(hasAccount, {
  path: ['account'],
  message: 'baseline, account and gainShares come together',
});

const trade = z.strictObject({
  seat: count,
  delivered: vector,
  payment: finite,
  escrow: z
    .string()
    .regex(/^(0|[1-9]\d{0,40})$/)
    .exactOptional(),
});

const transaction = z.strictObject({
  kind: z.string().regex(/^[A-Za-z]\w{0,40}$/),
  sender: z.union([count, z.enum(['dealer', 'operator'])]),
  gas: count,
  block: count,
  hash: z.string().regex(/^0x[0-9a-f]{64}$/),
});

/** Its fields stand in the order in which a round is recorded: the result hash is taken over them. */
const round: z.ZodType<RoundRecord> = describing<RoundRecord>()(
  z.strictObject({
    round: z.int().min(1),
    call: z.boolean(),
    participants: count,
    announced: vector,
    prices: vector,
    newOrders: count,
    openOrders: count,
    settled: z.boolean(),
    surplus: finite,
    trades: listOf(trade, entryLimits.seats),
    gap: upwards,
    lowerBound: downwards,
    cost: finite,
    auction: periodBookSchema.exactOptional(),
    excess: vector.exactOptional(),
    transactions: listOf(transaction, entryLimits.transactions).exactOptional(),
    day: dayNumber.exactOptional(),
  }),
);

const rounds = listOf(round, entryLimits.rounds);

export const recordSchema: z.ZodType<MatchRecord> = z.strictObject({ report, rounds });

const line: z.ZodType<NamedRecord> = z
  .strictObject({ match: word, report, rounds })
  .transform(({ match, ...record }) => ({ match, record }));

/** A match as a line of a bundle, by the version of the bundle (docs/api-guide.md, "Exports"). */
export const lineSchemas: Readonly<Record<1 | 2 | 3, z.ZodType<NamedRecord>>> = {
  1: z
    .strictObject({
      match: word,
      // It came before accounts.
      report: reportFields.omit({ roundCap: true, baseline: true, account: true, gainShares: true }),
      rounds,
      roundCap: reportFields.shape.roundCap,
    })
    .transform(({ match, report, rounds, roundCap }) => ({
      match,
      record: { report: { ...report, roundCap }, rounds },
    })),
  2: line,
  3: line,
};
