import { ask, bid } from '#market/double-auction/test/orders.js';
import { closingPlan, type Claim, type ClosingPlan } from '../client/double-auction/closing-plan.js';
import type { PricingRule } from '#market/double-auction/pricing.js';
import { EmbeddedChain } from '../service/embedded-chain.js';
import type { ChainLease } from '../service/chain.port.js';
import { afterPeriod, asks, bids, openAuction, placeMetered, refusalOf, type OpenAuction } from '../test/small-auction.js'; // prettier-ignore

const rules = { grid: { sells: 2367n, buys: 1200n }, pricing: { kind: 'uniform', k: 0n } } as const;
const embedded = new EmbeddedChain();
let chain: ChainLease;
beforeAll(async () => {
  chain = await embedded.lease();
});
afterAll(() => embedded.close());

/**
 * PV first (3 votes to 2). Asks of PV 100 at 10, 60 at 11, 50 at 16; bids 80 at 18, 40 and 60 at 14 (they share 80 of 100),
 * 30 at 9, 20 at 8: 160 are traded. CHP: 40 at 9, 70 at 12; bids of what is left 16, 24 at 11, 30 at 13, 20 at 12.
 */
async function period(
  name: string,
  pricing: PricingRule = rules.pricing,
): Promise<OpenAuction & { readonly plan: ClosingPlan }> {
  const opened = await openAuction(chain, name, 10, pricing);
  const { auction, accounts } = opened;
  const [a, b, c, d, e, f, g, h, i, j] = accounts as [(typeof accounts)[0], ...(typeof accounts)[0][]];
  await placeMetered(auction, [
    ...[asks(a, ask('', 100, 10)), asks(b!, ask('', 60, 11)), asks(c!, ask('', 50, 16))],
    ...[asks(d!, ask('', 40, 9, 'chp')), asks(e!, ask('', 70, 12, 'chp'))],
    ...[bids(f!, bid('', 80, 18, 11)), bids(g!, bid('', 40, 14, 11)), bids(h!, bid('', 60, 14, 11))],
    ...[bids(i!, bid('', 30, 9, 13)), bids(j!, bid('', 20, 8, 12))],
  ]);
  return { ...opened, plan: closingPlan(auction.asks, auction.bids, auction.rules) };
}

const claimed = (auction: number, change: (claim: Claim) => Claim) => (plan: ClosingPlan): ClosingPlan => ({
  ...plan,
  claims: plan.claims.map((claim, n) => (n === auction ? change(claim) : claim)),
}); // prettier-ignore
const listed = (list: number, change: (ids: string[]) => string[]) => (plan: ClosingPlan): ClosingPlan => ({
  ...plan,
  lists: plan.lists.map((ids, n) => (n === list ? change([...ids]) : ids)),
}); // prettier-ignore
const matched = (change: (matches: ClosingPlan['matches'][0][]) => ClosingPlan['matches'][0][]) => (plan: ClosingPlan): ClosingPlan => ({
  ...plan,
  matches: change([...plan.matches]),
}); // prettier-ignore
const swap = <T>(list: T[], a: number, b: number): T[] => {
  [list[a], list[b]] = [list[b]!, list[a]!];
  return list;
};
const none = { before: 0n, total: 0n };

const beforeMatching: [string, (plan: ClosingPlan) => ClosingPlan, RegExp][] = [
  ['a Wh less is traded', claimed(0, (c) => ({ ...c, volume: c.volume - 1n })), /WrongShares/],
  ['a Wh more is traded', claimed(0, (c) => ({ ...c, volume: c.volume + 1n })), /WrongVolume|WrongShares/],
  ['nothing is traded', claimed(0, (c) => ({ ...c, volume: 0n, bids: none, asks: none })), /MoreCouldTrade/],
  ['a dearer ask than bid', claimed(0, (c) => ({ ...c, volume: 180n, bids: none, asks: { before: 160n, total: 50n } })), /AskAboveBid/],
  ['those who share get all', claimed(0, (c) => ({ ...c, bids: none })), /WrongShares/],
  ['they share as if they were more', claimed(0, (c) => ({ ...c, bids: { ...c.bids, total: 101n } })), /WrongVolume|WrongShares/],
  ['others share', claimed(0, (c) => ({ ...c, bids: { before: 0n, total: 180n } })), /WrongShares/],
  ['the second auction is left out', claimed(1, (c) => ({ ...c, volume: 0n, bids: none, asks: none })), /MoreCouldTrade/],
  ['bids out of order', listed(0, (ids) => swap(ids, 0, 1)), /OutOfOrder/],
  ['equal bids out of order', listed(0, (ids) => swap(ids, 1, 2)), /OutOfOrder/],
  ['asks out of order', listed(1, (ids) => swap(ids, 0, 1)), /OutOfOrder/],
  ['a bid twice, another missing', listed(0, (ids) => [...ids.slice(0, 4), ids[3]!]), /OutOfOrder/],
  ['the last bid missing', listed(0, (ids) => ids.slice(0, -1)), /UnexpectedOrder|TooMany/],
  ['the cheapest ask missing', listed(1, (ids) => ids.slice(1)), /WrongVolume|TooMany|UnexpectedOrder|WrongShares/],
  ['a stranger among the bids', listed(0, (ids) => [...ids.slice(0, 4), `0x${'11'.repeat(20)}`]), /UnexpectedOrder/],
  ['an ask among the bids', listed(0, (ids) => [...ids.slice(0, 4), '']), /UnexpectedOrder/],
  ['CHP read as PV', (plan) => ({ ...plan, lists: swap([...plan.lists], 1, 3) }), /UnexpectedOrder|TooMany/],
  ['CHP auctioned first', (plan) => ({ ...plan, claims: [plan.claims[1]!, plan.claims[0]!] }), /./],
]; // prettier-ignore

