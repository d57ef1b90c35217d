import { isGain } from '#market/referee/measures.js';
import type { ValueBounds } from '#results/statistics/mean-interval.js';
import type { ComparedBlock } from './compare-mechanisms.js';
import type { ChainCost } from './metered-chain.js';
import type { KeptOutcome } from './outcome.js';

/** EUR: a household that pays so much more is worse off. */
const WORSE_OFF = 1e-6;

/** What is told of a mechanism's block. */
export interface ComparedFigure {
  readonly label: string;
  readonly unit: string;
  readonly bounds?: ValueBounds;
  /** null: it says nothing here */
  readonly valueOf: (outcome: KeptOutcome, block: ComparedBlock) => number | null;
}

type GainPart = 'dealer' | 'grid' | 'operator';

function part(of: GainPart): ComparedFigure['valueOf'] {
  return ({ gain }) => gain && gain[of];
}

/** Percent of what the community gained; of a gain that is rounding there are no shares. */
function shareOf(of: GainPart): ComparedFigure['valueOf'] {
  return ({ gain }) => (gain && gain.total > WORSE_OFF ? (100 * gain[of]) / gain.total : null);
}

function onChain(of: (cost: ChainCost) => number): ComparedFigure['valueOf'] {
  return ({ chain }) => ('reason' in chain ? null : of(chain));
}

const share = { unit: '%' } as const;
const count = { bounds: { low: 0 } } as const;

/** In the order they are told. */
export const comparedFigures = {
  cost: { label: 'Cost', unit: 'EUR', valueOf: ({ cost }) => cost },
  efficiencyPercent: {
    ...{ label: 'Welfare efficiency', unit: '%', bounds: { high: 100 } },
    valueOf: ({ cost }, { gridOnly, optimum }) =>
      isGain(gridOnly - optimum, gridOnly) ? (100 * (gridOnly - cost)) / (gridOnly - optimum) : null,
  },
  householdsPay: {
    ...{ label: 'Homes pay', unit: 'EUR' },
    // wear and comfort included
    valueOf: ({ gain }, { costsAlone }) =>
      gain && costsAlone.reduce((sum, cost) => sum + cost, -gain.households),
  },
  householdsSave: { label: 'Homes save', unit: 'EUR', valueOf: ({ gain }) => gain && gain.households },
  dealer: { label: 'Dealer', unit: 'EUR', valueOf: part('dealer') },
  dealerSharePercent: { label: 'Dealer’s share', ...share, valueOf: shareOf('dealer') },
  grid: { label: 'Grid', unit: 'EUR', valueOf: part('grid') },
  gridSharePercent: { label: 'Grid’s share', ...share, valueOf: shareOf('grid') },
  operator: { label: 'Operator', unit: 'EUR', valueOf: part('operator') },
  fees: { label: 'Fees', unit: 'EUR', valueOf: ({ fees }) => fees },
  traded: { label: 'Traded', unit: 'kWh', ...count, valueOf: ({ traded }) => traded },
  selfSufficiencyPercent: {
    ...{ label: 'Self-sufficiency', unit: '%', bounds: { high: 100 } },
    valueOf: ({ selfSufficiencyPercent }) => selfSufficiencyPercent,
  },
  worseOff: {
    ...{ label: 'Worse off', unit: 'homes', ...count },
    valueOf: ({ savings }) => savings && savings.filter((saving) => saving < -WORSE_OFF).length,
  },
  rounds: { label: 'Rounds', unit: '1', ...count, valueOf: ({ traffic }) => traffic.rounds },
  statements: { label: 'Orders', unit: '1', ...count, valueOf: ({ traffic }) => traffic.statements },
  kilobytes: { label: 'Said', unit: 'kB', ...count, valueOf: ({ traffic }) => traffic.bytes / 1e3 },
  transactions: { label: 'Transactions', unit: '1', ...count, valueOf: onChain((cost) => cost.transactions) },
  megagas: { label: 'Gas', unit: 'million', ...count, valueOf: onChain(({ gas }) => gas / 1e6) },
  chainKilobytes: { label: 'On chain', unit: 'kB', ...count, valueOf: onChain(({ bytes }) => bytes / 1e3) },
  chainSeconds: { label: 'Chain time', unit: 's', ...count, valueOf: onChain(({ seconds }) => seconds) },
} as const satisfies Record<string, ComparedFigure>;

export type FigureId = keyof typeof comparedFigures;
const figureIds = Object.keys(comparedFigures) as FigureId[];

/** Something for every figure. */
export function byFigure<T>(of: (figure: ComparedFigure, id: FigureId) => T): Readonly<Record<FigureId, T>> {
  return Object.fromEntries(figureIds.map((id) => [id, of(comparedFigures[id], id)])) as Record<FigureId, T>;
}
