import { ask, bid } from '#market/double-auction/test/orders.js';
import { contract } from '../abi/artifacts.js';
import { closingPlan } from '../client/double-auction/closing-plan.js';
import { EmbeddedChain } from '../service/embedded-chain.js';
import type { ChainLease } from '../service/chain.port.js';
import { afterPeriod, asks, bids, EUR, openAuction, placeMetered, refusalOf } from '../test/small-auction.js';

const landau = {
  grid: { sells: 2367n, buys: 1200n },
  pricing: { kind: 'uniform', k: 0n },
} as const;
const embedded = new EmbeddedChain();
let chain: ChainLease;
beforeAll(async () => {
  chain = await embedded.lease();
});
afterAll(() => embedded.close());

describe('what was wrong with the original market does not occur', () => {
  it('only the operator closes, and only after the period', async () => {
    const { auction, accounts } = await openAuction(chain, 'who closes', 2);
    const [stranger] = accounts;
    const plan = closingPlan([], [], landau);
    const [{ calls }] = auction.closing(plan) as [{ calls: [ReturnType<typeof auction.call>] }];
    const late = await afterPeriod(auction);
    expect(await refusalOf(auction, calls)).toBe('TooEarly');
    expect(await refusalOf(auction, [{ ...calls[0], from: stranger! }], late)).toBe('OwnableUnauthorizedAccount'); // prettier-ignore
    expect(await refusalOf(auction, [auction.call(stranger!, 'verify', [[]])])).toBe('OwnableUnauthorizedAccount'); // prettier-ignore
    expect(await refusalOf(auction, calls)).toBeNull();
    expect(await auction.read('period')).toBe(2n);
  });

  it('300 votes for CHP are 300 votes: counters do not wrap at 256', async () => {
    const { auction, accounts } = await openAuction(chain, 'votes', 350);
    const order = (n: number) => (n < 300 ? bid('', 10, 10, 20) : bid('', 10, 20, 10));
    await auction.place(accounts.map((account, n) => bids(account, order(n))));
    const { closed } = await auction.close();
    expect(closed).toMatchObject({ first: 'chp', votes: { pv: 50, chp: 300 } });
  });

  it('a later order replaces the vote, the lock and the tokens of the earlier', async () => {
    const { auction, accounts } = await openAuction(chain, 'replaced', 2);
    const [seller, buyer] = accounts as [(typeof accounts)[0], (typeof accounts)[0]];
    await placeMetered(auction, [asks(seller, ask('', 900, 15, 'chp')), bids(buyer, bid('', 1000, 30, 20))]);
    await auction.place([asks(seller, ask('', 400, 11, 'pv')), bids(buyer, bid('', 500, 10, 20))]);
    expect(await auction.tokensOf(seller.address)).toBe(500n);
    // 1 kWh at 30.00 was locked (and as much brought along again): 0.5 kWh at 23.67 is.
    expect(await auction.read('money', buyer.address)).toBe((3_000n * EUR) / 10_000n);
    expect([await auction.read('pvVotes'), await auction.read('chpVotes')]).toEqual([0n, 1n]);
    expect([await auction.read('pvAsks'), await auction.read('chpAsks')]).toEqual([1n, 0n]);
    const { closed } = await auction.close();
    expect(closed.matches).toEqual([]);
    expect(await auction.read('money', seller.address)).toBe((400n * 1200n * EUR) / 10_000_000n);
  });

  it('prices are set, tokens and money change hands, and what was locked is free again', async () => {
    const { auction, accounts } = await openAuction(chain, 'settled', 3);
    const [a, b, c] = accounts as [(typeof accounts)[0], (typeof accounts)[0], (typeof accounts)[0]];
    const grid = await auction.read('gridMoney');
    // As in market/double-auction/clear-period.test.ts, "surplus"; and c wants 1,000 Wh more than there are.
    await placeMetered(auction, [
      ...[asks(a, ask('', 3000, 10)), asks(b, ask('', 1000, 14)), bids(c, bid('', 5000, 20, 15))],
    ]);
    const { closed } = await auction.close();
    expect(closed.prices).toEqual({ pv: 1400n, chp: null });
    const units = (count: bigint): bigint => count * 10n ** 11n;
    expect(await auction.read('money', a.address)).toBe(units(3000n * 1400n));
    expect(await auction.read('money', b.address)).toBe(units(1000n * 1400n));
    // It brought 5,000 Wh x 23.67 and pays 4,000 x 14.00 and 1,000 x 23.67.
    expect(await auction.read('money', c.address)).toBe(units(5000n * 2367n - 4000n * 1400n - 1000n * 2367n));
    expect(await auction.tokensOf(c.address)).toBe(4000n);
    // Grid purchases do not stay: they are the operator's to take.
    expect((await auction.read('gridMoney')) - grid).toBe(units(1000n * 2367n));
    for (const account of accounts) {
      const owned = await auction.read('money', account.address);
      await auction.send([auction.call(account, 'withdraw', [owned])]);
    }
    await auction.send([auction.call(auction.operator, 'withdrawGrid', [await auction.read('gridMoney')])]);
    expect(await chain.balance(auction.addresses.auction)).toBe(0n);
    // The next period knows nothing of it.
    await auction.place([bids(c, bid('', 10, 20, 15))]);
    expect((await auction.close()).closed.participants).toEqual([
      { id: c.address, side: 'bid', local: 0n, grid: 10n, payment: 23_670n },
    ]);
  });

  it('1 kWh at the grid’s 23.67 ct locks 0.2367 EUR: Wh are not taken for kWh', async () => {
    const { auction, accounts } = await openAuction(chain, 'units', 1);
    const [buyer] = accounts;
    const call = (value: bigint) => auction.call(buyer!, 'placeBid', [1000, 1200, 1100], undefined, value);
    const lock = (2367n * EUR) / 10_000n;
    expect(await refusalOf(auction, [call(lock - 1n)])).toBe('InsufficientMoney');
    expect(await refusalOf(auction, [call(lock)])).toBeNull();
    expect(await auction.read('money', buyer!.address)).toBe(0n);
  });

  it('36 orders, and more, fit into blocks of 8,000,000 gas', async () => {
    const conditions = { blockTime: 15, gasPrice: 0n, blockGasLimit: 8_000_000 };
    const small = new EmbeddedChain({ conditions });
    try {
      const { auction, accounts } = await openAuction(await small.lease(), 'small blocks', 60);
      const orders = accounts.map((account, n) =>
        n % 2 ? bids(account, bid('', 100 + n, 15 + n / 100)) : asks(account, ask('', 90 + n, 10 + n / 100)),
      );
      await placeMetered(auction, orders);
      const { closed } = await auction.close();
      expect(closed.participants).toHaveLength(60);
      expect(closed.matches.length).toBeGreaterThan(50);
    } finally {
      await small.close();
    }
  });

  it('the token is what it is: 3 decimals, the meter operator’s, and nobody can put another in its place', async () => {
    const { auction, accounts } = await openAuction(chain, 'token', 2);
    const [one, other] = accounts as [(typeof accounts)[0], (typeof accounts)[0]];
    const token = contract('EnergyToken').interface;
    const told = async (view: string): Promise<unknown> =>
      token.decodeFunctionResult(view, await chain.call(auction.addresses.token, token.encodeFunctionData(view)))[0]; // prettier-ignore
    expect([await told('symbol'), await told('decimals'), await told('totalSupply')]).toEqual(['EnergyKIT', 3n, 0n]); // prettier-ignore
    await auction.meter('mint', [{ account: one, amount: 1500n }]);
    await auction.send([auction.toToken(one, 'transfer', other.address, 0n)]);
    await auction.meter('burn', [{ account: one, amount: 500n }]);
    expect(await auction.tokensOf(one.address)).toBe(1000n);
    expect(await refusalOf(auction, [auction.toToken(auction.operator, 'burn', one.address, 1001n)])).toBe('ERC20InsufficientBalance'); // prettier-ignore
    for (const method of ['mint', 'burn'])
      expect(await refusalOf(auction, [auction.toToken(one, method, one.address, 1n)])).toBe('OwnableUnauthorizedAccount'); // prettier-ignore
    const setters = contract('DoubleAuction').interface.fragments.map((each) => JSON.stringify(each)).filter((text) => /set.*token/i.test(text)); // prettier-ignore
    expect(setters).toEqual([]);
  });
});

