import { patience } from '#market/test/patience.js';
import { dealt, isLong, testSeed } from '#market/test/short-form.js';
import type { Prepare } from '../fuzz-target.js';
import { runFuzz } from '../run-fuzz.js';

const LONG_MINUTES = 10;
const SHORT_MINUTES = 0.5;

/**
 * Cases that were kept, `kept` of them, and then fresh ones: up to `cases`, begun within half a minute times patience, since
 * what is drawn may last. In the long tests all that were kept and ten minutes of fresh ones. A failure names its seed.
 */
export function fuzzTest<Case>(kind: string, prepare: Prepare<Case>, cases: number, kept = Infinity): void {
  it(`${kind}: ${isLong ? `${LONG_MINUTES} minutes` : `up to ${cases} cases`} of extreme but legal input do no harm`, async () => {
    const target = await prepare();
    try {
      await runFuzz(kind, target, {
        seed: testSeed,
        kept: (all) => dealt(all, kept),
        minutes: isLong ? LONG_MINUTES : SHORT_MINUTES * patience,
        ...(isLong ? {} : { most: cases }),
      });
    } finally {
      await target.close();
    }
  });
}
