import { AbiCoder, getBytes, zeroPadValue } from 'ethers';
import { commitmentTo, drawn, drawnBy, labelOf, lotOf } from '#market/double-auction/lots.js';
import type { Half } from '#market/double-auction/muda.js';
import { ask, bid } from '#market/double-auction/test/orders.js';
import { contract } from '../abi/artifacts.js';
import { closingPlan, type ClosingPlan } from '../client/double-auction/closing-plan.js';
import { ChainAuction } from '../client/double-auction/chain-auction.js';
import { EmbeddedChain } from '../service/embedded-chain.js';
import type { Account, ChainLease } from '../service/chain.port.js';
import { afterPeriod, asks, bids, openAuction, placeMetered, refusalOf, type OpenAuction } from '../test/small-auction.js'; // prettier-ignore

const pricing = { kind: 'muda', lots: 'drawn' } as const;
const lot = lotOf(pricing.lots, 0);
const MOST = 24;
const noLot = new Uint8Array(32);
const embedded = new EmbeddedChain();
let chain: ChainLease;
beforeAll(async () => {
  chain = await embedded.lease();
});
afterAll(() => embedded.close());

/** Places in the list of accounts of those in a half, the first in turn first. */
const placesIn = (half: 0 | 1): number[] =>
  Array.from({ length: MOST }, (_, n) => n)
    .filter((n) => drawn(lot, `p${n}`).half === half)
    .sort((a, b) => (drawn(lot, `p${a}`).turn < drawn(lot, `p${b}`).turn ? -1 : 1));
const [left, right] = [placesIn(0), placesIn(1)];

interface Period extends OpenAuction {
  readonly plan: ClosingPlan & Required<Pick<ClosingPlan, 'halves'>>;
  readonly l: readonly Account[];
  readonly r: readonly Account[];
}

/**
 * The period of muda.test.ts. Left: 100 at 10 and 60 at 13; 80 at 18, 40 at 14: its price is 13. Right: 50 at 11 and 30 at 12; 90 at 17, 20 at
 * 15 and 30 at 12: its price is 17. So left sells 80 of 160 at 17, right buys 80 of 110 at 13. CHP: right 40 at 9 and, of what is left, 10 at 9.5
 * and 20 at 9.2; left 10 at 8, none at home.
 */
async function period(name: string): Promise<Period> {
  const opened = await openAuction(chain, `drawn: ${name}`, MOST, pricing);
  const { auction, accounts } = opened;
  const [l, r] = [left, right].map((places) => places.map((n) => accounts[n]!)) as [Account[], Account[]];
  await placeMetered(auction, [
    ...[asks(l[0]!, ask('', 100, 10)), asks(l[1]!, ask('', 60, 13)), asks(r[0]!, ask('', 50, 11))],
    ...[asks(r[1]!, ask('', 30, 12)), asks(r[5]!, ask('', 40, 9, 'chp')), asks(l[4]!, ask('', 10, 8, 'chp'))],
    ...[
      bids(l[2]!, bid('', 80, 18, 1)),
      bids(l[3]!, bid('', 40, 14, 9.4)),
      bids(r[2]!, bid('', 90, 17, 9.5)),
    ],
    ...[bids(r[3]!, bid('', 20, 15, 9.2)), bids(r[4]!, bid('', 30, 12, 2))],
  ]);
  const plan = closingPlan(auction.asks, auction.bids, auction.rules) as Period['plan'];
  return { ...opened, plan, l, r };
}

type Tamper = (period: Period) => ClosingPlan;
const half = (auction: number, of: 0 | 1, change: (half: Half, period: Period) => Partial<Half>): Tamper => (period) => ({
  ...period.plan,
  halves: period.plan.halves.map((both, a) =>
    a === auction ? (both.map((one, h) => (h === of ? { ...one, ...change(one, period) } : one)) as [Half, Half]) : both,
  ),
}); // prettier-ignore
const volume = (change: bigint): Tamper => ({ plan }) => ({
  ...plan,
  claims: plan.claims.map((claim, n) => (n === 0 ? { ...claim, volume: claim.volume + change } : claim)),
}); // prettier-ignore

