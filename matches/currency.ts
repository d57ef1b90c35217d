import type { MarketInstance } from '#market/instance.js';

/** Energy is paid in euros; the money of an abstract market has no name. */
export function currencyOf({ resources }: MarketInstance): string {
  return resources.every(({ unit }) => unit === 'kWh') ? 'EUR' : 'money';
}
