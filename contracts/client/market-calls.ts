import { contract } from '../abi/artifacts.js';
import { PackedWriter } from './packing.js';

const market = contract('BundleMarket').interface;

function selectorOf(name: string): string {
  return market.getFunction(name)!.selector;
}

const selectors = {
  submitOrders: selectorOf('submitOrders'),
  clear: selectorOf('clear'),
  propose: selectorOf('propose'),
};

/**
 * Calldata of the calls made every round: (number, packed bytes). Written by hand, because a general
 * encoder takes ten times as long as everything else about an order.
 */
export function packedCall(method: keyof typeof selectors, number: number, packed: string): string {
  const head = new PackedWriter(3)
    .word(BigInt(number))
    .word(64n)
    .word(BigInt(packed.length / 2));
  return `${selectors[method]}${head.hex()}${packed}`;
}

/** Calldata of any other call. */
export function marketCall(method: string, ...values: readonly unknown[]): string {
  return market.encodeFunctionData(method, values);
}
