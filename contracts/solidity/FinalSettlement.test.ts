import { FULL_FILL } from '#market/ledger/units.js';
import { readMarket } from '../client/audit-market.js';
import { marketCall } from '../client/market-calls.js';
import { openingHoldings } from '../client/holdings.js';
import { PackedWriter, packVector } from '../client/packing.js';
import type { ChainLease } from '../service/chain.port.js';
import { EmbeddedChain } from '../service/embedded-chain.js';
import { honestClearing, smallOpening, SmallMarket } from '../test/small-market.js';

const embedded = new EmbeddedChain();
let chain: ChainLease;
let markets = 0;

beforeAll(async () => {
  chain = await embedded.lease();
});
afterAll(() => embedded.close());

const money = (value: number): bigint => BigInt(value * 1e6) * 10n ** 12n;
const prices = (...values: readonly number[]): bigint[] => values.map((value) => BigInt(value * 1e9));

/** What everybody was delivered, as `settle` takes it. */
function brought(...deliveries: readonly (readonly bigint[][])[]): string {
  const writer = new PackedWriter(8);
  deliveries.forEach((own, seat) => {
    if (own.length > 0) writer.word(openingHoldings(smallOpening.seats[seat]!.allocation));
    for (const delivered of own) writer.changes(delivered);
  });
  return writer.hex();
}
const two = prices(2, 0, 0, 0, 0);
const trades = brought([two], [prices(-4, 0, 0, 0, 0)], [two], [prices(0, 1, 0, 0, 0)]);
const settling = (at: readonly bigint[], data = trades, steps = 11): string =>
  marketCall('settle', `0x${packVector(at)}`, `0x${data}`, steps);

/** The market of `small-market.ts` after its clearing at (2, 1): seat 1 sold 4 to seats 0 and 2, the dealer 1 to seat 3. */
async function cleared(options = {}): Promise<SmallMarket> {
  const match = `final ${++markets}`;
  const market = await new SmallMarket(chain, { match, ...options }, 'final').withBook();
  await market.ledger.clear(honestClearing);
  return market;
}

async function cashAfter(market: SmallMarket): Promise<bigint[]> {
  await market.ledger.close();
  const { seats, dealerCash } = market.ledger.state();
  return [...seats.map(({ cash }) => cash), dealerCash];
}

it('holds back what the limits allow beyond the prices of the round', async () => {
  const market = await cleared();
  const { seats, dealerEscrow } = market.ledger.state();
  // Limits 6, -4 and half of 8; paid 4, -8 and 4. Half of the dealer's buyer's 2 for 1. The dealer took in 1.
  expect(seats.map(({ escrow }) => escrow)).toEqual([money(2), money(4), 0n, 0n, 0n]);
  expect(dealerEscrow).toBe(money(1));
  // 10 - 4 is there, 2 of it in escrow.
  const order = { bundle: prices(1, 0, 0, 0, 0), kind: 'limited' } as const;
  expect(await market.attemptOrders(market.seat(0), 0, [{ ...order, limit: money(4) }])).toBe('InsufficientCash'); // prettier-ignore
  expect(await market.attemptOrders(market.seat(0), 0, [{ ...order, limit: money(3) }])).toBeNull();
});

it('pays every net position at the final prices, up to the limits, to the last unit', async () => {
  const market = await cleared();
  // At 3 seat 0 owes 6, its limit; seat 2 owes 6 and has stated 4: of the 4 that seat 1 should have it gets 2.
  await market.ledger.settle(prices(3, 0.5, 0, 0, 0));
  // Seat 3 has back a half of its 1, from the dealer.
  expect(await cashAfter(market)).toEqual([
    ...[money(10 - 6), money(1 + 8 + 2) - 200_000_000n * 0n, money(20 - 4), money(5 - 1), money(5)],
    money(2 + 1),
  ].map((value, j) => [value, expectedShare(j)].reduce((sum, part) => sum + part))); // prettier-ignore
});