const tampered: [string, Tamper, RegExp][] = [
  ['a half trades dearer', half(0, 0, () => ({ price: 1301n })), /WrongHalfPrice/],
  ['a half trades cheaper', half(0, 1, () => ({ price: 1699n })), /WrongHalfPrice/],
  ['a half has no price', half(0, 0, () => ({ price: null })), /WrongHalfPrice|WrongVolume/],
  ['a half without trade of its own has no price', half(1, 0, () => ({ price: null })), /WrongHalfPrice|WrongVolume/],
  ['a Wh more could be traded at home', half(0, 0, ({ most }) => ({ most: most + 1n })), /AskAboveBid|WrongVolume/],
  ['a Wh less could be traded at home', half(0, 1, ({ most }) => ({ most: most - 1n })), /MoreCouldTrade/],
  ['nothing could be traded at home', half(0, 1, () => ({ most: 0n })), /MoreCouldTrade/],
  ['a friend is served out of turn', half(0, 0, (_, { l }) => ({ lastAsk: { id: l[1]!.address, part: 20n } })), /WrongVolume/],
  ['the last in turn gets a Wh more', half(0, 0, ({ lastAsk }) => ({ lastAsk: { ...lastAsk!, part: 81n } })), /WrongVolume/],
  ['the last in turn gets a Wh less', half(0, 1, ({ lastBid }) => ({ lastBid: { ...lastBid!, part: 79n } })), /WrongVolume/],
  ['the last in turn gets more than it wants', half(0, 0, ({ lastAsk }) => ({ lastAsk: { ...lastAsk!, part: 101n } })), /WrongPart/],
  ['nobody has to wait', half(0, 0, () => ({ lastAsk: null })), /WrongVolume/],
  ['the shorter side waits as well', half(0, 0, (_, { l }) => ({ lastBid: { id: l[2]!.address, part: 70n }, lastAsk: { id: l[0]!.address, part: 70n } })), /WrongVolume/],
  ['somebody of the other half is the last', half(0, 0, (_, { r }) => ({ lastAsk: { id: r[0]!.address, part: 80n } })), /WrongVolume/],
  ['a Wh more is traded', volume(1n), /WrongVolume/],
  ['a Wh less is traded', volume(-1n), /WrongVolume/],
]; // prettier-ignore

