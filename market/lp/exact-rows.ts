/**
 * Exact resources (`MarketInstance.exact`) come first: of them nothing may be left unused, so that their rows hold with
 * equality and their prices may have either sign.
 */

/** Lower bounds of the shared rows (m): `least` of exact resources, else none. */
export function sharedLower(least: Float64Array, exact = 0): Float64Array {
  return least.map((quantity, r) => (r < exact ? quantity : -Infinity));
}

/** Prices from duals of the shared rows (m): the solver's noise below zero is none where no price can be. */
export function supportedPrices(duals: Float64Array, exact = 0): Float64Array {
  return duals.map((dual, r) => (r < exact ? -dual : Math.max(0, -dual)));
}
