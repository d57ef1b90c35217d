import type { LedgerClearing, LedgerErrorCode, LedgerOrder } from './ledger.port.js';
import { MemoryLedger } from './memory-ledger.js';
import { pricesNearest, QUANTITY_SCALE } from './units.js';

const ORDER_BITS = 40;
/** The largest order that the ledger takes, in quantity units. */
const LARGEST = (1n << BigInt(ORDER_BITS)) - 1n;
const ONE = BigInt(QUANTITY_SCALE);

/** At a price of zero its edge is one money unit per quantity unit away: it pads the tolerance, fills never, and locks nothing. */
const padding = (size: bigint): LedgerOrder => ({ bundle: [0n, -size], limit: -size, kind: 'limited' });

/** One unit goes from seat 0, who asks nothing, to seat 1 for `worth` money units; seat 2 pads. */
async function withPadding(worth: bigint, orders: readonly LedgerOrder[]): Promise<MemoryLedger> {
  const ledger = new MemoryLedger();
  await ledger.open({
    seats: [
      { allocation: [ONE, 0n], cash: ONE },
      { allocation: [0n, 0n], cash: 2n * worth + ONE },
      { allocation: [0n, 0n], cash: 0n },
    ],
    dealer: { inventory: [0n, 0n], cash: 0n },
    prices: pricesNearest([0, 0]),
    orderBits: ORDER_BITS,
  });
  await ledger.submit([
    { seat: 0, orders: [{ bundle: [-ONE, 0n], limit: -1n, kind: 'limited' }] },
    { seat: 1, orders: [{ bundle: [ONE, 0n], limit: worth + 1n, kind: 'limited' }] },
    { seat: 2, orders },
  ]);
  return ledger;
}

/** What a dealer that conspires with seat 2 would rather have: the trade is left out. */
const nothing = (padders: number): LedgerClearing => ({
  offer: [0n, 0n],
  prices: pricesNearest([0, 0]),
  fills: [[0n], [0n], Array<bigint>(padders).fill(0n)],
  dealerOrders: [],
  dealerFills: [],
});

const refusal = (code: LedgerErrorCode): Error =>
  expect.objectContaining({ name: 'LedgerError', code }) as Error;

describe('the tolerance of a certificate', () => {
  it.each([0, 1, 7, 64])('hides no more than the sizes of %i orders of the largest size', async (padders) => {
    const orders = Array<LedgerOrder>(padders).fill(padding(LARGEST));
    // The offer is nothing, and the two that would trade are near enough to count themselves.
    const hidden = BigInt(padders) * LARGEST + 2n * ONE;
    // With prices of zero, the gap is what seat 1 would gain: its limit.
    const most = hidden - 1n;
    if (padders > 0)
      await expect((await withPadding(most, orders)).clear(nothing(padders))).resolves.toEqual([]);
    await expect((await withPadding(most + 1n, orders)).clear(nothing(padders))).rejects.toEqual(
      refusal('not-optimal'),
    );
  });

  it('grows by no order that is larger', async () => {
    await expect(withPadding(ONE, [padding(LARGEST + 1n)])).rejects.toEqual(refusal('order-too-large'));
  });
});
