import { ask, bid } from '#market/double-auction/test/orders.js';
import { closingPlan, type Claim, type ClosingPlan } from '../client/double-auction/closing-plan.js';
import { EmbeddedChain } from '../service/embedded-chain.js';
import type { Account, ChainLease } from '../service/chain.port.js';
import { afterPeriod, asks, bids, openAuction, placeMetered, refusalOf, type OpenAuction } from '../test/small-auction.js'; // prettier-ignore

const rules = { grid: { sells: 2367n, buys: 1200n }, pricing: { kind: 'mcafee' } } as const;
const WEI = 10n ** 11n;
const embedded = new EmbeddedChain();
let chain: ChainLease;
beforeAll(async () => {
  chain = await embedded.lease();
});
afterAll(() => embedded.close());

interface Period extends OpenAuction {
  readonly plan: ClosingPlan;
  /** of equal bids, as the contract lists them */
  readonly equals: readonly string[];
}

/**
 * PV first (5 votes to 1). Asks of PV 100 at 10, 60 at 11, 50 at 13; bids 80 at 18, three of 50 at 14, 30 at 12. All 210 offered could
 * trade; no ask is behind, so the one at 13 and the last of those at 14 are left out: the other sellers' 160 meet 80 and, shared by two, 80
 * of 100. Buyers pay 14, sellers get 13. CHP: 40 at 9, 70 at 12; 40 wanted at 13, all others at 10 or less: 40 could trade, and (12 + 10) / 2
 * suits both.
 */
async function period(name: string): Promise<Period> {
  const opened = await openAuction(chain, `reduced: ${name}`, 12, rules.pricing);
  const { auction, accounts } = opened;
  const [a, b, c, d, e, f, g, h, i, j, l] = accounts as [Account, ...Account[]];
  await placeMetered(auction, [
    ...[asks(a, ask('', 100, 10)), asks(b!, ask('', 60, 11)), asks(c!, ask('', 50, 13))],
    ...[asks(d!, ask('', 40, 9, 'chp')), asks(e!, ask('', 70, 12, 'chp'))],
    ...[bids(f!, bid('', 80, 18, 9)), bids(g!, bid('', 50, 14, 10)), bids(h!, bid('', 50, 14, 10))],
    ...[bids(l!, bid('', 50, 14, 10)), bids(i!, bid('', 30, 12, 9)), bids(j!, bid('', 40, 8, 13))],
  ]);
  const equals = [g!, h!, l!].map(({ address }) => address).sort();
  return { ...opened, plan: closingPlan(auction.asks, auction.bids, rules), equals };
}

const claimed = (auction: number, change: (claim: Claim) => Partial<Claim>) => (plan: ClosingPlan): ClosingPlan => ({
  ...plan,
  claims: plan.claims.map((claim, n) => (n === auction ? { ...claim, ...change(claim) } : claim)),
}); // prettier-ignore
const reduced = (auction: number, change: Partial<Claim['reduction']>) =>
  claimed(auction, ({ reduction }) => ({ reduction: { ...reduction, ...change } }));
const none = { before: 0n, total: 0n };

const tampered: [string, (plan: ClosingPlan, period: Period) => ClosingPlan, RegExp][] = [
  ['nobody is left out', claimed(0, () => ({ volume: 210n, bids: { before: 80n, total: 150n }, asks: none, reduction: { most: 210n, bid: null, ask: null } })), /WrongReduction/],
  ['no bid is left out', reduced(0, { bid: null }), /WrongReduction|WrongShares/],
  ['no ask is left out', reduced(0, { ask: null }), /WrongReduction/],
  ['a friend trades in the place of whom the rule leaves out', (plan, { equals }) => reduced(0, { bid: equals[0]! })(plan), /WrongReduction/],
  ['a cheaper seller is left out', (plan, { accounts }) => reduced(0, { ask: accounts[0]!.address })(plan), /Wrong/],
  ['a Wh less could trade', reduced(0, { most: 209n }), /MoreCouldTrade/],
  ['a Wh more could trade', reduced(0, { most: 211n }), /WrongVolume/],
  ['nothing could trade', claimed(0, () => ({ volume: 0n, bids: none, asks: none, reduction: { most: 0n, bid: null, ask: null } })), /MoreCouldTrade/],
  ['a Wh less is traded', claimed(0, () => ({ volume: 159n })), /WrongVolume|WrongShares/],
  ['a Wh more is traded', claimed(0, () => ({ volume: 161n })), /WrongVolume|WrongShares/],
  ['more of CHP could trade than meets', reduced(1, { most: 41n }), /AskAboveBid/],
  ['orders of CHP are left out though one price suits all', (plan, { accounts }) => claimed(1, () => ({ volume: 0n, reduction: { most: 40n, bid: accounts[9]!.address, ask: accounts[3]!.address } }))(plan), /WrongReduction/],
]; // prettier-ignore

