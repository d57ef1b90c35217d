import { fc } from '#market/test/seeded-properties.js';
import { LedgerError, type LedgerOrder } from '#market/ledger/ledger.port.js';
import { FULL_FILL } from '#market/ledger/units.js';
import { DEALER_SEAT, packClearing, unpackClearing } from './clearing-codec.js';
import { packOrders, unpackOrders } from './order-codec.js';
import { PackedReader, PackedWriter, packVector, unpackVector } from './packing.js';

const lane = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
const vector = (m: number): fc.Arbitrary<bigint[]> => fc.array(lane, { minLength: m, maxLength: m });
const orderOf = (m: number): fc.Arbitrary<LedgerOrder> =>
  fc.record({
    bundle: vector(m),
    limit: fc.bigInt({ min: -(2n ** 127n), max: 2n ** 127n - 1n }),
    kind: fc.constantFrom('limited' as const, 'unlimited' as const),
  });
const size = fc.integer({ min: 1, max: 9 });

describe('packing', () => {
  it('gives vectors back, four entries to a word', () => {
    fc.assert(
      fc.property(size.chain(vector), (values) => {
        const packed = packVector(values);
        expect(packed).toHaveLength(64 * Math.ceil(values.length / 4));
        expect(unpackVector(packed, values.length)).toEqual(values);
      }),
    );
  });

  it('gives whole words back as what their bits say', () => {
    const packed = new PackedWriter(2)
      .word(-1n)
      .word(2n ** 255n)
      .hex();
    const reader = new PackedReader(`0x${packed}`);
    expect([reader.word(), reader.word(), reader.done]).toEqual([2n ** 256n - 1n, 2n ** 255n, true]);
  });

  it('gives orders back', () => {
    fc.assert(
      fc.property(
        size.chain((m) => fc.tuple(fc.constant(m), fc.array(orderOf(m), { maxLength: 4 }))),
        ([m, orders]) => expect(unpackOrders(packOrders(orders, m), m)).toEqual(orders),
      ),
    );
  });

  it('gives clearings back', () => {
    const group = (m: number) =>
      fc.array(orderOf(m), { minLength: 1, maxLength: 3 }).chain((orders) =>
        fc.record({
          seat: fc.oneof(fc.integer({ min: 0, max: 300 }), fc.constant(DEALER_SEAT)),
          orders: fc.constant(orders),
          fills: fc.array(fc.bigInt({ min: 0n, max: FULL_FILL }), {
            minLength: orders.length,
            maxLength: orders.length,
          }),
          payment: fc.bigInt({ min: -(2n ** 127n), max: 2n ** 127n - 1n }),
          sigma: fc.bigInt({ min: 0n, max: 2n ** 128n }),
        }),
      );
    const clearing = size.chain((m) =>
      fc.record({
        prices: vector(m),
        offer: vector(m),
        inventory: vector(m),
        groups: fc.array(group(m), { maxLength: 3 }),
      }),
    );
    fc.assert(
      fc.property(clearing, (given) =>
        expect(unpackClearing(packClearing(given), given.prices.length)).toEqual(given),
      ),
    );
  });

  it('tells of a vector only what differs from the one before it', () => {
    const sparse = (m: number): fc.Arbitrary<bigint[]> =>
      fc
        .integer({ min: 0, max: 9 })
        .chain((weight) =>
          fc.array(fc.oneof({ weight, arbitrary: fc.constant(0n) }, lane), { minLength: m, maxLength: m }),
        );
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 150 }).chain((m) => fc.tuple(sparse(m), sparse(m))),
        ([before, values]) => {
          const packed = new PackedWriter(1).changes(values).changes(values, before).short(7n, 1).hex();
          const reader = new PackedReader(packed);
          expect(reader.changes(values.map(() => 0n))).toEqual(values);
          expect(reader.changes(before)).toEqual(values);
          expect(reader.short(1)).toBe(7n);
        },
      ),
    );
    const last = [...new Array<bigint>(95).fill(0n), -1n];
    // Two bridges of 31 lanes each, then the lane itself: two bytes each, and their length.
    expect(new PackedWriter(1).changes(last).bytes).toBe(9);
    expect(new PackedWriter(1).changes(last, last).bytes).toBe(3);
    // Where nearly all differs, the vector itself.
    expect(new PackedWriter(1).changes(last.map(() => 10n ** 9n)).bytes).toBe(3 + 24 * 32);
  });

  it.each([2n ** 63n, -(2n ** 63n) - 1n])('refuses a quantity that does not fit: %s', (quantity) => {
    expect(() => packVector([quantity])).toThrow(LedgerError);
  });

  it('refuses a limit that does not fit', () => {
    const order = { bundle: [0n], limit: 2n ** 127n, kind: 'limited' as const };
    expect(() => packOrders([order], 1)).toThrow(LedgerError);
  });
});
