import type { LedgerOrder, LedgerState } from '../ledger/ledger.port.js';
import { createHighsSolver } from '../lp/highs-solver.js';
import type { LpSolver } from '../lp/lp-solver.port.js';
import { findClearing, type FoundClearing } from './find-clearing.js';

let solver: LpSolver;
beforeAll(async () => (solver = await createHighsSolver()));

/** In ledger units: 1e-9 of a resource, 1e-18 of money. */
function order(bundle: readonly number[], limit: bigint, kind: LedgerOrder['kind'] = 'limited'): LedgerOrder {
  return { bundle: bundle.map(BigInt), limit, kind };
}

function found(
  books: readonly LedgerOrder[][],
  dealerOrders: readonly LedgerOrder[] = [],
  offer?: readonly bigint[],
): FoundClearing {
  const resources = (books[0]![0] ?? dealerOrders[0])!.bundle;
  const state: LedgerState = {
    seats: books.map((orders) => ({
      ...{ allocation: resources.map(() => 0n), cash: 10n ** 30n, escrow: 0n, locked: 0n, orders },
    })),
    inventory: offer ?? resources.map(() => 0n),
    dealerCash: 10n ** 30n,
    dealerEscrow: 0n,
    prices: resources.map(() => 1n),
    settlement: 'path',
  };
  return findClearing(state, { offer: state.inventory, orders: dealerOrders }, 1, solver);
}

it('takes no more from the dealer’s order than is short, beside whatever else somebody orders', () => {
  const seller = [
    order([0, 0, -265871500], -3019468020886226432n),
    order([0, 0, 262143999737856], 1060296510873236013056n, 'unlimited'),
    order([0, -1392873000, 0], 6514360365084n),
  ];
  const dealer = [
    order([847346093, 0, 0], 777081838011536896n),
    order([0, 2183558099, 0], 6584514768905456640n),
    order([0, 0, 1326822206], 1149675613739644928n),
  ];
  const { status, clearing } = found(
    [seller, [order([49387860000, 7518746000, 1], 45n * 10n ** 18n)]],
    dealer,
  );
  expect(status).toBe('accepted');
  const given = 2183558099n * clearing.dealerFills[1]!;
  expect(given).toBeLessThanOrEqual(1392873000n * 10n ** 18n);
  // not a whole unit: at a price of 3e9 it would be worth more than all that rounding may cost
  expect(given).toBeGreaterThan(1392872999n * 10n ** 18n);
});

it('settles with a dealer whose large order is marginal at a price between two units', () => {
  // 1 unit is sold to a dealer who wants a million at 3.0000000003 each: rounded prices cost it 3e-4 of its limit.
  const dealer = [order([1e15], 3_000_000_000_300_000n * 10n ** 9n)];
  const { status, clearing } = found([[order([-1e9], -1n * 10n ** 18n)]], dealer);
  expect(status).toBe('accepted');
  expect(clearing.prices).toEqual([3_000_000_000n]);
  expect(clearing.fills).toEqual([[10n ** 18n]]);
});

it.each([
  // It buys a unit more than there is of its own, at 240 money each, and there is an agent to sell that unit at 0.75.
  ['a dealer', [], [order([7_900_000_001], 1896n * 10n ** 18n)]],
  ['a seat', [[order([100_000_001], 10n ** 23n)]], []],
])(
  'lets a unit that is short be sold, where it is worth more than rounding to %s',
  (_, buyers, dealerOrders) => {
    const some = dealerOrders.length > 0 ? 7_900_000_000 : 100_000_000;
    const sellers = [[order([-some], -1n * 10n ** 9n)], [order([-20_000_000_000], -15n * 10n ** 18n)]];
    const { status, clearing } = found([...sellers, ...buyers], dealerOrders);
    expect(status).toBe('accepted');
    expect(clearing.prices).toEqual([750_000_000n]);
    expect(clearing.fills[0]).toEqual([10n ** 18n]);
    const sold = 20_000_000_000n * clearing.fills[1]![0]!;
    expect(sold).toBeLessThan(10n ** 17n * 11n);
    expect(sold).toBeGreaterThan(10n ** 17n * 9n);
  },
);

it('is quiet where all there is to gain is rounding', () => {
  // The second seat buys and sells the same mix; what it would gain from itself is the rounding of its own bundles.
  const { status, clearing, surplus } = found([
    [
      order([15347632675, 31552092600, 2352776937], 28189630275878969344n),
      order([-3382531434, -6940071708, -1184064137], -6430280029084160000n),
      order([-3428744622, -7316953176, 12372187186], -2083656970941863424n),
    ],
    [
      order([17354302528, 313449775, 4336055202], 18894514135760170496n),
      order([-3302177421, -59643235, -825064768], -3595248862989785600n),
    ],
  ]);
  expect(surplus).toBeGreaterThan(1e-9);
  expect(status).toBe('quiet');
  expect(clearing.fills.flat().every((fill) => fill === 0n)).toBe(true);
});

it('lets no crumb of somebody’s stand in the way of what the dealer takes in part', () => {
  // Both bundles of the dealer are filled in part, so that a fraction of a unit must be given up; for who takes 0.02 of
  // the resource a whole unit would be no rounding any more.
  const bundles = [
    order([8003007607, -2011495125], 2267054328000000000n, 'unlimited'),
    order([9396921075, -3352417178], 2646936182000000000n, 'unlimited'),
  ];
  const crumb = order([21588000, 0], 38195000000000000n, 'unlimited');
  const beside = (orders: LedgerOrder[]): FoundClearing => found([orders], bundles, [9630298412n, 0n]);
  expect(beside([])).toMatchObject({ status: 'accepted' });
  expect(beside([crumb])).toMatchObject({ status: 'accepted' });
});

it.each([
  ['of what it sells', [order([-2649], 142857137403n), order([418117], 142856306467n)], 0n],
  ['of its own offer', [order([2_000_000_000], 142857142714285735605698560n)], 399_734n],
])(
  'is quiet where the dealer trades with itself alone, %s: at those prices nobody else would',
  (_, dealer, offer) => {
    const buyer = order([17_806_614_734], 29_792_009_740_240_482_304n / (offer === 0n ? 10n ** 6n : 1n));
    const { status, clearing, surplus } = found([[buyer]], dealer, [offer]);
    expect(surplus).toBeGreaterThan(1e-7);
    expect(status).toBe('quiet');
    expect(clearing.fills).toEqual([[0n]]);
    expect(clearing.dealerFills.every((fill) => fill === 0n)).toBe(true);
    expect(Number(clearing.prices[0]) * 17.8).toBeGreaterThan(Number(buyer.limit) / 1e9);
  },
);

it.each([20_000_000_000, 200_000_000_000, 2_001_700_000_000])(
  'settles a crumb with %i units bid for at prices of which doubles no longer say the last digits',
  (units) => {
    // 7.14e7 for a unit: 7.14e16 price units, where doubles are 8 apart, and each unit of the bid counts that.
    const limit = 71_428_571_357_142_857n * BigInt(units);
    const { status, clearing } = found([[order([-1000], -1_000_000_000n)], [order([units], limit)]]);
    expect(status).toBe('accepted');
    expect(clearing.prices).toEqual([71_428_571_357_142_857n]);
    expect(clearing.fills[0]).toEqual([10n ** 18n]);
  },
);
