import type { RunBundle } from '../bundles/run-bundle.js';
import { verifyBundle } from './verify-bundle.js';

/** What the trades of a bundle say of its figures. */
export interface FollowedTrades {
  /** the first thing that does not follow from league, seed and trades; null: all does */
  readonly complaint: string | null;
  /** matches whose trades could not be followed here, and why the first of them could not */
  readonly open: { readonly matches: number; readonly reason: string } | null;
}

/**
 * Follows the trades of all matches, without playing any of them again: whether the plugins made these trades is not asked. Throws
 * `BundleError`, `InputError`, `ScenarioError`.
 */
export async function followTrades(bundle: RunBundle): Promise<FollowedTrades> {
  const { verdicts, contradictions } = await verifyBundle(bundle, { replay: null, scenarios: [] });
  const different = verdicts.flatMap((verdict) =>
    verdict.kind === 'different'
      ? [`match ${verdict.match}: ${verdict.field} is not what follows from its trades`]
      : [],
  );
  const reasons = verdicts.flatMap((verdict) => (verdict.kind === 'unplayable' ? [verdict.reason] : []));
  const [reason] = reasons;
  return {
    complaint: [...contradictions, ...different][0] ?? null,
    open: reason === undefined ? null : { matches: reasons.length, reason },
  };
}
