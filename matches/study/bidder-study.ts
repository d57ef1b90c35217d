import { bidPeriods } from '#market/double-auction/bid-periods.js';
import { gainOf } from '#market/double-auction/gain.js';
import type { GridPrices } from '#market/double-auction/orders.js';
import type { PricingRule } from '#market/double-auction/pricing.js';
import type { RelayAgent } from '#market/double-auction/relay-agents.js';
import type { Execution } from '#market/match/report/report.js';
import { InputError } from '../input-error.js';
import { bidderLineUp } from '../play/mechanisms/double-auction/bidder-line-up.js';

/** A market of one commodity, in which everybody has one unit to sell or to buy a day. */
export interface CommodityMarket {
  /** of each side; what they take and pay is spread evenly over the band of prices, the same way on both sides */
  readonly traders: number;
  readonly days: number;
  /** calls of a day: who has not traded comes again with another order */
  readonly calls: number;
}

/** Rooms for 100 ct between the lowest price and the highest. */
const BAND: GridPrices = { buys: 0n, sells: 20_000n };
const UNIT = 1000n;
const midpoint: PricingRule = { kind: 'uniform', k: 5_000n };

/**
 * What part of the gains from trade a bidder's market realises, day by day, when it sits on all seats. With one call a day this
 * is a sealed call market; with many it comes near the continuous double auction that the literature measures.
 */
export async function bidderEfficiency(
  bidder: string,
  { traders, days, calls }: CommodityMarket,
  seed: string,
  execution: Execution = 'sandbox',
): Promise<number[]> {
  const periods = days * calls;
  const meters = Array.from({ length: 2 * traders }, () => new Array<bigint>(periods));
  const agents = meters.map((metered, seat): RelayAgent => {
    const sells = seat < traders;
    metered.fill(sells ? UNIT : -UNIT);
    const price = spread(sells ? seat : 2 * traders - 1 - seat, traders);
    return { id: `${seat}`, type: 'pv', metered, prices: { ask: price, bids: { pv: price, chp: 0n } } };
  });
  const gains = new Array<number>(days).fill(0);
  const lineUp = await bidderLineUp(execution, [bidder], agents.length, `${bidder}/${seed}`);
  try {
    const { failures } = await bidPeriods(
      {
        ...{ agents, rule: midpoint },
        grid: Array.from({ length: periods }, () => BAND),
        onClosed(period, result) {
          const day = Math.floor(period / calls);
          gains[day]! += Number(gainOf(result, agents));
          for (const { id, local } of result.participants)
            if (local > 0n) meters[Number(id)]!.fill(0n, period + 1, (day + 1) * calls);
        },
      },
      lineUp.bidders,
    );
    const [failure] = failures;
    if (failure) throw new InputError(`${bidder}: ${failure.kind}: ${failure.reason}`);
  } finally {
    await lineUp.close();
  }
  const most = mostGain(traders);
  return gains.map((gain) => gain / most);
}

/** The `rank`-th cheapest of so many prices, 1/100 ct; the dearest are as far from the top as the cheapest from the bottom. */
function spread(rank: number, traders: number): bigint {
  return (BAND.sells * BigInt(2 * rank + 1)) / BigInt(2 * traders);
}

/** Every buyer with the seller whose cost lies as low as its value lies high, while there is something to gain. */
function mostGain(traders: number): number {
  let most = 0n;
  for (let rank = 0; rank < traders; rank++) {
    const gain = spread(traders - 1 - rank, traders) - spread(rank, traders);
    if (gain > 0n) most += gain * UNIT;
  }
  return Number(most);
}
