import { keccak256 } from 'ethers';
import { packVector } from './packing.js';

/** The last bits of a chain count its deliveries. */
const COUNT_BITS = 32n;
const COUNT = (1n << COUNT_BITS) - 1n;

const word = (value: bigint): string => value.toString(16).padStart(64, '0');
const hashOf = (hex: string): bigint => BigInt(keccak256(`0x${hex}`)) & ~COUNT;

/** What the contract keeps of a seat's holding (libraries/Holdings.sol) before anything was delivered to it. */
export function openingHoldings(allocation: readonly bigint[]): bigint {
  return hashOf(packVector(allocation));
}

/** The same after one more delivery. */
export function chainHoldings(holdings: bigint, delivered: readonly bigint[]): bigint {
  return hashOf(word(holdings) + packVector(delivered)) | ((holdings & COUNT) + 1n);
}

/** What the contract keeps of the dealer's inventory and of the prices: 0x-hex. */
export function vectorHash(values: readonly bigint[]): string {
  return keccak256(`0x${packVector(values)}`);
}
