import { defineBidder, quoted, type ClosedPeriod, type EnergyType, type Quote } from '@gridleague/sdk';

/** How fast the estimate of the price, the aggressiveness and its curve are learnt. */
const PRICE_RATE = 0.3;
const SHORT_TERM_RATE = 0.5;
const LONG_TERM_RATE = 0.5;
/** The step of aggressiveness that a period teaches. */
const STEP = 0.05;
/** How bent the curve is: between these, straighter the calmer prices are. */
const CURVE = { least: -8, most: 2 } as const;

interface Market {
  /** expected price, and how far prices lie from it, as a part of the band; null: nothing was traded yet */
  price: number | null;
  spread: number;
}

/**
 * Adaptive aggressiveness (Vytelingum, Cliff and Jennings, Strategic Bidding in Continuous Double Auctions, Artificial
 * Intelligence 172(14), 2008): an aggressiveness from -1 (hopes for the best price) over 0 (the expected one) to 1 (gives all
 * away), moved by what is paid, along a curve that the volatility of prices bends. The grid's band takes the place of
 * its lowest and highest price; a period is heard as one trade at its price.
 */
export default defineBidder({
  name: 'adaptive-aggressive',
  description: 'As aggressive as what was paid makes it.',
  create: (briefing) => {
    const markets: Record<EnergyType, Market> = {
      pv: { price: null, spread: 0 },
      chp: { price: null, spread: 0 },
    };
    const learnt = new Map<string, { aggressiveness: number; curve: number }>();
    return {
      order: (view) =>
        quoted(briefing, view, (quote) => {
          const key = `${quote.side} ${quote.type}`;
          const state = learnt.get(key) ?? { aggressiveness: 0, curve: 0 };
          learnt.set(key, state);
          const market = markets[quote.type];
          for (const period of view.closed) {
            const paid = period.prices[quote.type];
            const price = priceAt(quote, market, state.aggressiveness, state.curve);
            const step = STEP * lesson(period, quote, price);
            const aim = Math.max(-1, Math.min(1, state.aggressiveness + step));
            state.aggressiveness += SHORT_TERM_RATE * (aim - state.aggressiveness);
            if (paid === null) continue;
            observe(market, paid, quote.high - quote.low);
            const calm = Math.max(0, 1 - market.spread);
            const curve = CURVE.least + (CURVE.most - CURVE.least) * calm;
            state.curve += LONG_TERM_RATE * (curve - state.curve);
          }
          return priceAt(quote, market, state.aggressiveness, state.curve);
        }),
    };
  },
});

function observe(market: Market, paid: number, band: number): void {
  const expected = market.price ?? paid;
  const distance = band > 0 ? Math.abs(paid - expected) / band : 0;
  market.spread += PRICE_RATE * (distance - market.spread);
  market.price = expected + PRICE_RATE * (paid - expected);
}

/** 1: be more aggressive; -1: less; 0: as before. */
function lesson(period: ClosedPeriod, { side, type }: Quote, price: number): -1 | 0 | 1 {
  const sign = side === 'ask' ? 1 : -1;
  const paid = period.prices[type];
  const isActive = period.own !== null && period.own.traded < period.own.amount;
  if (paid === null) return isActive ? 1 : 0;
  if (sign * (paid - price) > 0) return -1;
  return isActive ? 1 : 0;
}

/** From the best price there can be (-1) over the expected one (0) to the limit (1). */
function priceAt(
  { side, limit, low, high }: Quote,
  { price }: Market,
  aggressiveness: number,
  curve: number,
): number {
  const sign = side === 'ask' ? 1 : -1;
  const expected = price ?? (low + high) / 2;
  const isWithin = sign * (expected - limit) > 0;
  const middle = isWithin ? expected : limit;
  const end = aggressiveness < 0 ? (side === 'ask' ? Math.max(high, middle) : Math.min(low, middle)) : limit;
  return middle + (end - middle) * bent(Math.abs(aggressiveness), curve);
}

function bent(part: number, curve: number): number {
  return Math.abs(curve) < 1e-6 ? part : (Math.exp(part * curve) - 1) / (Math.exp(curve) - 1);
}
