import { contract } from './artifacts.js';

/** Creation code of a part of a call that is too large for one transaction (contracts/client/staged-calls.ts). */
const PART = /^0x62.{6}80600d6000396000f300/;

let known: ReadonlyMap<string, string> | undefined;

/** Name of the function that calldata (0x-hex) calls, of the contracts of a match; `stage`: it brings a part of a call; `other`: none of them. */
export function calledMethod(data: string): string {
  known ??= methods();
  return known.get(data.slice(0, 10)) ?? (PART.test(data) ? 'stage' : 'other');
}

function methods(): Map<string, string> {
  const names = new Map<string, string>();
  for (const name of ['MarketFactory', 'BundleMarket', 'SealedOrders', 'DoubleAuction', 'LocalFees'] as const)
    contract(name).interface.forEachFunction(({ selector, name: method }) => names.set(selector, method));
  return names;
}
