import { createECDH, createHash } from 'node:crypto';
import { keccak256 } from 'ethers';
import type { Account } from './chain.port.js';

/** The account of a private key (0x-hex, 32 bytes). */
export function accountOf(privateKey: string): Account {
  const curve = createECDH('secp256k1');
  curve.setPrivateKey(privateKey.slice(2), 'hex');
  const publicKey = curve.getPublicKey().subarray(1);
  return { address: `0x${keccak256(publicKey).slice(-40)}`, privateKey };
}

/**
 * The account of a name: the key is the hash of a secret and the name, so it can be made again at any
 * time and nobody without the secret can guess it.
 */
export function derivedAccount(secret: string, ...name: readonly string[]): Account {
  const digest = createHash('sha256')
    .update(JSON.stringify([secret, ...name]))
    .digest('hex');
  return accountOf(`0x${digest}`);
}