/** What is given: 2 by seat 0 and 0.5 by the dealer; wanted: 4 by seat 1 and 0.5 by seat 3, a ninth of it. */
function expectedShare(account: number): bigint {
  const given = money(2.5);
  const first = (given * 8n) / 9n;
  return [0n, first - money(2), 0n, given - first, 0n, -money(0.5)][account]!;
}

it('lets seats state that their trades are worth more to them', async () => {
  const market = await cleared();
  expect(await market.call(market.seat(2), 'raiseLimit', 0, money(1))).toBe('NotSeatOwner');
  expect(await market.call(market.seat(2), 'raiseLimit', 2, money(17))).toBe('InsufficientCash');
  await market.ledger.raiseLimits([{ seat: 2, amount: money(2) }]);
  await market.ledger.settle(prices(3, 1, 0, 0, 0));
  expect(await cashAfter(market)).toEqual([4, 13, 14, 4, 5, 3].map(money));
});

it('keeps what is locked by open orders out of a raised limit', async () => {
  const market = await cleared();
  const bundle = prices(1, 0, 0, 0, 0);
  await market.ledger.submit([{ seat: 2, orders: [{ bundle, limit: money(10), kind: 'limited' }] }]);
  expect(await market.call(market.seat(2), 'raiseLimit', 2, money(7))).toBe('InsufficientCash');
  expect(await market.call(market.seat(2), 'raiseLimit', 2, money(5))).toBeNull();
});

it('is settled by its dealer alone, once, from what there was at the opening, and not closed before', async () => {
  const market = await cleared();
  const at = prices(2, 1, 0, 0, 0);
  expect(await market.call(market.dealer, 'close')).toBe('NotSettled');
  expect(await market.call(market.seat(0), 'withdraw', 0)).toBe('WrongPhase');
  expect(await market.send(market.seat(0), settling(at))).toBe('DealerNotSilent');
  expect(await market.send(market.dealer, settling(at, brought([two], [two])))).toBe('WrongTrades');
  expect(await market.send(market.dealer, settling(at, brought([prices(2, 1, 0, 0, 0)])))).toBe(
    'WrongTrades',
  );
  // The chain of the opening must be one: whatever is left out of the deliveries is in it.
  const { holdings } = (await readMarket(chain, market.ledger.address)).seats[0]!;
  const later = new PackedWriter(1).word(holdings).hex();
  expect(await market.send(market.dealer, settling(at, later))).toBe('WrongTrades');
  expect(await market.send(market.dealer, settling(at, `${trades}00`))).toBe('WrongLength');
  expect(await market.send(market.dealer, settling(at.slice(0, 4)))).toBe('WrongLength');
  expect(await market.send(market.dealer, settling(prices(-1, 0, 0, 0, 0)))).toBe('NegativePrice');
  expect(await market.send(market.dealer, settling(at))).toBeNull();
  expect(await market.send(market.dealer, settling(at))).toBe('WrongPhase');
});

const cashIn = async (market: SmallMarket): Promise<bigint[]> => {
  const { seats, dealerCash } = await readMarket(chain, market.ledger.address);
  return [...seats.map(({ cash }) => cash), dealerCash];
};
/** Seat 0, and the chain of seat 1, whose delivery may come with that of seat 2. */
const [first, second] = [brought([two]), brought([], [prices(-4, 0, 0, 0, 0)])];
const behind = second.slice(64) + trades.slice(first.length + second.length);

