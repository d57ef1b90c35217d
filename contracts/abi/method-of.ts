import { contract } from './artifacts.js';

let known: ReadonlyMap<string, string> | undefined;

/** Name of the function that calldata (0x-hex) calls, of the contracts of a match; `other`: it calls none of them. */
export function methodOf(data: string): string {
  known ??= methods();
  return known.get(data.slice(0, 10)) ?? 'other';
}

function methods(): Map<string, string> {
  const names = new Map<string, string>();
  for (const name of ['MarketFactory', 'BundleMarket', 'SealedOrders', 'DoubleAuction', 'LocalFees'] as const)
    contract(name).interface.forEachFunction(({ selector, name: method }) => names.set(selector, method));
  return names;
}
