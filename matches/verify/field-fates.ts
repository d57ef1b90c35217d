import type { RunAnchorRecord } from '../ledger/anchor-run.js';
import type { BundleHead, NamedRecord, ReportOfChain } from '../bundles/run-head.js';

/**
 * What holds a field of a bundle to the run that was played. There is no fifth way: a field that nothing derives, no
 * hash holds and no reader sees must enter no figure.
 */
export type Fate =
  /** made anew here, by planning or replaying, and compared */
  | 'derived'
  /** its SHA-256 is shown or derived, and compared */
  | 'hashed'
  /** printed with its value "as the file gives it" (`given-facts.ts`, `MatchJudge.given`) */
  | 'shown'
  /** enters no figure, rank or set of matches */
  | 'idle';

/** A fate for every field: one that is added to a bundle does not compile until it has one. */
export type FatesOf<T> =
  | 'derived'
  | 'shown'
  | (T extends readonly (infer Entry)[]
      ? FatesOf<Entry>
      : T extends object
        ? { readonly [Field in keyof T]-?: FatesOf<Exclude<T[Field], null | undefined>> }
        : Fate);

const anchorFates = {
  ...{ matches: 'derived', submissions: 'derived' },
  ...{ network: 'shown', epoch: 'shown', registry: 'shown', transaction: 'shown', block: 'shown' },
} as const satisfies FatesOf<RunAnchorRecord>;

/** The first line. */
export const headFates = {
  format: 'derived',
  // Of the form of its lines, each of which is read by its schema.
  version: 'idle',
  id: 'shown',
  definition: {
    ...{ id: 'shown', title: 'shown', description: 'idle', schedule: 'idle', sealScenarios: 'idle' },
    // They make the plan.
    ...{
      format: 'shown',
      mechanism: 'shown',
      mechanisms: 'shown',
      scenarios: 'shown',
      blocks: 'shown',
      seed: 'shown',
      matchSize: 'shown',
    },
    ...{ extensible: 'shown', dealerDesign: 'shown' },
    ...{ entrants: 'shown', dealers: 'shown', mixes: 'shown', marginalContribution: 'shown' },
    // Who was there and not frozen is nowhere told.
    entrantsPerTeam: 'idle',
    // They are how its matches are played.
    ...{ limits: 'shown', errorBudget: 'shown', roundCap: 'shown', closing: 'shown', settlement: 'shown' },
    ranking: 'shown',
    // Whether somebody may enter whose matches nobody can replay, and whether boards have ranks.
    remote: 'shown',
  },
  plan: {
    // From seed and number; that of a sealed seed without its secret leaves everything unverified.
    seed: 'derived',
    submissions: {
      ...{ id: 'shown', kind: 'shown', name: 'shown', version: 'shown', sha256: 'shown' },
      // True of what comes with GridLeague alone.
      baseline: 'derived',
      // Whoever claims it has no match of it counted as replayed.
      outside: 'shown',
    },
    ...{ seatsNeeded: 'derived', design: 'derived', matches: 'derived', counterfactuals: 'derived' },
    // When somebody looked decides at which level each look was tested.
    looks: 'shown',
  },
  plugins: {
    ...{ id: 'derived', kind: 'derived', name: 'derived', version: 'derived', sha256: 'derived' },
    ...{ baseline: 'derived', outside: 'derived' },
    // A name that is no plugin's is refused; which language it tells is derived, or shown (`source-language.ts`).
    file: 'idle',
    source: 'hashed',
  },
  packages: { name: 'derived', sha256: 'shown' },
  anchor: anchorFates,
  lookAnchors: anchorFates,
  // Which blocks count depends on it.
  cancelled: 'shown',
} as const satisfies FatesOf<BundleHead>;

/** The report in the line of a match. What is derived, where no replay is possible, is traced (`retrace.ts`). */
const reportFates = {
  ...{ id: 'derived', scenario: 'derived', seed: 'derived' },
  engine: 'shown',
  ...{ seats: 'derived', execution: 'derived', dealer: 'derived', outcome: 'derived', rounds: 'derived' },
  ...{ roundCap: 'derived', optimum: 'derived', noTrade: 'derived', cost: 'derived' },
  ...{ baseline: 'derived', account: 'derived', gainShares: 'derived' },
  ...{ efficiency: 'derived', gap: 'derived', gapPerRound: 'derived', lowerBoundPerRound: 'derived' },
  ...{ prices: 'derived', optimalPrices: 'derived', allocation: 'derived', inventory: 'derived' },
  ...{ cash: 'derived', dealerCash: 'derived', fees: 'derived', perSeat: 'derived' },
  chain: {
    // Where it was played decides whether somebody paid for gas; how much is derived, or counts as unverified.
    network: 'shown',
    ...{ contract: 'idle', transactions: 'idle', gas: 'idle', blocks: 'idle', epoch: 'idle' },
    ...{ firstBlock: 'idle', lastBlock: 'idle', seconds: 'idle', contracts: 'idle' },
    // What came back to the operator enters no figure.
    returned: { amount: 'idle', gas: 'idle', left: { address: 'idle', amount: 'idle', reason: 'idle' } },
    // By the same rule on every ledger; where no replay is possible, what was paid is what was received.
    fees: 'derived',
    senders: { address: 'idle', transactions: 'idle', gas: 'idle', paid: 'derived' },
  },
  ...{
    conservation: 'derived',
    settlement: 'derived',
    days: 'derived',
    references: 'derived',
    kpis: 'derived',
    timingDependent: 'derived',
  },
  timing: { seconds: 'idle', solverSeconds: 'idle', solves: 'idle' },
  resultHash: 'derived',
} as const satisfies FatesOf<ReportOfChain>;

type TypedLine = Pick<NamedRecord, 'match'> & {
  readonly report: ReportOfChain;
  readonly rounds: NamedRecord['record']['rounds'];
};

/** The line of a match. */
export const lineFates = {
  match: 'derived',
  report: reportFates,
  rounds: {
    ...{ round: 'derived', day: 'derived', call: 'derived', participants: 'derived' },
    ...{ announced: 'derived', prices: 'derived', newOrders: 'derived', openOrders: 'derived' },
    ...{ settled: 'derived', surplus: 'derived', trades: 'derived', gap: 'derived' },
    ...{ lowerBound: 'derived', cost: 'derived', auction: 'derived', excess: 'derived' },
    // They enter no figure, and are held to what the report says of their senders (`transactions-of-rounds.ts`).
    transactions: { kind: 'idle', sender: 'idle', gas: 'idle', block: 'idle', hash: 'idle' },
  },
} as const satisfies FatesOf<TypedLine>;

/** Fields of a report that are not compared as a whole. */
export type OpenField = {
  [Field in keyof typeof reportFates]: (typeof reportFates)[Field] extends 'derived' ? never : Field;
}[keyof typeof reportFates];
