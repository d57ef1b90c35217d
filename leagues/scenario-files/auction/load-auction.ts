import { findScenario } from '../load-scenario.js';
import { asScenarioError } from '../reading/scenario-error.js';
import { scenarioFrom } from '../scenario-from.js';
import type { SeriesFiles } from '../series/load-series.js';
import { auctionOf, type Auction } from './auction.js';
import { communityAuction } from './community-auction.js';

/**
 * The double auction in a scenario by name or path: of kind auction, or a community's, whose orders `seed` draws (and lots, of both); null: the
 * scenario has another mechanism. Throws `ScenarioError`.
 */
export async function loadAuction(nameOrPath: string, seed: string): Promise<Auction | null> {
  const { document, read } = await findScenario(nameOrPath);
  return auctionIn(document, nameOrPath, seed, read);
}

/** `file` is what errors call it. */
export async function auctionIn(
  document: unknown,
  file: string,
  seed: string,
  read?: SeriesFiles,
): Promise<Auction | null> {
  try {
    if (says(document, 'kind', 'auction')) return auctionOf(document, seed);
    if (!says(document, 'kind', 'community') || !says(document, 'mechanism', 'double-auction')) return null;
    return communityAuction(await scenarioFrom(document, file, read), seed);
  } catch (error) {
    throw asScenarioError(file, error);
  }
}

function says(document: unknown, field: string, value: string): boolean {
  return typeof document === 'object' && document !== null && Reflect.get(document, field) === value;
}
