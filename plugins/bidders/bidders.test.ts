/** @short-form 1/2; each time: sandbox/seats/bidders.test.ts */
import type {
  BidderBriefing,
  BidderOrder,
  Bidders,
  BidderView,
} from '#market/double-auction/bidders.port.js';
import { createHighsSolver } from '#market/lp/highs-solver.js';
import { referencePlugins } from '#sandbox/admission/find-plugin.js';
import { Here } from '#sandbox/here/here.js';
import { OwnPlugin } from '#sandbox/here/own-plugin.js';
import { sandboxBidders } from '#sandbox/seats/bidders.js';

const briefing: BidderBriefing = {
  ...{ mechanism: 'double-auction', seat: 0, bidders: 2, type: 'chp', meter: [500, -500] },
  grid: { sells: [24, 24], buys: [12, 12] },
  reservation: { ask: 14, bids: { pv: 20, chp: 18 } },
};
const sells: BidderView = { period: 0, side: 'ask', amount: 500, closed: [] };
const buys: BidderView = { period: 1, side: 'bid', amount: 500, closed: [] };
/** Sold nothing at 20 where others sold at 16. */
const inVain: BidderView['closed'][number] = {
  ...{ period: 0, first: 'pv', prices: { pv: null, chp: 16 }, own: { amount: 500, traded: 0, payment: 0 } },
  asks: [
    { type: 'chp', amount: 500, price: 20, traded: 0 },
    { type: 'chp', amount: 500, price: 16, traded: 500 },
  ],
  bids: [{ amount: 500, prices: { pv: 12, chp: 17 }, traded: { pv: 0, chp: 500 } }],
};

describe('reference bidders', () => {
  const open: Bidders[] = [];
  afterEach(() => Promise.all(open.splice(0).map((bidders) => bidders.close())));

  async function orders(name: string, views: readonly BidderView[], seed = '1'): Promise<BidderOrder[]> {
    const pool = new Here(await createHighsSolver());
    const bidders = sandboxBidders({ pool, plugins: [await OwnPlugin.load(name, 'bidder', pool)], seed });
    open.push(bidders);
    await bidders.create([briefing]);
    const given: BidderOrder[] = [];
    for (const view of views) {
      const [answer] = await bidders.order([{ seat: 0, view }]);
      if (answer!.outcome !== 'ok') throw new Error(answer!.reason);
      given.push(answer!.value!);
    }
    return given;
  }
  const priceOf = (order: BidderOrder | undefined): number => (order!.side === 'ask' ? order!.price : NaN);

  it('reservation-price says what it says', async () => {
    expect(await orders('reservation-price', [sells, buys])).toEqual([
      { side: 'ask', price: 14 },
      { side: 'bid', prices: { pv: 20, chp: 18 } },
    ]);
  });

  it.each(referencePlugins('bidder').filter((name) => name !== 'zero-intelligence'))(
    '%s never trades at a loss',
    async (name) => {
      const views = Array.from({ length: 20 }, (_, n): BidderView => {
        const view = n % 2 === 0 ? sells : buys;
        return n === 0 ? view : { ...view, closed: [inVain] };
      });
      for (const order of await orders(name, views))
        if (order.side === 'ask') expect(order.price).toBeGreaterThanOrEqual(14);
        else {
          expect(order.prices.pv).toBeLessThanOrEqual(20);
          expect(order.prices.chp).toBeLessThanOrEqual(18);
        }
    },
  );

  it('zero-intelligence takes any price of the band, its own or not', async () => {
    const prices = (
      await orders(
        'zero-intelligence',
        Array.from({ length: 200 }, () => sells),
      )
    ).map(priceOf);
    expect(Math.min(...prices)).toBeGreaterThanOrEqual(12);
    expect(Math.min(...prices)).toBeLessThan(13);
    expect(Math.max(...prices)).toBeGreaterThan(23);
    expect(Math.max(...prices)).toBeLessThanOrEqual(24);
  });

  it.each(['zip', 'adaptive-aggressive', 'gd'])('%s asks for less after a period in vain', async (name) => {
    const lost = Array.from({ length: 12 }, (): BidderView => ({ ...sells, closed: [inVain] }));
    const asked = (await orders(name, [sells, ...lost])).map(priceOf);
    expect(asked.at(-1)!).toBeLessThanOrEqual(17);
  });

  // 16 was taken, 20 was left; at 17 there was a bid.
  it('gd takes the price of the best prospect', async () => {
    expect((await orders('gd', [{ ...sells, closed: [inVain] }])).map(priceOf)).toEqual([17]);
  });
});
