import { isLong, testSeed } from '#market/test/short-form.js';
import type { Prepare } from '../fuzz-target.js';
import { runFuzz } from '../run-fuzz.js';

const LONG_MINUTES = 10;

/** The kept cases of a kind and some fresh ones; ten minutes of them in the long tests. A failure names its seed. */
export function fuzzTest<Case>(kind: string, prepare: Prepare<Case>, cases: number): void {
  it(`${kind}: ${isLong ? `${LONG_MINUTES} minutes` : `${cases} cases`} of extreme but legal input do no harm`, async () => {
    const target = await prepare();
    try {
      const end = performance.now() + LONG_MINUTES * 60_000;
      await runFuzz(kind, target, {
        seed: testSeed,
        goesOn: (index) => (isLong ? performance.now() < end : index < cases),
      });
    } finally {
      await target.close();
    }
  });
}