const atMatching: [string, (plan: ClosingPlan) => ClosingPlan][] = [
  ['less than all of a match', matched(([m, ...rest]) => [{ ...m!, amount: m!.amount - 1n }, ...rest])],
  ['more than there is', matched(([m, ...rest]) => [{ ...m!, amount: m!.amount + 1n }, ...rest])],
  ['nothing', matched(([m, ...rest]) => [{ ...m!, amount: 0n }, m!, ...rest])],
  ['another buyer first', matched((all) => swap(all, 0, 1))],
  ['a buyer left out', matched(([, ...rest]) => rest)],
  ['somebody who trades nothing', matched(([m, ...rest]) => [{ ...m!, seller: m!.buyer }, ...rest])],
  ['one match too many', matched((all) => [...all, all.at(-1)!])],
];

describe('a closing that is not what the book says is refused', () => {
  it.each(beforeMatching)('%s; the honest one passes afterwards', async (what, tamper, reason) => {
    const { auction, accounts, plan } = await period(what);
    const isAsk = tamper(plan).lists.some((list) => list.includes(''));
    const tampered = isAsk
      ? { ...plan, lists: [[...plan.lists[0]!.slice(0, 4), accounts[0]!.address], ...plan.lists.slice(1)] }
      : tamper(plan);
    const calls = auction.closing(tampered).flatMap((phase) => phase.calls);
    expect(await refusalOf(auction, calls, await afterPeriod(auction))).toMatch(reason);
    expect(await auction.read('period')).toBe(1n);
    for (const { address } of accounts) expect((await auction.tokensOf(address)) > 0n).toBe(false);
    const { closed } = await auction.close(plan);
    expect(closed.prices).toEqual({ pv: 1100n, chp: 1200n });
  });

  it.each(atMatching)('matches: %s', async (what, tamper) => {
    const { auction, plan } = await period(`matches: ${what}`);
    const late = await afterPeriod(auction);
    const calls = auction.closing(tamper(plan)).flatMap((phase) => phase.calls);
    expect(await refusalOf(auction, calls, late)).toMatch(/WrongMatch|WrongStage/);
    expect(await auction.read('period')).toBe(1n);
    const [, , matching, settling] = auction.closing(plan);
    await auction.send([...matching!.calls, ...settling!.calls]);
    expect(await auction.read('period')).toBe(2n);
  });

  it('matches: equals in another order, with everybody’s part as it is', async () => {
    const { auction, accounts, plan } = await period('equals turned');
    // Bids of 40 and 60 Wh at 14.00 share: whoever's address comes later is matched first here.
    const parts = (of: 'seller' | 'buyer'): [string, bigint][] => {
      const sums = new Map<string, bigint>();
      for (const match of plan.matches) sums.set(match[of], (sums.get(match[of]) ?? 0n) + match.amount);
      return [...sums];
    };
    const pv = plan.claims[0]!.volume;
    const [sellers, buyers] = [parts('seller').slice(0, 2), swap(parts('buyer').slice(0, 3), 1, 2)];
    const turned: ClosingPlan['matches'][0][] = [];
    for (let left = pv; left > 0n;) {
      const [seller, buyer] = [sellers[0]!, buyers[0]!];
      const amount = seller[1] < buyer[1] ? seller[1] : buyer[1];
      turned.push({ ...plan.matches[0]!, seller: seller[0], buyer: buyer[0], amount });
      for (const [side, list] of [[seller, sellers], [buyer, buyers]] as const)
        if ((side[1] -= amount) === 0n) list.shift(); // prettier-ignore
      left -= amount;
    }
    expect(turned.map(({ buyer }) => buyer)).toContain(accounts[6]!.address);
    const rest = plan.matches.slice(turned.length);
    const [start, verify, match] = auction.closing({ ...plan, matches: [...turned, ...rest] });
    await auction.send([...start!.calls, ...verify!.calls], await afterPeriod(auction));
    expect(await refusalOf(auction, match!.calls)).toBe('WrongMatch');
  });

  it('nobody is settled twice, nor before all is verified', async () => {
    const { auction, accounts, plan } = await period('twice');
    const settle = (ids: readonly string[]) => auction.call(auction.operator, 'settle', [ids], 900_000);
    expect(await refusalOf(auction, [settle(plan.accounts)], await afterPeriod(auction))).toBe('WrongStage');
    const [start, verify, match] = auction.closing(plan);
    await auction.send([...start!.calls, ...verify!.calls, ...match!.calls]);
    expect(await refusalOf(auction, start!.calls)).toBe('WrongStage');
    const [first, ...rest] = plan.accounts;
    // Anybody may see to it that what was verified is paid, ahead of the operator as well.
    await auction.send([{ ...settle([first!, first!]), from: accounts[9]! }]);
    const owned = await auction.read('money', first!);
    await auction.send([settle([first!, ...rest.slice(1)])]);
    expect(await auction.read('money', first!)).toBe(owned);
    expect(await auction.read('period')).toBe(1n);
    await auction.send([settle([rest[0]!, first!])]);
    expect(await auction.read('period')).toBe(2n);
  });

  it('nobody but the operator records matches: who leaves some out would hold up everybody for ever', async () => {
    const { auction, accounts, plan } = await period('left out');
    const [start, verify, match, settling] = auction.closing(plan);
    await auction.send([...start!.calls, ...verify!.calls], await afterPeriod(auction));
    // The last seller of the first auction and its last buyer: nobody before them could be matched any more.
    const pv = plan.matches.slice(0, 4);
    const { seller, buyer, amount } = pv.at(-1)!;
    const skipping = (from = accounts[9]!) => [
      auction.call(from, 'recordMatches', [[[seller, buyer, amount]]]),
    ];
    expect(await refusalOf(auction, skipping())).toBe('OwnableUnauthorizedAccount');
    await auction.send([...match!.calls, ...settling!.calls]);
    expect(await auction.read('period')).toBe(2n);
  });

  it('an operator that leaves out matches, or stops before them, keeps nobody’s money', async () => {
    for (const stops of [true, false]) {
      const { auction, accounts, plan } = await period(`stops: ${stops}`);
      const [start, verify] = auction.closing(plan);
      await auction.send([...start!.calls, ...verify!.calls], await afterPeriod(auction));
      const last = plan.matches.at(-2)!;
      if (!stops)
        await refusalOf(auction, [auction.call(auction.operator, 'recordMatches', [[[last.seller, last.buyer, last.amount]]])]); // prettier-ignore
      const settle = {
        ...auction.call(auction.operator, 'settle', [plan.accounts], 900_000),
        from: accounts[0]!,
      };
      const silentFrom = Number(await auction.read('lastBlock')) + 30;
      expect(await refusalOf(auction, [settle], silentFrom)).toBe('WrongStage');
      expect(await refusalOf(auction, [settle])).toBeNull();
      expect(await auction.read('period')).toBe(2n);
    }
  });

  it('an operator cannot leave its market without one', async () => {
    const { auction, accounts } = await period('renounced');
    expect(await refusalOf(auction, [auction.call(auction.operator, 'renounceOwnership', [])])).toBe('InvalidSettings'); // prettier-ignore
    expect(await refusalOf(auction, [auction.call(accounts[0]!, 'renounceOwnership', [])])).toBe('OwnableUnauthorizedAccount'); // prettier-ignore
  });

  it.each(beforeMatching)('paid as bid, %s', async (what, tamper, reason) => {
    const { auction, accounts, plan } = await period(`pay-as-bid, ${what}`, { kind: 'pay-as-bid' });
    const isAsk = tamper(plan).lists.some((list) => list.includes(''));
    const tampered = isAsk
      ? { ...plan, lists: [[...plan.lists[0]!.slice(0, 4), accounts[0]!.address], ...plan.lists.slice(1)] }
      : tamper(plan);
    const calls = auction.closing(tampered).flatMap((phase) => phase.calls);
    expect(await refusalOf(auction, calls, await afterPeriod(auction))).toMatch(reason);
    const { closed } = await auction.close(plan);
    // 80 Wh at 18.00 and 20 at 14.00; 60 at 14.00; in units of 1/100 ct per kWh x Wh. Then CHP: 30 at 13.00, 10 and 10 at 12.00.
    const earned = new Map(closed.participants.map(({ id, payment }) => [id, payment]));
    const paid = (n: number): bigint => earned.get(accounts[n]!.address)!;
    expect([paid(0), paid(1)]).toEqual([-(80n * 1800n + 20n * 1400n), -(60n * 1400n)]);
    expect(paid(3)).toBe(-(30n * 1300n + 10n * 1200n));
    expect(paid(4)).toBe(-(10n * 1200n + 60n * 1200n));
    expect(paid(5)).toBe(80n * 1800n);
    expect(paid(8)).toBe(30n * 1300n);
  });
});