describe('orders', () => {
  it('need their money and their tokens, an amount, one side, and a period', async () => {
    const { auction, accounts } = await openAuction(chain, 'orders', 2);
    const [seller, buyer] = accounts as [(typeof accounts)[0], (typeof accounts)[0]];
    const bidding = (amount: number, value = EUR) => auction.call(buyer, 'placeBid', [amount, 1500, 1500], undefined, value); // prettier-ignore
    const asking = (amount: number) => auction.call(seller, 'placeAsk', [0, amount, 1100]);
    expect(await refusalOf(auction, [bidding(1000, 0n)])).toBe('InsufficientMoney');
    expect(await refusalOf(auction, [asking(10)])).toBe('ERC20InsufficientAllowance');
    await auction.send([auction.toToken(seller, 'approve', auction.addresses.auction, 1000n)]);
    expect(await refusalOf(auction, [asking(10)])).toBe('ERC20InsufficientBalance');
    await auction.meter('mint', [{ account: seller, amount: 10n }]);
    expect(await refusalOf(auction, [asking(11)])).toBe('ERC20InsufficientBalance');
    expect(await refusalOf(auction, [asking(0)])).toBe('NoAmount');
    expect(await refusalOf(auction, [bidding(0)])).toBe('NoAmount');
    expect(await refusalOf(auction, [asking(10), bidding(1000)])).toBeNull();
    expect(await refusalOf(auction, [{ ...bidding(10), from: seller }])).toBe('OnBothSides');
    expect(await refusalOf(auction, [{ ...asking(10), from: buyer }])).toBe('OnBothSides');
    expect(await refusalOf(auction, [bidding(10)], await afterPeriod(auction))).toBe('PeriodOver');
  });

  it('money that is locked cannot be withdrawn, nor anybody else’s', async () => {
    const { auction, accounts } = await openAuction(chain, 'locked', 2);
    const [buyer, other] = accounts as [(typeof accounts)[0], (typeof accounts)[0]];
    await auction.place([bids(buyer, bid('', 1000, 15))]);
    expect(await refusalOf(auction, [auction.call(buyer, 'withdraw', [1n])])).toBe('InsufficientMoney');
    expect(await refusalOf(auction, [auction.call(other, 'withdraw', [1n])])).toBe('InsufficientMoney');
    expect(await refusalOf(auction, [auction.call(other, 'withdrawGrid', [1n])])).toBe('OwnableUnauthorizedAccount'); // prettier-ignore
  });

  it('a grid without money closes no period, until somebody brings it', async () => {
    const { auction, accounts } = await openAuction(chain, 'poor grid', 1);
    await auction.send([auction.call(auction.operator, 'withdrawGrid', [100n * EUR])]);
    await placeMetered(auction, [asks(accounts[0]!, ask('', 1000, 10))]);
    await expect(auction.close()).rejects.toMatchObject({ refusal: { name: 'GridUnderfunded' } });
    // 1 kWh at 12.00 ct
    await auction.send([auction.call(auction.operator, 'fundGrid', [], undefined, (12n * EUR) / 100n)]);
    await auction.close();
    expect(await auction.read('gridMoney')).toBe(0n);
  });

  it('an operator that is silent for long can be left, and everybody has its own again', async () => {
    const { auction, accounts } = await openAuction(chain, 'silent', 3);
    const [seller, buyer, other] = accounts as [
      (typeof accounts)[0],
      (typeof accounts)[0],
      (typeof accounts)[0],
    ];
    await placeMetered(auction, [asks(seller, ask('', 900, 12)), bids(buyer, bid('', 1000, 15))]);
    const abandon = auction.call(other, 'abandon', []);
    const takeBack = (account: (typeof accounts)[0]) => auction.call(account, 'takeBack', []);
    const end = Number(await auction.read('lastBlock'));
    expect(await refusalOf(auction, [abandon], end + 30)).toBe('OperatorNotSilent');
    expect(await refusalOf(auction, [takeBack(seller)])).toBe('WrongStage');
    expect(await refusalOf(auction, [abandon])).toBeNull();
    await expect(auction.close()).rejects.toMatchObject({ refusal: { name: 'WrongStage' } });
    expect(await refusalOf(auction, [takeBack(seller), takeBack(buyer)])).toBeNull();
    expect(await refusalOf(auction, [takeBack(buyer)])).toBe('NoOrder');
    expect(await auction.tokensOf(seller.address)).toBe(900n);
    expect(await auction.read('money', buyer.address)).toBe((2367n * EUR) / 10_000n);
  });

  it('new prices of the grid hold from the next period on', async () => {
    const { auction, accounts } = await openAuction(chain, 'grid prices', 1);
    await auction.place([bids(accounts[0]!, bid('', 1000, 10))]);
    await auction.send([auction.call(auction.operator, 'setGridPrices', [3000, 500])]);
    expect((await auction.close()).closed.participants[0]!.payment).toBe(2_367_000n);
    expect([await auction.read('gridSells'), await auction.read('gridBuys')]).toEqual([3000n, 500n]);
    expect(await refusalOf(auction, [auction.call(accounts[0]!, 'setGridPrices', [1, 1])])).toBe('OwnableUnauthorizedAccount'); // prettier-ignore
    expect(await refusalOf(auction, [auction.call(auction.operator, 'setGridPrices', [1, 2])])).toBe('InvalidSettings'); // prettier-ignore
  });
});
