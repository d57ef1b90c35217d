/** Relative changes of price, tried in this order. */
const STEPS = [0.1, -0.1, 0.3, -0.3, 0.6, -0.6] as const;

/**
 * Price vectors around `prices` (m), a fixed sequence: for each step first all prices together, then
 * halves of the resources, quarters, ... down to single ones. A price moves by its own share
 * plus the same share of `unit` (money per unit), so that zero prices move as well; none falls below 0 that is not there.
 * It ends, but may be long: take as many as needed.
 */
export function* pricesAround(prices: Float64Array, unit: number): Generator<Float64Array> {
  for (const step of STEPS)
    for (let parts = 1; parts < 2 * prices.length; parts *= 2)
      for (let part = 0; part < parts; part++) {
        const from = Math.floor((part * prices.length) / parts);
        const to = Math.floor(((part + 1) * prices.length) / parts);
        if (from < to) yield shifted(prices, from, to, step, unit);
      }
}

function shifted(prices: Float64Array, from: number, to: number, step: number, unit: number): Float64Array {
  const result = prices.slice();
  for (let r = from; r < to; r++)
    result[r] = Math.max(Math.min(0, prices[r]!), prices[r]! + step * (Math.abs(prices[r]!) + unit));
  return result;
}
