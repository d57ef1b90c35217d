import { z } from 'zod';
import { participantRoles } from '#market/instance.js';
import { kpiDefinitions, kpiIds, type KpiId } from '#market/energy/kpis/kpi-definitions.js';
import type { RoundRecord } from '#market/match/report/report.js';
import { energyTypes } from '#market/double-auction/orders.js';
import { byGainPart } from '#market/referee/gain-account.js';
import type { ReportOfChain } from '#matches/bundles/run-head.js';
import { describing } from '#matches/bundles/same-fields.js';
import { collectedFees, daysSchema } from './days-schema.js';
import { anchorSchema } from './run-schema.js';

const kpiText = (id: KpiId): string => {
  const { unit, better, formula, note } = kpiDefinitions[id];
  return `${id} (${unit}, ${better === null ? 'describes' : `${better} is better`}): \`${formula}\`. ${note}`;
};

const numbers = z.array(z.number());
/** JSON writes null for infinity. */
const gap = z.number().nullable().describe('null: without bound');

/** A match in a list. */
export const matchRowSchema = z.strictObject({
  id: z.string(),
  run: z.string(),
  block: z.int(),
  scenario: z.string(),
  dealer: z.string(),
  teams: z.array(z.string()),
  mechanism: z.string().optional().describe('of a mechanism comparison: what it is played under'),
  scored: z.boolean(),
  state: z.enum(['queued', 'playing', 'played', 'failed', 'cancelled']),
  attempts: z.int(),
  outcome: z.string().nullable(),
  rounds: z.int().nullable(),
  efficiency: z.number().nullable(),
  resultHash: z.string().nullable(),
});

const failures = z.array(
  z.strictObject({
    round: z.int(),
    day: z.int().optional().describe('of a match over days'),
    kind: z.string(),
    reason: z.string().describe('empty for strangers'),
  }),
);

const seat = z.strictObject({
  seat: z.int(),
  id: z.string(),
  role: z.enum(participantRoles),
  costBefore: z.number(),
  cost: z.number(),
  payment: z.number(),
  fees: z.number(),
  gas: z.number(),
  wealth: z.number(),
  saving: z.number(),
  surplusShare: z.number().nullable(),
  failures,
  co2: z
    .strictObject({ average: z.number(), marginal: z.number().optional() })
    .optional()
    .describe("kg, of a household's part in what the community imports; where the scenario states `carbon`"),
});

const reportSchema = describing<ReportOfChain>()(
  z.strictObject({
    id: z.string(),
    scenario: z.string(),
    seed: z.string().nullable().describe('null while sealed'),
    engine: z.strictObject({ version: z.string(), commit: z.string() }),
    seats: z.array(
      z.strictObject({ seat: z.int(), plugin: z.string(), version: z.string(), sha256: z.string() }),
    ),
    execution: z.enum(['sandbox', 'in-process', 'not-sandboxed']),
    dealer: z.strictObject({ name: z.string(), version: z.string(), sha256: z.string(), failures }),
    outcome: z.enum(['converged', 'round-cap', 'closed', 'stalled', 'void']),
    rounds: z.int(),
    roundCap: z.int().describe('rounds after which it would have been stopped at the latest'),
    optimum: z.number(),
    noTrade: z.number(),
    baseline: z
      .number()
      .optional()
      .describe('what gains are measured from: grid only, or no trade where there is no grid'),
    cost: z.number(),
    efficiency: z.number(),
    gap,
    gapPerRound: z.array(gap),
    lowerBoundPerRound: z.array(gap),
    prices: numbers,
    optimalPrices: numbers,
    allocation: z.array(numbers),
    inventory: numbers,
    cash: numbers,
    dealerCash: z.number(),
    fees: z.number(),
    perSeat: z.array(seat),
    account: z
      .strictObject({ ...byGainPart(z.string()), gain: z.string() })
      .optional()
      .describe(
        'who got the gain, in units of 1e-18 money: the parts add up to it; absent in reports before 0.3',
      ),
    gainShares: z
      .strictObject(byGainPart(z.number()))
      .nullable()
      .optional()
      .describe('of the gain; add up to 1'),
    chain: z.strictObject({
      network: z.string(),
      contract: z.string().nullable(),
      transactions: z.int(),
      gas: z.number(),
      blocks: z.int(),
      seconds: z.number().optional(),
      epoch: z.int().optional(),
      firstBlock: z.int().nullable().optional(),
      lastBlock: z.int().nullable().optional(),
      fees: collectedFees
        .optional()
        .describe('local fees that were collected, in units of 1e-18 money: by seat, and who got them'),
      returned: z
        .strictObject({
          amount: z.string(),
          gas: z.string(),
          left: z.array(
            z.strictObject({ address: z.string(), amount: z.string().nullable(), reason: z.string() }),
          ),
        })
        .optional()
        .describe(
          'money that went back to the operator of the endpoint, in units of 1e-18 money, and what could not',
        ),
      contracts: z.array(z.string()).optional().describe('of a match of several markets: one for each'),
      senders: z
        .array(
          z.strictObject({
            address: z.string().optional(),
            transactions: z.int().optional(),
            gas: z.number().optional(),
            paid: z.string(),
          }),
        )
        .optional(),
    }),
    conservation: z.strictObject({ resources: z.array(z.string()), cash: z.string() }),
    references: z.strictObject({
      noTrade: z.number(),
      optimum: z.number(),
      gridOnly: z.number().nullable(),
      midMarketRate: z.strictObject({ cost: z.number(), bills: numbers }).nullable(),
    }),
    settlement: z
      .strictObject({
        prices: numbers,
        payments: z.array(z.string()),
        limits: z.array(z.string()),
        alongPath: numbers,
      })
      .optional()
      .describe('with settlement at the final prices: those, and what was paid, the dealer last, in 1e-18'),
    days: daysSchema
      .optional()
      .describe(
        'of a match over days: its parts. Prices, holdings and gaps beside are those of all its markets one after the other, totals those of what came about',
      ),
    kpis: z
      .record(z.string(), z.number().nullable())
      .describe(
        `of an energy community, by id; symbols of the formulas: docs/kpis.md. ${kpiIds.map(kpiText).join(' ')}`,
      ),
    timingDependent: z.boolean(),
    timing: z.strictObject({ seconds: z.number(), solverSeconds: z.number(), solves: z.int() }),
    resultHash: z.string(),
  }),
);

