import type { LedgerClearing, LedgerErrorCode, LedgerOrder } from './ledger.port.js';
import { MemoryLedger } from './memory-ledger.js';
import { FULL_FILL, pricesNearest, quantitiesNearest } from './units.js';

const money = (value: number): bigint => BigInt(Math.round(value * 1e9)) * 10n ** 9n;
const order = (limit: number, ...bundle: number[]): LedgerOrder => ({
  ...{ bundle: quantitiesNearest(bundle), limit: money(limit), kind: 'limited' },
});

/** The first of two resources is exact. Seat 0 would pay 6 to be rid of 2 of it, seat 1 takes 2 if it gets at least 2. */
async function book(): Promise<MemoryLedger> {
  const ledger = new MemoryLedger();
  await ledger.open({
    seats: [
      { allocation: quantitiesNearest([2, 1]), cash: money(10) },
      { allocation: quantitiesNearest([0, 0]), cash: money(10) },
    ],
    dealer: { inventory: quantitiesNearest([0, 1]), cash: money(1) },
    prices: pricesNearest([0, 0]),
    exact: 1,
  });
  await ledger.submit([
    { seat: 0, orders: [order(6, -2, 0)] },
    { seat: 1, orders: [order(-2, 2, 0)] },
  ]);
  return ledger;
}

const honest: LedgerClearing = {
  ...{ prices: pricesNearest([-2, 0]), offer: quantitiesNearest([0, 1]) },
  ...{ fills: [[FULL_FILL], [FULL_FILL]], dealerOrders: [], dealerFills: [] },
};

it('a seller pays a buyer', async () => {
  const ledger = await book();
  const [seller, buyer] = await ledger.clear(honest);
  expect([seller!.payment, buyer!.payment]).toEqual([money(4), money(-4)]);
  expect(ledger.state().inventory).toEqual(quantitiesNearest([0, 1]));
});

it.each<[string, LedgerErrorCode, Partial<LedgerClearing>]>([
  ['left with the dealer', 'over-delivery', { fills: [[FULL_FILL], [0n]] }],
  ['a thousandth of it left', 'over-delivery', { fills: [[FULL_FILL], [(999n * FULL_FILL) / 1000n]] }],
  ['a price below zero of what can be thrown away', 'negative-price', { prices: pricesNearest([-2, -1]) }],
  ['no trade at these prices', 'not-optimal', { fills: [[0n], [0n]] }],
  ['too little for the buyer', 'payment-above-lock', { prices: pricesNearest([-0.5, 0]) }],
  ['a price below all', 'price-out-of-range', { prices: [-(10n ** 18n) - 1n, 0n] }],
])('refuses: %s', async (_, code, tampering) => {
  const ledger = await book();
  await expect(ledger.clear({ ...honest, ...tampering })).rejects.toMatchObject({ code });
});