it('takes as many calls as it needs, and comes to the same', async () => {
  const [whole, parted] = [await cleared(), await cleared()];
  const at = prices(3, 0.5, 0, 0, 0);
  await whole.ledger.settle(at);
  const go = (data: string, steps: number): Promise<string | null> =>
    parted.send(parted.dealer, settling(at, data, steps));
  expect(await go(first, 1)).toBeNull();
  expect(await parted.send(parted.dealer, settling(prices(3, 0, 0, 0, 0), second))).toBe('WrongPrices');
  expect(await go(second.slice(0, 64), 1)).toBeNull();
  expect(await go(behind, 2)).toBe('WrongLength');
  expect(await go(behind, 3)).toBeNull();
  expect(await parted.call(parted.seat(4), 'withdraw', 4)).toBe('WrongPhase');
  expect(await parted.call(parted.dealer, 'close')).toBe('WrongPhase');
  expect(await parted.attemptOrders(parted.seat(0), 0, [])).toBe('WrongPhase');
  for (let call = 0; call < 3; call++) expect(await go('', 3)).toBeNull();
  expect(await go('', 3)).toBe('WrongPhase');
  expect(await cashIn(parted)).toEqual(await cashIn(whole));
});

it('is gone on with by anybody once its dealer is silent, and nobody spoils what others bring', async () => {
  const [whole, parted] = [await cleared(), await cleared({ patienceBlocks: 4 })];
  const at = prices(3, 0.5, 0, 0, 0);
  await whole.ledger.settle(at);
  const go = (from: number | null, data: string, steps: number): Promise<string | null> =>
    parted.send(from === null ? parted.dealer : parted.seat(from), settling(at, data, steps));
  expect(await go(null, first, 1)).toBeNull();
  const wrong = new PackedWriter(1).word(1n << 40n).hex();
  for (let block = 0; block < 4; block++) expect(await go(4, wrong, 1)).toBe('DealerNotSilent');
  // A chain that leads nowhere, and one that the dealer has brought to the middle, are each their own.
  expect(await go(4, wrong, 1)).toBeNull();
  expect(await go(4, behind, 3)).toBe('WrongTrades');
  expect(await go(null, second.slice(0, 64), 1)).toBeNull();
  expect(await go(3, behind, 3)).toBe('WrongTrades');
  expect(await go(3, second.slice(0, 64), 1)).toBeNull();
  expect(await go(null, behind, 3)).toBeNull();
  expect(await go(null, '', 11)).toBeNull();
  expect(await cashIn(parted)).toEqual(await cashIn(whole));
});

it('is not held up by a dealer that goes on calling', async () => {
  const market = await cleared({ patienceBlocks: 4 });
  const at = prices(3, 0.5, 0, 0, 0);
  for (let block = 0; block < 5; block++)
    expect(await market.send(market.dealer, settling(at, '', 0))).toBeNull();
  expect(await market.send(market.dealer, settling(at, first, 1))).toBeNull();
  expect(await market.send(market.seat(4), settling(at, trades.slice(first.length)))).toBeNull();
  expect(await market.call(market.seat(4), 'withdraw', 4)).toBeNull();
});

it('of a dealer that stays silent can be settled by anybody, at the last cleared prices only', async () => {
  const market = await cleared({ patienceBlocks: 3 });
  for (let block = 0; block < 3; block++)
    expect(await market.send(market.seat(2), settling(honestClearing.prices))).toBe('DealerNotSilent');
  expect(await market.send(market.seat(2), settling(prices(0, 0, 0, 0, 0)))).toBe('NotDealer');
  expect(await market.send(market.seat(2), settling(honestClearing.prices))).toBeNull();
  expect(await market.call(market.seat(2), 'withdraw', 2)).toBeNull();
});

it('does not exist where trades were settled as they were made', async () => {
  const market = await new SmallMarket(chain, { match: `path ${++markets}` }).withBook();
  expect(await market.send(market.dealer, settling(prices(2, 1, 0, 0, 0)))).toBe('InvalidSettings');
  expect(await market.call(market.seat(0), 'raiseLimit', 0, 1n)).toBe('InvalidSettings');
  await expect(market.ledger.settle(prices(2, 1, 0, 0, 0))).rejects.toMatchObject({
    code: 'wrong-settlement',
  });
  expect(FULL_FILL).toBe(10n ** 18n);
});
