import { systemClock } from '#matches/play/system-clock.js';
import type { RunBundle } from '#matches/bundles/run-bundle.js';
import type { Findings } from '#matches/verify/findings.js';
import { verifyBundle, type BundleCheck } from '#matches/verify/verify-bundle.js';
import { leagueProgress } from '../league/league-progress.js';

/** Verifies a bundle and shows how far it is. Throws what `verifyBundle` throws. */
export async function verifyWithProgress(bundle: RunBundle, check: BundleCheck): Promise<Findings> {
  const progress = leagueProgress(process.stderr, () => systemClock.now());
  try {
    return await verifyBundle(bundle, { ...check, onMatch: progress.match });
  } finally {
    progress.done();
  }
}
