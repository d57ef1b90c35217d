import type { Bidders } from '#market/double-auction/bidders.port.js';
import { createHighsSolver } from '#market/lp/highs-solver.js';
import { identityOf, type Execution, type PluginIdentity } from '#market/match/report/report.js';
import { dealtToSeats } from '#market/seating.js';
import { loadSubmission } from '#sandbox/admission/load-submission.js';
import { Here } from '#sandbox/here/here.js';
import { OwnPlugin } from '#sandbox/here/own-plugin.js';
import { SandboxPool } from '#sandbox/isolated/sandbox-pool.js';
import { sandboxBidders } from '#sandbox/seats/bidders.js';

/** Bidders ready to play one auction; must be closed. */
export interface BidderLineUp {
  readonly execution: Execution;
  readonly identities: readonly PluginIdentity[];
  readonly bidders: Bidders;
  close(): Promise<void>;
}

/** Loads reference bidders by name, or files, and deals them to the seats in turn. Throws `PluginError` for one that cannot be used. */
export async function bidderLineUp(
  execution: Execution,
  names: readonly string[],
  seats: number,
  seed: string,
): Promise<BidderLineUp> {
  if (execution === 'in-process') {
    const pool = new Here(await createHighsSolver());
    const plugins = await Promise.all(names.map((name) => OwnPlugin.load(name, 'bidder', pool)));
    const bidders = sandboxBidders({ pool, plugins: dealtToSeats(plugins, seats), seed });
    return lineUpOf(execution, dealtToSeats(plugins, seats), bidders, async () => {});
  }
  // One auction: what is started ahead of need would be started for nothing.
  const pool = new SandboxPool({ spares: 0 });
  try {
    const plugins = await Promise.all(names.map((name) => loadSubmission(name, 'bidder', pool)));
    const bidders = sandboxBidders({ pool, plugins: dealtToSeats(plugins, seats), seed });
    return lineUpOf(execution, dealtToSeats(plugins, seats), bidders, () => pool.close());
  } catch (error) {
    await pool.close();
    throw error;
  }
}

function lineUpOf(
  execution: Execution,
  plugins: readonly PluginIdentity[],
  bidders: Bidders,
  closePool: () => Promise<void>,
): BidderLineUp {
  const close = async (): Promise<void> => {
    await bidders.close();
    await closePool();
  };
  return { execution, identities: plugins.map(identityOf), bidders, close };
}
