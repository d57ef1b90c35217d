import { PriceClock } from './price-clock.js';

const rules = {
  low: Float64Array.of(0),
  high: Float64Array.of(16),
  balance: 0.01,
  firstStep: 1 / 4,
  lastStep: 1 / 10,
};
const priceAfter = (clock: PriceClock, excess: number): [end: string | null, price: number] => [
  clock.observe(Float64Array.of(excess)),
  clock.prices[0]!,
];

describe('a clock from 0 to 16, first step 4, none below 1.6', () => {
  it('rises with excess demand, falls with excess supply, and halves its step where it turns back', () => {
    const clock = new PriceClock(rules);
    expect(clock.prices).toEqual(Float64Array.of(8));
    expect(priceAfter(clock, 5)).toEqual([null, 12]);
    expect(priceAfter(clock, -1)).toEqual([null, 10]);
    expect(priceAfter(clock, -0.5)).toEqual([null, 8]);
    // The next step would be 1.
    expect(priceAfter(clock, 3)).toEqual(['step', 8]);
  });

  it('is at rest in balance, and at the end of the band that whoever stands ready keeps', () => {
    expect(priceAfter(new PriceClock(rules), -0.009)).toEqual(['balanced', 8]);
    const rising = new PriceClock(rules);
    expect([priceAfter(rising, 1), priceAfter(rising, 1)]).toEqual([
      [null, 12],
      [null, 16],
    ]);
    expect(priceAfter(rising, 1)).toEqual(['balanced', 16]);
    // There is too much at the upper end: that is no rest.
    expect(priceAfter(rising, -1)).toEqual([null, 14]);
  });

  it('waits for all prices, and leaves those alone that are at rest', () => {
    const two = { ...rules, low: Float64Array.of(0, 0), high: Float64Array.of(16, 16) };
    const clock = new PriceClock(two);
    expect(clock.observe(Float64Array.of(0, 1))).toBeNull();
    expect(clock.prices).toEqual(Float64Array.of(8, 12));
    expect(clock.observe(Float64Array.of(0, 0))).toBe('balanced');
  });

  it('a band of no width is at rest', () => {
    const flat = { ...rules, high: Float64Array.of(0) };
    expect(priceAfter(new PriceClock(flat), 7)).toEqual(['balanced', 0]);
    expect(priceAfter(new PriceClock(flat), -7)).toEqual(['balanced', 0]);
  });
});
