import { MarketError } from '../errors.js';
import type { GridOffer, MarketInstance } from '../instance.js';
import type { ClockRules } from './price-clock.js';

/** Part of the band between what the grid pays and asks by which a clock stays inside of it: nobody is as well off with the grid. */
const INSIDE = 1e-3;
/** Of the band, and units of excess that count as balance: Wh, what a meter counts. */
const STEPS = { balance: 1e-3, firstStep: 1 / 4, lastStep: 1 / 100 };

/** Where the clock of a market may go: between what its grid pays and asks. Its grid must stand ready in all resources (`GridOffer`). */
export function clockBand(instance: MarketInstance): ClockRules {
  const { ask, bid } = gridOf(instance);
  const inside = ask.map((highest, r) => INSIDE * (highest - bid[r]!));
  return {
    low: bid.map((lowest, r) => lowest + inside[r]!),
    high: ask.map((highest, r) => highest - inside[r]!),
    ...STEPS,
  };
}

/** What the grid of a market stands ready for, which is its last participant. Throws `MarketError` where there is none. */
export function gridOf({ id, participants }: MarketInstance): GridOffer {
  const grid = participants.at(-1)?.grid;
  if (grid) return grid;
  throw new MarketError('bad-instance', `${id} has no grid, and a clock exchange needs one`);
}
