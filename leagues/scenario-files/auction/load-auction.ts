import { findScenario } from '../load-scenario.js';
import { FieldError, fieldPath, ScenarioError } from '../reading/scenario-error.js';
import { auctionOf, type Auction } from './auction.js';

/** The auction in a scenario by name or path; null: the scenario is of another kind. Throws `ScenarioError`. */
export async function loadAuction(nameOrPath: string): Promise<Auction | null> {
  const { document } = await findScenario(nameOrPath);
  return auctionIn(document, nameOrPath);
}

/** `file` is what errors call it. */
export function auctionIn(document: unknown, file: string): Auction | null {
  if (!isAuction(document)) return null;
  try {
    return auctionOf(document);
  } catch (error) {
    if (error instanceof FieldError)
      throw new ScenarioError(file, fieldPath(error.path), error.reason, error.mend);
    throw error;
  }
}

function isAuction(document: unknown): boolean {
  return (
    typeof document === 'object' && document !== null && 'kind' in document && document.kind === 'auction'
  );
}
