import { GridLeagueError } from '#market/errors.js';
import { ResultsRegistry, type AnchorReceipt, type RunAnchor } from '#contracts/client/results-registry.js';
import type { Chain } from '#contracts/service/chain.port.js';

/** The Merkle roots of a run's result hashes and of its plugins that are in the ResultsRegistry, and where. */
export interface RunAnchorRecord extends Omit<AnchorReceipt, 'transaction' | 'block'> {
  readonly matches: string;
  readonly submissions: string;
  /** null: an earlier life of the server sent it and ended before it could note it down */
  readonly transaction: string | null;
  readonly block: number | null;
}

/** What the registry calls a look at a run: by the run's id the first, with that of its own blocks alone each further one. */
export function lookName(run: string, look: number): string {
  return look === 1 ? run : `${run}/look-${look}`;
}

/** The registry has other roots of a run than its stored results give. */
class AnchorConflictError extends GridLeagueError {
  readonly kind = 'fault';
  readonly code = 'anchor-conflict';
}

/**
 * Anchors a run once: what is on the chain already, because the server died before it had stored the receipt,
 * is taken as it is. Throws `AnchorConflictError`, `ChainError`.
 */
export async function anchorRun(chain: Chain, anchor: RunAnchor): Promise<RunAnchorRecord> {
  const { run, matches, submissions } = anchor;
  const registry = new ResultsRegistry(chain);
  const there = await registry.anchorOf(run);
  if (!there) return { matches, submissions, ...(await registry.anchor(anchor)) };
  if (there.matches !== matches || there.submissions !== submissions)
    throw new AnchorConflictError(`run ${run} is anchored with other roots: ${JSON.stringify(there)}`);
  const { network, epoch, deployment } = chain;
  const where = { network, epoch, registry: deployment.registry, transaction: null, block: null };
  return { matches, submissions, ...where };
}
