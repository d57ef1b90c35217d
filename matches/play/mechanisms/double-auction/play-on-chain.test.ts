import { EmbeddedChain } from '#contracts/service/embedded-chain.js';
import type { Auction, AuctionPeriod } from '#leagues/scenario-files/auction/auction.js';
import type { Funds, SidedOrder } from '#market/double-auction/order-book.js';
import { lockOf } from '#market/double-auction/orders.js';
import { highestMatchedAsk, type PricingRule } from '#market/double-auction/pricing.js';
import { ask, bid, randomPeriod } from '#market/double-auction/test/orders.js';
import type { Rng } from '#market/rng.js';
import { isLong, testRng } from '#market/test/short-form.js';
import { playAuction } from './play-auction.js';
import { playOnChain } from './play-on-chain.js';

/** A random period: many have one price and one time, some have too little, and some place a second order. */
function drawPeriod(rng: Rng): AuctionPeriod {
  const grid = { sells: 2300n + BigInt(Math.floor(rng.next() * 100)), buys: 1100n };
  const { asks, bids } = randomPeriod(rng, 8);
  const orders: SidedOrder[] = [
    ...asks.map((order): SidedOrder => ({ side: 'ask', order })),
    ...bids.map((order): SidedOrder => ({ side: 'bid', order })),
  ];
  const funds = new Map<string, Funds>();
  for (const placed of orders) {
    if (rng.next() > 0.3) continue;
    const short = BigInt(Math.floor(rng.next() * 3)) - 1n;
    if (placed.side === 'ask') funds.set(placed.order.id, { tokens: placed.order.amount + short });
    else funds.set(placed.order.id, { money: lockOf(placed.order, grid) + short });
  }
  const second = orders.filter(() => rng.next() < 0.3).map(({ side, order }) => {
    return { side, order: { ...order, amount: order.amount + 3n, time: 5n } } as SidedOrder;
  }); // prettier-ignore
  const inTime = [...orders, ...second].sort((a, b) => Number(a.order.time - b.order.time));
  return { grid, funds, orders: inTime };
}

/** Both orders are beyond what their owners have. */
const poor: AuctionPeriod = {
  grid: { sells: 2367n, buys: 1200n },
  funds: new Map<string, Funds>([
    ['p0', { tokens: 9n }],
    ['p1', { money: 23_669n }],
  ]),
  orders: [
    { side: 'ask', order: ask('p0', 10, 12) },
    { side: 'bid', order: bid('p1', 10, 12) },
  ],
};

it.each<[string, PricingRule]>([
  ['the highest ask', highestMatchedAsk],
  ['a k', { kind: 'uniform', k: 3_333n }],
  ['McAfee', { kind: 'mcafee' }],
  ['MUDA', { kind: 'muda', lots: 'both ledgers' }],
])(
  'on a chain an auction ends as in memory, refusals and replaced orders included (%s)',
  async (name, rule) => {
    const embedded = new EmbeddedChain();
    try {
      const rng = testRng(`auctions on both ledgers, ${name}`);
      const periods = [...Array.from({ length: isLong ? 40 : 3 }, () => drawPeriod(rng)), poor];
      const auction: Auction = { id: 'both', seed: null, rule, pricing: 'highest-ask', periods };
      const onChain = await playOnChain(auction, await embedded.lease());
      const inMemory = playAuction(auction);
      expect(inMemory.at(-1)!.refused.map(({ reason }) => reason)).toEqual(['no-tokens', 'no-money']);
      expect(onChain.periods).toEqual(inMemory);
    } finally {
      await embedded.close();
    }
  },
);
