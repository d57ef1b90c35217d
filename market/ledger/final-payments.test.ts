import { fc } from '#market/test/seeded-properties.js';
import { finalPayments, type FinalPosition } from './final-payments.js';

it('moves everybody from what it paid to what is due at the final prices, if limits allow', () => {
  const positions = [
    { paid: 10n, escrow: 5n, atFinal: 14n },
    { paid: -6n, escrow: 0n, atFinal: -8n },
    { paid: -4n, escrow: 9n, atFinal: -6n },
  ];
  expect(finalPayments(positions)).toEqual([14n, -8n, -6n]);
});

it('where a limit binds, those who should have had it share what is given', () => {
  // The first can give 3 of the 4 that the others should have, 1 and 3 of them.
  const positions = [
    { paid: 10n, escrow: 3n, atFinal: 14n },
    { paid: -6n, escrow: 0n, atFinal: -7n },
    { paid: -4n, escrow: 9n, atFinal: -7n },
  ];
  expect(finalPayments(positions)).toEqual([13n, -6n, -7n]);
});

const money = fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n });
/** Of trades that balance, as all of a ledger's do. */
const market = fc
  .array(
    fc.record({
      paid: money,
      atFinal: money,
      escrow: fc.oneof(fc.constant(0n), fc.bigInt({ min: 0n, max: 10n ** 24n })),
    }),
    { maxLength: 12 },
  ) // prettier-ignore
  .map((seats): FinalPosition[] => {
    const rest = (of: 'paid' | 'atFinal'): bigint => -seats.reduce((sum, seat) => sum + seat[of], 0n);
    return [...seats, { paid: rest('paid'), atFinal: rest('atFinal'), escrow: 10n ** 20n }];
  });

it('adds up to nothing, and leaves nobody above its limits or outside of what it paid and what is due', () => {
  fc.assert(
    fc.property(market, (positions) => {
      const payments = finalPayments(positions);
      expect(payments.reduce((sum, payment) => sum + payment, 0n)).toBe(0n);
      positions.forEach(({ paid, atFinal, escrow }, j) => {
        const [low, high] = paid < atFinal ? [paid, atFinal] : [atFinal, paid];
        expect(payments[j]! >= low && payments[j]! <= high).toBe(true);
        expect(payments[j]! <= paid + escrow).toBe(true);
      });
      const bound = positions.some(({ paid, atFinal, escrow }) => atFinal > paid + escrow);
      if (!bound) expect(payments).toEqual(positions.map(({ atFinal }) => atFinal));
    }),
    { numRuns: 2_000 },
  );
});
