import { repeatOnChainLoss } from '#contracts/service/repeat-on-chain-loss.js';
import type { Auction, AuctionPeriod } from '#leagues/scenario-files/auction/auction.js';
import type { PlacedOrder } from '#market/double-auction/order-book.js';
import { playOnChain } from '../play/mechanisms/double-auction/play-on-chain.js';
import type { AuctionDay, OrderedPeriod } from './auction-day.js';
import { auctionRules, type AuctionName } from './mechanism-names.js';
import type { ChainCost, MeteredChain, NoChain } from './metered-chain.js';

/** Has the contract close the auctions of a day: tokens are minted and burned, money is locked and paid out. */
export async function auctionOnChain(
  { periods }: AuctionDay,
  mechanism: AuctionName,
  id: string,
  chain: MeteredChain,
): Promise<ChainCost | NoChain> {
  const auction: Auction = {
    ...{ id: `${id}/${mechanism}`, seed: null, rule: auctionRules[mechanism], pricing: 'highest-ask' },
    periods: periods.filter(isOrdered).map(placedIn),
  };
  if (auction.periods.length === 0) return { reason: 'nobody orders' };
  await repeatOnChainLoss(chain, (lease) => playOnChain(auction, lease));
  return chain.used;
}

function isOrdered({ asks, bids }: OrderedPeriod): boolean {
  return asks.length + bids.length > 0;
}

function placedIn({ grid, asks, bids }: OrderedPeriod): AuctionPeriod {
  const orders = [
    ...asks.map((order): PlacedOrder => ({ side: 'ask', order })),
    ...bids.map((order): PlacedOrder => ({ side: 'bid', order })),
  ];
  return { grid, orders, funds: new Map() };
}
