import type { BidderBriefing, BidderView } from '#market/double-auction/bidders.port.js';
import { createHighsSolver } from '#market/lp/highs-solver.js';
import { defineBidder, type BidderStrategy } from '#plugins/sdk/index.js';
import { Here } from '../here/here.js';
import { OwnPlugin } from '../here/own-plugin.js';
import { sandboxBidders } from './bidders.js';

const briefing: BidderBriefing = {
  ...{ mechanism: 'double-auction', seat: 0, bidders: 1, type: 'pv', meter: [500, -500] },
  grid: { sells: [24, 24], buys: [12, 12] },
  reservation: { ask: 14, bids: { pv: 20, chp: 18 } },
};
const sells: BidderView = { period: 0, side: 'ask', amount: 500, closed: [] };
const buys: BidderView = { ...sells, period: 1, side: 'bid' };

async function answered(order: unknown, view: BidderView): Promise<unknown> {
  const strategy = { order: typeof order === 'function' ? order : () => order } as BidderStrategy;
  const plugin = OwnPlugin.of(defineBidder({ name: 'test', create: () => strategy }));
  const bidders = sandboxBidders({ pool: new Here(await createHighsSolver()), plugins: [plugin], seed: '1' });
  const [created] = await bidders.create([briefing]);
  const [answer] = await bidders.order([{ seat: 0, view }]);
  await bidders.close();
  return created!.outcome === 'ok' ? answer : created;
}

describe('the answer of a bidder', () => {
  it.each([
    [{ price: 14 }, sells, { side: 'ask', price: 14 }],
    [{ price: 0, amount: 500 }, sells, { side: 'ask', price: 0, amount: 500 }],
    [
      { prices: { pv: 20, chp: 1000 }, amount: 1 },
      buys,
      { side: 'bid', prices: { pv: 20, chp: 1000 }, amount: 1 },
    ],
    [null, buys, null],
    [undefined, sells, null],
  ])('%j is an order', async (order, view, value) => {
    expect(await answered(order, view)).toEqual({ outcome: 'ok', value });
  });

  it.each([
    [{ price: -1 }, sells, /a price is -1 ct\/kWh, outside 0 .. 1000/],
    [{ price: 1001 }, sells, /outside 0 .. 1000/],
    [{ price: NaN }, sells, /price is NaN/],
    [{ price: '14' }, sells, /price must be a number, not string/],
    [{}, sells, /price must be a number, not undefined/],
    [{ price: 14, amount: 501 }, sells, /for 501 Wh; the meter counts 500/],
    [{ price: 14, amount: 0.5 }, sells, /no whole Wh above 0/],
    [{ price: 14, amount: -1 }, sells, /no whole Wh above 0/],
    [{ price: 14, prices: { pv: 1, chp: 1 } }, sells, /a price \(ask\) and prices \(bid\)/],
    [{ price: 14 }, buys, /the seat buys: its order needs prices/],
    [{ prices: { pv: 1, chp: 1 } }, sells, /the seat sells: its order needs a price/],
    [{ prices: { pv: 1 } }, buys, /prices.chp must be a number/],
    [{ prices: 3 }, buys, /prices must be { pv, chp }/],
    [7, sells, /must return an order or null, not number/],
  ])('%j is none, and says why', async (order, view, reason) => {
    expect(await answered(order, view)).toEqual({
      outcome: 'invalid-output',
      reason: expect.stringMatching(reason) as string,
    });
  });

  it('is no promise, nothing thrown, and comes from a function', async () => {
    expect(await answered(async () => ({ price: 14 }), sells)).toMatchObject({ outcome: 'invalid-output' });
    const thrown = (): never => {
      throw new Error('no');
    };
    expect(await answered(thrown, sells)).toMatchObject({ outcome: 'threw', reason: 'Error: no' });
  });
});

it('a plugin of another kind is no bidder', async () => {
  const pool = new Here(await createHighsSolver());
  await expect(OwnPlugin.load('truthful', 'bidder', pool)).rejects.toThrow(
    /no reference bidder has this name/,
  );
  await expect(OwnPlugin.load('plugins/agents/truthful.ts', 'bidder', pool)).rejects.toThrow(
    'is an agent plugin; wanted is a bidder',
  );
  await expect(OwnPlugin.load('plugins/bidders/zip.ts', 'agent', pool)).rejects.toThrow(
    'is a bidder plugin; wanted is an agent',
  );
});
