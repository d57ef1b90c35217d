import type { BlockSeries } from './block-series.js';
import { meanInterval, type Bounds, type MeanEstimate } from './mean-interval.js';
import { isConstant } from './resolution.js';
import { signFlipTests, type TestedDifference } from './sign-flip-test.js';
import { verdictOf, type Verdict } from './verdict.js';

/** A difference over blocks: its size, one p, one verdict. */
export interface JudgedDifference {
  readonly estimate: MeanEstimate | null;
  /** adjusted for the family; at most 0.05 tells apart. Null: there was nothing to test */
  readonly p: number | null;
  readonly verdict: Verdict;
  readonly appendix: TestedDifference['appendix'] | null;
}

/** A difference with what it is the difference of. */
export interface Contrast {
  readonly series: BlockSeries;
  readonly levels: readonly BlockSeries[];
}

/** Judges differences, none of which can leave `bounds`, as one family. */
export function judgedDifferences(contrasts: readonly Contrast[], bounds?: Bounds): JudgedDifference[] {
  const testable = contrasts.map(isTestable);
  // What cannot be tested takes no part: zeros are never the largest of a family.
  const tests = signFlipTests(
    contrasts.map(({ series }, i) => (testable[i] ? series : series.map(() => null))),
  );
  return contrasts.map(({ series }, i) => {
    const estimate = meanInterval(series, bounds ? { bounds } : {});
    const { p, appendix } = testable[i] ? tests[i]! : { p: null, appendix: null };
    const verdict = p !== null && isZero(series) ? 'equal' : verdictOf(estimate, p);
    return { estimate, p, verdict, appendix };
  });
}

/** Where all levels are the same in all blocks these are one block, unless there is no difference at all. */
function isTestable({ series, levels }: Contrast): boolean {
  if (series.every((value) => value === null)) return false;
  return isZero(series) || !levels.every(isConstant);
}

function isZero(series: BlockSeries): boolean {
  return series.every((value) => value === null || value === 0);
}
