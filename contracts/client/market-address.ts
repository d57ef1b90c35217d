import { AbiCoder, concat, getCreate2Address, keccak256 } from 'ethers';
import type { DeployedContracts } from '../service/chain.port.js';

/** A clone's creation code around the address of the code that it calls (ERC-1167; OpenZeppelin's `Clones`). */
const clone = {
  before: '0x3d602d80600a3d3981f3363d3d373d3d3d363d73',
  behind: '0x5af43d82803e903d91602b57fd5bf3',
};

/**
 * Where the factory makes market `id` (0x-hex, 32 bytes) of `organiser`, lower case. Computed here, as the factory does
 * (EIP-1014): money is sent there, and whoever answers for the chain may name an address of his own.
 */
export function marketAddress(
  { factory, market }: Pick<DeployedContracts, 'factory' | 'market'>,
  organiser: string,
  id: string,
): string {
  const salt = keccak256(AbiCoder.defaultAbiCoder().encode(['address', 'bytes32'], [organiser, id]));
  const code = concat([clone.before, market, clone.behind]);
  return getCreate2Address(factory, salt, keccak256(code)).toLowerCase();
}
