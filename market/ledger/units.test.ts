import { fc } from '#market/test/seeded-properties.js';
import {
  fillDown,
  floorDivide,
  FULL_FILL,
  moneyDown,
  moneyToNumber,
  pricesNearest,
  quantitiesDown,
  quantitiesNearest,
  quantitiesToNumbers,
} from './units.js';

it('rounds in the direction its name says', () => {
  expect(quantitiesNearest([1.5e-9, -1.6e-9, 0.4e-9])).toEqual([2n, -2n, 0n]);
  expect(quantitiesDown([1.9e-9, -0.1e-9])).toEqual([1n, -1n]);
  expect(pricesNearest([1.6e-9, -3e-9])).toEqual([2n, -3n]);
  expect(moneyDown(-0.5e-18)).toBe(-1n);
  expect([fillDown(2), fillDown(-1), fillDown(0.5)]).toEqual([FULL_FILL, 0n, FULL_FILL / 2n]);
});

it('divides towards minus infinity', () => {
  const divisor = fc.bigInt({ min: 1n, max: 10n ** 18n });
  fc.assert(
    fc.property(fc.bigInt(), divisor, (a, b) => {
      const quotient = floorDivide(a, b);
      expect(quotient * b <= a && a < (quotient + 1n) * b).toBe(true);
    }),
  );
});

it('a price times a quantity is money, exactly', () => {
  expect(pricesNearest([0.25])[0]! * quantitiesNearest([8])[0]!).toBe(moneyDown(2));
});

it('comes back from ledger units as the nearest number', () => {
  fc.assert(
    fc.property(fc.double({ min: -1e6, max: 1e6, noNaN: true }), (value) => {
      expect(quantitiesToNumbers(quantitiesNearest([value]))[0]).toBeCloseTo(value, 8);
      expect(moneyToNumber(moneyDown(value))).toBeCloseTo(value, 8);
    }),
  );
});
