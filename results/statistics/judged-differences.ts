import type { BlockSeries } from './block-series.js';
import { intervalOverLooks } from './interval-over-looks.js';
import { overLooks } from './looks.js';
import type { ValueBounds, MeanEstimate } from './mean-interval.js';
import { isConstant } from './resolution.js';
import { signFlipTests, type TestedDifference } from './sign-flip-test.js';
import { verdictOf, type PairVerdict } from './verdict.js';

/** A difference over blocks: its size, one p, one verdict. */
export interface JudgedDifference {
  readonly estimate: MeanEstimate | null;
  /** adjusted for the family; at most 0.05 tells apart. Null: there was nothing to test */
  readonly p: number | null;
  readonly verdict: PairVerdict;
  readonly appendix: TestedDifference['appendix'] | null;
}

/** A difference with what it is the difference of. */
export interface Contrast {
  readonly series: BlockSeries;
  readonly levels: readonly BlockSeries[];
}

export interface JudgingOptions {
  /** that no difference can leave */
  readonly bounds?: ValueBounds;
  /** blocks that each look at growing data had, the last being all; absent: a single look, at the whole level */
  readonly looks?: readonly number[] | undefined;
}

/** Judges differences as one family. */
export function judgedDifferences(
  contrasts: readonly Contrast[],
  { bounds, looks }: JudgingOptions = {},
): JudgedDifference[] {
  const earlier = (looks ?? []).slice(0, -1).map((blocks) => {
    const seen = contrasts.map((contrast) => beginning(contrast, blocks));
    return { seen, tests: tested(seen) };
  });
  const tests = tested(contrasts);
  return contrasts.map(({ series }, i) => {
    const estimate = intervalOverLooks(series, looks, bounds ? { bounds } : {});
    const now = tests[i]!;
    const atLooks = [
      ...earlier.map(({ seen, tests }) => ({ series: seen[i]!.series, p: tests[i]?.p ?? null })),
      { series, p: now?.p ?? null },
    ];
    const p = looks ? overLooks(atLooks) : (now?.p ?? null);
    const verdict = p !== null && isZero(series) ? 'equal' : verdictOf(estimate, p);
    return { estimate, p, verdict, appendix: now?.appendix ?? null };
  });
}

/** Null: there is nothing to test, and it takes no part: zeros are never the largest of a family. */
function tested(contrasts: readonly Contrast[]): (TestedDifference | null)[] {
  const testable = contrasts.map(isTestable);
  const tests = signFlipTests(
    contrasts.map(({ series }, i) => (testable[i] ? series : series.map(() => null))),
  );
  return tests.map((test, i) => (testable[i] ? test : null));
}

function beginning({ series, levels }: Contrast, blocks: number): Contrast {
  return { series: series.slice(0, blocks), levels: levels.map((level) => level.slice(0, blocks)) };
}

/** Where all levels are the same in all blocks these are one block, unless there is no difference at all. */
function isTestable({ series, levels }: Contrast): boolean {
  if (series.every((value) => value === null)) return false;
  return isZero(series) || !levels.every(isConstant);
}

function isZero(series: BlockSeries): boolean {
  return series.every((value) => value === null || value === 0);
}
