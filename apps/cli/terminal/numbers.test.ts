import { decimalsFor, formatFixed, formatShare, formatShort, formatSigned } from './numbers.js';

it('shows a column with five significant digits of its largest number', () => {
  expect(decimalsFor([0.0794, -0.32])).toBe(4);
  expect(decimalsFor([16.083, 0.002])).toBe(3);
  expect(decimalsFor([12345.6])).toBe(2);
  expect(decimalsFor([0, Infinity])).toBe(2);
});

it('never prints a negative zero', () => {
  expect(formatFixed(-0.0001, 2)).toBe('0.00');
  expect(formatSigned(-0.0001, 2)).toBe('0.00');
  expect(formatSigned(1234.5, 2)).toBe('+1,234.50');
  expect(formatSigned(-2, 1)).toBe('-2.0');
});

it('never rounds an imperfect share up to 100 %', () => {
  expect(formatShare(1)).toBe('100.00 %');
  expect(formatShare(0.5)).toBe('50.00 %');
  expect(formatShare(0.99999)).toBe('99.999 %');
  // 1e-8 below is what the certificate allows and counts as all
  expect(formatShare(1 - 1e-8)).toBe('100.00 %');
});

it('writes small numbers with an exponent', () => {
  expect(formatShort(3.6e-9)).toBe('3.6e-9');
  expect(formatShort(0)).toBe('0');
  expect(formatShort(12.34567)).toBe('12.35');
  expect(formatShort(Infinity)).toBe('∞');
});
