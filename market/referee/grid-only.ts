import type { MarketInstance } from '../instance.js';

/**
 * Cost of everybody alone with its grid connection, the dealer's plant included (money): what `noTrade`, which
 * throws the plant's output away, is less what the grid pays for it. The plant has the grid's price and
 * power, and no right of its own where the coupling limits export: all of them are the households'. Null
 * without a grid.
 */
export function gridOnlyCost({ participants, dealer }: MarketInstance, noTrade: number): number | null {
  const grid = participants.find(({ role }) => role === 'grid')?.grid;
  if (!grid) return null;
  return dealer.endowment.reduce((cost, held, r) => {
    const mayFeedIn = (grid.exportRight?.[r] ?? -1) < 0;
    return mayFeedIn ? cost - Math.min(held, grid.capacity[r]!) * Math.max(0, grid.bid[r]!) : cost;
  }, noTrade);
}
