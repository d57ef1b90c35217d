import { pairedDifference, type BlockSeries } from '#results/statistics/block-series.js';
import { judgedDifferences, type JudgedDifference } from '#results/statistics/judged-differences.js';
import { meanInterval, type MeanEstimate } from '#results/statistics/mean-interval.js';
import type { ComparedBlock } from './compare-mechanisms.js';
import { mechanismNames, privacy, type MechanismName } from './mechanism-names.js';
import type { MechanismOutcome } from './outcome.js';

/** EUR: a household that pays so much more is worse off. */
const WORSE_OFF = 1e-6;
/** What the others are compared with. */
export const REFERENCE: MechanismName = 'bundle-trading';

/** The mechanisms of a comparison, means over blocks. Money in EUR a block. */
export interface MechanismComparison {
  readonly scenario: string;
  readonly seeds: readonly string[];
  readonly reference: MechanismName;
  readonly rows: readonly MechanismRow[];
  readonly blocks: readonly ComparedBlock[];
}

export interface MechanismRow {
  readonly mechanism: MechanismName;
  readonly privacy: string;
  /** why it could not be played, in some block */
  readonly reason: string | null;
  readonly figures: MechanismFigures | null;
  /** with 95 % interval over blocks */
  readonly gain: MeanEstimate | null;
  readonly householdsSave: MeanEstimate | null;
  /** what the households save more than under the reference, paired by block */
  readonly againstReference: JudgedDifference | null;
}

export interface MechanismFigures {
  readonly cost: number;
  /** of what there was to gain; null: nothing */
  readonly efficiency: number | null;
  /** what all households pay, their wear and comfort included */
  readonly householdsPay: number | null;
  readonly dealer: number | null;
  readonly grid: number | null;
  readonly operator: number | null;
  readonly fees: number;
  /** kWh */
  readonly traded: number;
  readonly selfSufficiencyPercent: number | null;
  /** households worse off than alone, a block */
  readonly worseOff: number | null;
  readonly rounds: number;
  readonly statements: number;
  readonly bytes: number;
}

export function comparison(scenario: string, blocks: readonly ComparedBlock[]): MechanismComparison {
  const found = mechanismNames.map((mechanism) => ({
    mechanism,
    outcomes: blocks.map((block) => outcomeOf(block, mechanism)),
  }));
  const savings = found.map(({ outcomes }): BlockSeries =>
    outcomes.map((outcome) => outcome?.gain?.households ?? null),
  );
  const reference = savings[mechanismNames.indexOf(REFERENCE)]!;
  const judged = judgedDifferences(
    savings.map((series) => ({ series: pairedDifference(series, reference), levels: [series, reference] })),
  );
  return {
    ...{ scenario, seeds: blocks.map(({ seed }) => seed), reference: REFERENCE, blocks },
    rows: found.map(({ mechanism, outcomes }, index): MechanismRow => ({
      mechanism,
      privacy: privacy[mechanism],
      reason: reasonOf(blocks, mechanism),
      figures: figuresOf(blocks, outcomes),
      gain: meanInterval(
        outcomes.map((outcome, block) => (outcome ? blocks[block]!.gridOnly - outcome.cost : null)),
      ),
      householdsSave: meanInterval(savings[index]!),
      againstReference:
        mechanism === REFERENCE || savings[index]!.every((value) => value === null) ? null : judged[index]!,
    })),
  };
}

function outcomeOf({ outcomes }: ComparedBlock, mechanism: MechanismName): MechanismOutcome | null {
  const outcome = outcomes.find((one) => one.mechanism === mechanism)!;
  return 'reason' in outcome ? null : outcome;
}

function reasonOf(blocks: readonly ComparedBlock[], mechanism: MechanismName): string | null {
  for (const { seed, outcomes } of blocks)
    for (const outcome of outcomes)
      if (outcome.mechanism === mechanism && 'reason' in outcome) return `seed ${seed}: ${outcome.reason}`;
  return null;
}

/** Means over all blocks; none where a block is missing: it would be a mean over other days. */
function figuresOf(
  blocks: readonly ComparedBlock[],
  found: readonly (MechanismOutcome | null)[],
): MechanismFigures | null {
  const outcomes = found.filter((outcome) => outcome !== null);
  if (outcomes.length < blocks.length) return null;
  const mean = (of: (outcome: MechanismOutcome, block: ComparedBlock) => number): number =>
    outcomes.reduce((sum, outcome, n) => sum + of(outcome, blocks[n]!), 0) / blocks.length;
  const told = outcomes.every(({ gain }) => gain !== null);
  const part = (of: 'dealer' | 'grid' | 'operator'): number | null =>
    told ? mean(({ gain }) => gain![of]) : null;
  return {
    cost: mean(({ cost }) => cost),
    efficiency: blocks.every(({ gridOnly, optimum }) => gridOnly > optimum)
      ? mean(({ cost }, { gridOnly, optimum }) => (gridOnly - cost) / (gridOnly - optimum))
      : null,
    householdsPay: told
      ? mean(({ gain }, { costsAlone }) => costsAlone.reduce((sum, cost) => sum + cost, -gain!.households))
      : null,
    ...{ dealer: part('dealer'), grid: part('grid'), operator: part('operator') },
    fees: mean(({ fees }) => fees),
    traded: mean(({ traded }) => traded),
    selfSufficiencyPercent: outcomes.every((one) => one.selfSufficiencyPercent !== null)
      ? mean((one) => one.selfSufficiencyPercent!)
      : null,
    worseOff: told ? mean(({ savings }) => savings!.filter((saving) => saving < -WORSE_OFF).length) : null,
    rounds: mean(({ traffic }) => traffic.rounds),
    statements: mean(({ traffic }) => traffic.statements),
    bytes: mean(({ traffic }) => traffic.bytes),
  };
}