describe('MUDA on the contract', () => {
  it('trades as worked by hand, and takes nothing for itself', async () => {
    const { auction, accounts, plan, l, r } = await period('by hand');
    const { closed } = await auction.close(plan);
    const traded = closed.matches.map((m) => [
      m.type,
      m.seller,
      m.buyer,
      Number(m.amount),
      Number(m.buyerPrice),
    ]);
    const id = (account: Account | undefined): string => account!.address;
    expect(traded.filter(([type]) => type === 'pv')).toEqual([
      ['pv', id(l[0]), id(l[2]), 80, 1700],
      ['pv', id(r[0]), id(r[2]), 50, 1300],
      ['pv', id(r[1]), id(r[2]), 30, 1300],
    ]);
    // CHP, right: 40 at 9 are offered, 10 at 9.50 and 20 at 9.20 wanted: its price is 9. Left, of 10 at 8 and 40 at 9.40: 9.40.
    expect(traded.filter(([type]) => type === 'chp')).toEqual([
      ['chp', id(l[4]), id(l[3]), 10, 900],
      ['chp', id(r[5]), id(r[2]), 10, 940],
    ]);
    expect(closed.surplus).toBe(0n);
    expect(await auction.read('money', auction.operator.address)).toBe(0n);
    const owed = await Promise.all(accounts.map(({ address }) => auction.read('money', address)));
    const all = owed.reduce((sum, money) => sum + money, await auction.read('gridMoney'));
    expect(await chain.balance(auction.addresses.auction)).toBe(all);
  });

  it('trades with whom the other half’s price just suits', async () => {
    const { auction, accounts } = await openAuction(chain, 'drawn: at the margin', MOST, pricing);
    const [l, r] = [left, right].map((places) => places.map((n) => accounts[n]!)) as [Account[], Account[]];
    // Left: 10 to 16, its price is 13. Right wants and offers at 13: so is its own.
    await placeMetered(auction, [
      ...[asks(l[0]!, ask('', 100, 10)), bids(l[2]!, bid('', 100, 16, 1))],
      ...[asks(r[0]!, ask('', 100, 13)), bids(r[2]!, bid('', 100, 13, 1))],
    ]);
    const { closed } = await auction.close();
    const traded = closed.matches.map(({ seller, amount, buyerPrice }) => [seller, amount, buyerPrice]);
    expect(traded).toEqual([l, r].map(([first]) => [first!.address, 100n, 1300n]));
  });

  it('leaves out whom the other half’s price does not suit', async () => {
    const { auction, accounts } = await openAuction(chain, 'drawn: unsuited', MOST, pricing);
    const [l, r] = [left, right].map((places) => places.map((n) => accounts[n]!)) as [Account[], Account[]];
    // Left: 100 meet at 10 to 14, and who is left, at 9 and 19, lies beyond: its price is 12. Right: 60 meet, of 20 at 13 the rest stays: 13.
    // So of left one sells and one buys at 13; of right, at 12, 40 are sold, and 60 are wanted.
    await placeMetered(auction, [
      ...[asks(l[0]!, ask('', 100, 10)), asks(l[1]!, ask('', 50, 19))],
      ...[bids(l[2]!, bid('', 100, 14, 1)), bids(l[3]!, bid('', 50, 9, 1))],
      ...[asks(r[0]!, ask('', 40, 11)), asks(r[1]!, ask('', 40, 13))],
      ...[bids(r[2]!, bid('', 60, 16, 1)), bids(r[3]!, bid('', 40, 11.5, 1))],
    ]);
    const { closed } = await auction.close();
    const traded = closed.matches.map(({ seller, buyer, amount, buyerPrice }) => [
      seller,
      buyer,
      amount,
      buyerPrice,
    ]);
    expect(traded).toEqual([
      [l[0]!.address, l[2]!.address, 100n, 1300n],
      [r[0]!.address, r[2]!.address, 40n, 1200n],
    ]);
  });

  it('draws who is not enrolled by its address', async () => {
    const { auction, accounts } = await openAuction(chain, 'drawn: a stranger', MOST, pricing);
    // One whom no label at all would put into the other half.
    const halfOf = (label: Uint8Array): number => drawnBy(lot, label).half;
    const stranger = Array.from({ length: 64 }, (_, n) => auction.account(`stranger-${n}`)).find(
      ({ address }) => halfOf(getBytes(zeroPadValue(address, 32))) !== halfOf(new Uint8Array(32)),
    )!;
    await chain.fund([{ account: stranger, amount: 10n ** 20n }]);
    const own = halfOf(getBytes(zeroPadValue(stranger.address, 32)));
    const [home, other] = (own === 0 ? [left, right] : [right, left]).map((places) => places.map((n) => accounts[n]!)) as [Account[], Account[]]; // prettier-ignore
    await placeMetered(auction, [
      ...[asks(stranger, ask('', 100, 10)), bids(home[0]!, bid('', 100, 20, 1))],
      ...[asks(other[0]!, ask('', 70, 12)), bids(other[1]!, bid('', 70, 16, 1))],
    ]);
    const { closed } = await auction.close();
    const sold = closed.matches.find(({ seller }) => seller === stranger.address);
    expect(sold).toMatchObject({ buyer: home[0]!.address, amount: 100n, buyerPrice: 1400n });
  });

  it.each(tampered)('refuses that %s; the honest claim passes afterwards', async (what, tamper, reason) => {
    const opened = await period(what);
    const { auction, plan } = opened;
    const calls = auction.closing(tamper(opened)).flatMap((phase) => phase.calls);
    expect(await refusalOf(auction, calls, await afterPeriod(auction))).toMatch(reason);
    await auction.close(plan);
    expect(await auction.read('period')).toBe(2n);
  });

  it('takes no lot but the one that was committed to, in every period, and no closing without', async () => {
    const { auction, plan } = await period('lots');
    const claims = plan.claims.map(({ volume }) => [volume, [0n, 0n], [0n, 0n], [0n, `0x${'0'.repeat(40)}`, `0x${'0'.repeat(40)}`]]); // prettier-ignore
    const none = [0n, 0n, false, `0x${'0'.repeat(40)}`, 0n, `0x${'0'.repeat(40)}`, 0n];
    const with_ = (other: Uint8Array) =>
      auction.call(
        auction.operator,
        'startDrawnClosing',
        [...claims, [other, lot, [none, none], [none, none]]],
        2_000_000,
      );
    const late = await afterPeriod(auction);
    expect(await refusalOf(auction, [with_(lotOf('another', 0))], late)).toBe('WrongLot');
    expect(await refusalOf(auction, [with_(lotOf(pricing.lots, 1))])).toBe('WrongLot');
    expect(
      await refusalOf(auction, [auction.call(auction.operator, 'startClosing', claims, 2_000_000)]),
    ).toBe('WrongLot');
    await auction.close(plan);
    expect(await auction.read('commitment')).toBe(
      `0x${Buffer.from(commitmentTo(lotOf(pricing.lots, 1))).toString('hex')}`,
    );
  });

  it('labels nobody twice, by no label twice, and nobody who has ordered', async () => {
    const { auction, accounts } = await openAuction(chain, 'labels', 2, pricing);
    const [known] = accounts as [Account];
    const stranger = auction.account('stranger');
    await chain.fund([{ account: stranger, amount: 10n ** 20n }]);
    const enrol = (account: Account, name: string, from = auction.operator) =>
      auction.call(from, 'enrol', [[account.address], [labelOf(name)]]);
    expect(await refusalOf(auction, [enrol(known, 'again')])).toBe('AlreadyEnrolled');
    expect(await refusalOf(auction, [enrol(stranger, 'p1')])).toBe('AlreadyEnrolled');
    expect(await refusalOf(auction, [enrol(stranger, 'stranger', known)])).toMatch(/Unauthorized/);
    const unlabelled = auction.call(auction.operator, 'enrol', [[stranger.address], [noLot]]);
    expect(await refusalOf(auction, [unlabelled])).toBe('AlreadyEnrolled');
    await auction.place([bids(stranger, bid('', 10, 15))]);
    expect(await refusalOf(auction, [enrol(stranger, 'stranger')])).toBe('AlreadyEnrolled');
  });

  it.each<[string, 'DoubleAuction' | 'DrawnAuction', unknown[], boolean]>([
    ['one price, at the lowest bid', 'DoubleAuction', [0, 10_000n, noLot], true],
    ['one price, beyond it', 'DoubleAuction', [0, 10_001n, noLot], false],
    ['one price, with lots', 'DoubleAuction', [0, 0n, commitmentTo(lot)], false],
    ['paid as bid, with k', 'DoubleAuction', [1, 1n, noLot], false],
    ['McAfee', 'DoubleAuction', [2, 0n, noLot], true],
    ['MUDA on the other contract', 'DoubleAuction', [3, 0n, commitmentTo(lot)], false],
    ['MUDA', 'DrawnAuction', [3, 0n, commitmentTo(lot)], true],
    ['MUDA without a lot', 'DrawnAuction', [3, 0n, noLot], false],
    ['MUDA with k', 'DrawnAuction', [3, 1n, commitmentTo(lot)], false],
    ['one price on its contract', 'DrawnAuction', [0, 0n, noLot], false],
  ])('opens with settings that go together: %s', async (what, name, told, isTaken) => {
    const operator = chain.account(what, 'operator');
    const data = AbiCoder.defaultAbiCoder().encode(
      ['address', 'address', 'tuple(uint256,uint256)', 'tuple(uint8,uint256,bytes32)', 'uint32', 'uint32'],
      [operator.address, operator.address, [20, 30], told, 2367, 1200],
    );
    const created = {
      from: operator,
      to: null,
      data: contract(name).bytecode + data.slice(2),
      gas: 6_500_000,
    };
    const [receipt] = await chain.execute(what, [created]);
    expect(receipt!.revert === null).toBe(isTaken);
  });

  it('is a contract of its own: the other one has no lots', async () => {
    const { auction, accounts } = await openAuction(chain, 'without lots', 1);
    const call = auction.call(auction.operator, 'enrol', [[accounts[0]!.address], [labelOf('p0')]]);
    expect(await refusalOf(auction, [call])).toBe('InvalidSettings');
    expect(auction).toBeInstanceOf(ChainAuction);
  });
});
