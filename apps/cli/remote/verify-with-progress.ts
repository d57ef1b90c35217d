import { systemClock } from '#matches/play/system-clock.js';
import type { RunBundle } from '#matches/bundles/run-bundle.js';
import type { Findings } from '#matches/verify/findings.js';
import { verifyBundle, type BundleCheck } from '#matches/verify/verify-bundle.js';
import { usualWorkers } from '#matches/workers/play-league.js';
import { leagueProgress } from '../league/league-progress.js';
import { bundleCheck, type VerifyOptions } from './verify-options.js';

/** Verifies a bundle as it was asked for and shows how far it is. Throws what `verifyBundle` throws. */
export async function verifyWithProgress(
  bundle: RunBundle,
  options: VerifyOptions,
  more: Pick<BundleCheck, 'only' | 'derived'>,
): Promise<Findings> {
  const { workers = usualWorkers() } = options;
  const progress = leagueProgress(process.stderr, () => systemClock.now(), workers);
  try {
    return await verifyBundle(bundle, { ...bundleCheck(options), ...more, onMatch: progress.match });
  } finally {
    progress.done();
  }
}