describe('McAfee’s rule on the contract', () => {
  it('leaves out the last order of each side, pays the operator the difference, and has one price where that suits all', async () => {
    const { auction, accounts, plan, equals } = await period('by hand');
    const { closed } = await auction.close(plan);
    expect(closed.prices).toEqual({ pv: null, chp: 1100n });
    const paid = (account: number | string): bigint => {
      const address = typeof account === 'number' ? accounts[account]!.address : account;
      return closed.participants.find(({ id }) => id === address)!.payment;
    };
    expect([0, 1, 2, 3, 4].map(paid)).toEqual([-130_000n, -78_000n, -60_000n, -44_000n, -84_000n]);
    // Those who share pay 40 x 14.00 and 10 x 23.67 each; who is left out, 50 x 23.67.
    expect(equals.map(paid)).toEqual([79_670n, 79_670n, 118_350n]);
    expect([5, 8, 9].map(paid)).toEqual([112_000n, 71_010n, 44_000n]);
    // 160 Wh x (14.00 - 13.00)
    expect(closed.surplus).toBe(16_000n);
    const { operator } = auction;
    expect(await auction.read('money', operator.address)).toBe(16_000n * WEI);
    const takes = auction.call(operator, 'withdraw', [16_000n * WEI]);
    expect(await refusalOf(auction, [{ ...takes, from: accounts[11]! }, takes])).toBe('InsufficientMoney');
    expect(await auction.read('money', operator.address)).toBe(0n);
    // All that is left in the contract is owed.
    const owed = await Promise.all(accounts.map(({ address }) => auction.read('money', address)));
    const all = owed.reduce((sum, money) => sum + money, await auction.read('gridMoney'));
    expect(await chain.balance(auction.addresses.auction)).toBe(all);
  });

  it('has one price for all where it is just what the last seller asks, or the last buyer bids', async () => {
    const { auction, accounts } = await openAuction(chain, 'reduced: at the margin', 8, rules.pricing);
    const [a, b, c, d, e, f, g, h] = accounts as [Account, ...Account[]];
    // PV: (10 + 14) / 2 is the 12 of the last ask. CHP: (12 + 18) / 2 is the 15 of the last bid;
    // who would pay 14 has all it wants by then.
    await placeMetered(auction, [
      ...[asks(a, ask('', 100, 12)), asks(b!, ask('', 50, 14))],
      ...[asks(c!, ask('', 100, 12, 'chp')), asks(d!, ask('', 50, 18, 'chp'))],
      ...[bids(e!, bid('', 100, 15, 14)), bids(f!, bid('', 50, 10, 1))],
      ...[bids(g!, bid('', 100, 1, 15)), bids(h!, bid('', 50, 1, 12))],
    ]);
    const { closed } = await auction.close();
    expect([closed.prices, closed.surplus]).toEqual([{ pv: 1200n, chp: 1500n }, 0n]);
    expect(closed.matches.map(({ amount }) => amount)).toEqual([100n, 100n]);
  });

  it('takes no trade away from prices that are equal', async () => {
    const { auction, accounts } = await openAuction(chain, 'reduced: equal prices', 2, rules.pricing);
    await placeMetered(auction, [asks(accounts[0]!, ask('', 9, 12)), bids(accounts[1]!, bid('', 9, 12, 1))]);
    const plan = closingPlan(auction.asks, auction.bids, rules);
    const told = claimed(0, () => ({ volume: 0n, reduction: { most: 0n, bid: null, ask: null } }))(plan);
    const calls = auction.closing(told).flatMap((phase) => phase.calls);
    expect(await refusalOf(auction, calls, await afterPeriod(auction))).toBe('MoreCouldTrade');
  });

  it.each(tampered)('refuses that %s; the honest claim passes afterwards', async (what, tamper, reason) => {
    const opened = await period(what);
    const { auction, plan } = opened;
    const calls = auction.closing(tamper(plan, opened)).flatMap((phase) => phase.calls);
    expect(await refusalOf(auction, calls, await afterPeriod(auction))).toMatch(reason);
    expect(await auction.read('money', auction.operator.address)).toBe(0n);
    expect((await auction.close(plan)).closed.surplus).toBe(16_000n);
  });
});
