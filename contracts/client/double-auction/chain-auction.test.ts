import { clearPeriod } from '#market/double-auction/clear-period.js';
import type { Match } from '#market/double-auction/matches.js';
import type { SidedOrder } from '#market/double-auction/order-book.js';
import { usualGridPrices } from '#market/double-auction/orders.js';
import { randomPeriod } from '#market/double-auction/test/orders.js';
import { isLong, testRng } from '#market/test/short-form.js';
import type { ChainLease } from '../../service/chain.port.js';
import { EmbeddedChain } from '../../service/embedded-chain.js';
import { ChainAuction, type AuctionOrder } from './chain-auction.js';
import { WEI_PER_UNIT } from './closed-period.js';
import type { PricingRule } from '#market/double-auction/pricing.js';

const EUR = 10n ** 18n;
const PLENTY = 1_000n * EUR;

describe('the double auction on a chain', () => {
  const embedded = new EmbeddedChain();
  let chain: ChainLease;
  beforeAll(async () => {
    chain = await embedded.lease();
  });
  afterAll(() => embedded.close());

  it.each<[string, PricingRule]>([
    ['the highest ask', { kind: 'uniform', k: 0n }],
    ['the midpoint', { kind: 'uniform', k: 5_000n }],
    ['a k-double auction', { kind: 'uniform', k: 2_500n }],
    ['pay-as-bid', { kind: 'pay-as-bid' }],
    ['McAfee', { kind: 'mcafee' }],
    ['MUDA', { kind: 'muda', lots: 'on the chain' }],
  ])('random periods end as in memory, to the unit (%s)', async (name, pricing) => {
    const rng = testRng(`auctions on the chain by ${name}`);
    const settings = { match: `auction by ${name}`, periodBlocks: 12, pricing, grid: usualGridPrices };
    const auction = await ChainAuction.deploy(chain, settings);
    const accounts = Array.from({ length: 24 }, (_, n) => auction.account(`p${n}`));
    await chain.fund([...accounts, auction.operator].map((account) => ({ account, amount: PLENTY })));
    await auction.send([auction.call(auction.operator, 'fundGrid', [], undefined, 10n * EUR)]);
    if (pricing.kind === 'muda')
      await auction.enrol(new Map(accounts.map((account, n) => [`p${n}`, account])));
    const minted = new Map<string, bigint>();
    let surplus = 0n;
    const takesSurplus = pricing.kind === 'mcafee';
    // Until McAfee's rule has left something over too.
    for (let n = 0; n < (isLong ? 60 : 4) || (takesSurplus && surplus === 0n); n++) {
      const { asks, bids } = randomPeriod(rng, 12, (id) => accounts[id]!.address);
      const orders = [
        ...asks.map((order): SidedOrder => ({ side: 'ask', order })),
        ...bids.map((order): SidedOrder => ({ side: 'bid', order })),
      ].map((placed): AuctionOrder => {
        const account = accounts.find(({ address }) => address === placed.order.id)!;
        return { account, ...placed };
      });
      await auction.meter('mint', asks.map(({ id, amount }) => ({ account: accounts.find((a) => a.address === id)!, amount }))); // prettier-ignore
      for (const { id, amount } of asks) minted.set(id, (minted.get(id) ?? 0n) + amount);
      // What is placed at one time is placed in one block.
      for (const time of [0n, 1n, 2n]) await auction.place(orders.filter(({ order }) => order.time === time));
      const expected = clearPeriod(auction.asks, auction.bids, auction.rules);
      const { closed } = await auction.close();
      expect({ first: closed.first, votes: closed.votes }).toEqual({
        first: expected.vote.first,
        votes: { pv: expected.vote.pv, chp: expected.vote.chp },
      });
      expect(closed.matches).toEqual(
        expected.auctions.flatMap(({ type, matches }) => matches.map((match) => ({ type, ...match }))),
      );
      for (const { type, matches } of expected.auctions)
        expect(closed.prices[type]).toBe(severalPrices.has(pricing.kind) ? null : onePriceOf(matches));
      expect(closed.surplus).toBe(expected.surplus);
      surplus += closed.surplus;
      expect(closed.participants).toEqual(
        expected.participants.map(({ id, side, local, grid, payment }) => ({
          id,
          side,
          local,
          grid,
          payment,
        })),
      );
    }
    // All money is somebody's, and all energy; the operator's is what the rule has left over.
    const holders = [...accounts, auction.operator];
    const owned = await Promise.all(holders.map(({ address }) => auction.read('money', address)));
    expect(owned.at(-1)).toBe(surplus * WEI_PER_UNIT);
    expect(surplus > 0n).toBe(takesSurplus);
    const all = owned.reduce((sum, amount) => sum + amount, await auction.read('gridMoney'));
    expect(await chain.balance(auction.addresses.auction)).toBe(all);
    expect(all % WEI_PER_UNIT).toBe(0n);
    const tokens = await Promise.all(holders.map(({ address }) => auction.tokensOf(address))); // prettier-ignore
    const generated = [...minted.values()].reduce((sum, amount) => sum + amount, 0n);
    expect(tokens.reduce((sum, amount) => sum + amount, 0n)).toBe(generated);
    expect(await auction.tokensOf(auction.addresses.auction)).toBe(0n);
  });
});

const severalPrices: ReadonlySet<PricingRule['kind']> = new Set(['pay-as-bid', 'muda']);

function onePriceOf(matches: readonly Match[]): bigint | null {
  const prices = new Set(matches.flatMap(({ buyerPrice, sellerPrice }) => [buyerPrice, sellerPrice]));
  return prices.size === 1 ? [...prices][0]! : null;
}