/** A match with its report, once it has been played. */
export const matchSchema = matchRowSchema.extend({
  fault: z.string().optional(),
  report: reportSchema.nullable(),
});

const energyType = z.enum(energyTypes);

/** `PeriodBook` */
const periodBook = z.strictObject({
  first: energyType,
  grid: z.strictObject({ sells: z.number(), buys: z.number() }),
  asks: z.array(z.strictObject({ seat: z.int(), type: energyType, amount: z.int(), price: z.number() })),
  bids: z.array(z.strictObject({ seat: z.int(), amount: z.int(), pv: z.number(), chp: z.number() })),
  matches: z.array(
    z.strictObject({
      ...{ type: energyType, seller: z.int(), buyer: z.int(), amount: z.int() },
      ...{ buyerPrice: z.number(), sellerPrice: z.number() },
    }),
  ),
});

export const roundSchema = describing<RoundRecord>()(
  z.strictObject({
    round: z.int(),
    call: z.boolean(),
    participants: z.int(),
    announced: numbers,
    prices: numbers,
    newOrders: z.int(),
    openOrders: z.int(),
    settled: z.boolean(),
    surplus: z.number(),
    trades: z.array(
      z.strictObject({
        seat: z.int(),
        delivered: numbers,
        payment: z.number(),
        escrow: z.string().optional(),
      }),
    ),
    gap,
    lowerBound: gap,
    cost: z.number(),
    auction: periodBook.optional().describe('of a double auction; Wh, ct/kWh'),
    excess: numbers.optional().describe('of a clock exchange: wanted beyond what is offered'),
    transactions: z
      .array(
        z.strictObject({
          kind: z.string().describe('the function of the contract'),
          sender: z.union([z.int(), z.enum(['dealer', 'operator'])]).describe('a seat, or who else'),
          gas: z.int(),
          block: z.int(),
          hash: z.string(),
        }),
      )
      .optional()
      .describe('that the round took on a chain, in its order'),
    day: z.int().optional().describe('of a match over days'),
  }),
);

/** What playing a match again found. */
export const matchComparisonSchema = z.strictObject({
  identical: z.boolean(),
  difference: z.string().nullable().describe('the first field that differs'),
  resultHash: z.string().describe('of the replay'),
  timingDependent: z.boolean(),
  excused: z
    .boolean()
    .describe('it differs, the clock that struck in it may be why, and its figures are consistent'),
});

/** `Receipt` with the anchor of its run. */
export const receiptSchema = z.strictObject({
  anchoredAs: z
    .string()
    .describe(
      'what the registry calls it: the run, or `<run>/look-2` and so on for matches that came with more blocks',
    ),
  receipt: z.strictObject({
    id: z.string(),
    name: z.string().describe('keccak-256 of the id'),
    hash: z.string(),
    proof: z.array(z.string()),
    root: z.string(),
  }),
  anchor: anchorSchema,
});
