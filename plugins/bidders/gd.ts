import { defineBidder, quoted, shoutsOf, type EnergyType, type Quote, type Shout } from '@gridleague/sdk';

/** Periods that are remembered. */
const MEMORY = 8;

/**
 * Gjerstad and Dickhaut (Price Formation in Double Auctions, Games and Economic Behavior 22(1), 1998): how likely a price is to
 * be accepted is read off the orders of late, and the price with the best prospect is taken. Only prices that were
 * seen are compared, without the original's interpolation between them; orders filled in part count in part.
 */
export default defineBidder({
  name: 'gd',
  description: 'The price of the best prospect, by what was accepted of late.',
  create: (briefing) => {
    const heard: Record<EnergyType, Shout[][]> = { pv: [], chp: [] };
    return {
      order(view) {
        for (const type of ['pv', 'chp'] as const) {
          heard[type].push(...view.closed.map((period) => shoutsOf(period, type)));
          heard[type].splice(0, heard[type].length - MEMORY);
        }
        return quoted(briefing, view, (quote) => bestPrice(quote, heard[quote.type].flat()));
      },
    };
  },
});

function bestPrice(quote: Quote, shouts: readonly Shout[]): number {
  const { side, limit, low, high } = quote;
  const sign = side === 'ask' ? 1 : -1;
  const end = side === 'ask' ? Math.max(high, limit) : Math.min(low, limit);
  if (shouts.length === 0) return limit + Math.random() * (end - limit);
  const candidates = [...new Set([limit, end, ...shouts.map(({ price }) => price)])].filter(
    (price) => sign * (price - limit) >= 0,
  );
  let best = { price: limit, prospect: 0 };
  for (const price of candidates) {
    const prospect = sign * (price - limit) * likelihood(quote, price, shouts);
    if (prospect > best.prospect) best = { price, prospect };
  }
  return best.price;
}

/** Of those who asked as much or more how many were served, and how many others would have met the price. */
function likelihood({ side }: Quote, price: number, shouts: readonly Shout[]): number {
  const sign = side === 'ask' ? 1 : -1;
  let [accepted, refused] = [0, 0];
  for (const shout of shouts) {
    const isDemanding = sign * (shout.price - price) >= 0;
    if (shout.side !== side) accepted += isDemanding ? 1 : 0;
    else {
      if (isDemanding) accepted += shout.taken;
      if (sign * (shout.price - price) <= 0) refused += shout.rejected;
    }
  }
  return accepted + refused === 0 ? 0 : accepted / (accepted + refused);
}
