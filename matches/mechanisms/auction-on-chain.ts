import { repeatOnChainLoss } from '#contracts/service/repeat-on-chain-loss.js';
import { pricingRule, type Auction, type AuctionPeriod } from '#leagues/scenario-files/auction/auction.js';
import { sided } from '#market/double-auction/order-book.js';
import { playOnChain } from '../play/mechanisms/double-auction/play-on-chain.js';
import { heldPeriods, type AuctionDay, type OrderedPeriod } from './auction-day.js';
import { auctionPricing, type AuctionName } from './mechanism-names.js';
import type { ChainCost, MeteredChain, NoChain } from './metered-chain.js';

/** Has the contract close the auctions of a day: tokens are minted and burned, money is locked and paid out. */
export async function auctionOnChain(
  ordered: AuctionDay,
  mechanism: AuctionName,
  id: string,
  chain: MeteredChain,
): Promise<ChainCost | NoChain> {
  const pricing = auctionPricing[mechanism];
  const auction: Auction = {
    ...{ id: `${id}/${mechanism}`, seed: null, pricing },
    rule: pricingRule(pricing, ordered.lots),
    periods: heldPeriods(ordered).map(placedIn),
  };
  if (auction.periods.length === 0) return { reason: 'nobody orders' };
  await repeatOnChainLoss(chain, (lease) => playOnChain(auction, lease));
  return chain.used;
}

function placedIn({ grid, asks, bids }: OrderedPeriod): AuctionPeriod {
  return { grid, orders: sided(asks, bids), funds: new Map() };
}
