import { keccak256 } from 'ethers';
import { ChainError } from '../service/chain-error.js';
import type { Chain, ChainReceipt, ChainTransaction } from '../service/chain.port.js';
import { marketCall } from './market-calls.js';
import { withinBlock } from './open-market.js';

/** Bytes of code that a contract may have (EIP-170), without the first. */
const LARGEST_PART = 24_575;
/** Creating a contract costs so much, and so much for each byte of its code: calldata that has no zero, and storing it. */
const CREATION_GAS = 60_000;
const BYTE_GAS = 220;
/** What the market's call of itself leaves to it (EIP-150), and what each byte costs that it copies and hashes. */
const KEPT_BACK = 64 / 63;
const READING_GAS = 0.5;
const PART_GAS = 4_500;

/** A call of the market, and what has to be on the chain before. */
export interface StagedCall {
  /** create a contract each */
  readonly parts: readonly ChainTransaction[];
  /** the call itself, once they are there */
  call(receipts: readonly ChainReceipt[]): ChainTransaction;
}

/**
 * A call of a market that is larger than a transaction may be, in parts (StagedCalls.sol). `data`: its calldata, 0x-hex;
 * `gas`: what it may need itself.
 */
export function stagedCall(
  chain: Pick<Chain, 'blockGasLimit'>,
  { from, to, data, gas }: ChainTransaction,
): StagedCall {
  const room = Math.floor((chain.blockGasLimit - CREATION_GAS) / BYTE_GAS);
  const size = Math.min(LARGEST_PART, room);
  const bytes = data.length / 2 - 1;
  const parts: ChainTransaction[] = [];
  for (let at = 0; at < bytes; at += size) {
    const part = data.slice(2 + 2 * at, 2 + 2 * (at + size));
    parts.push({
      from,
      to: null,
      data: creationCode(part),
      gas: CREATION_GAS + (BYTE_GAS * part.length) / 2,
    });
  }
  // Memory costs more the more there is of it.
  const reading = (READING_GAS + bytes / 500_000) * bytes + PART_GAS * parts.length + CREATION_GAS;
  const digest = keccak256(data);
  return {
    parts,
    call: (receipts) => ({
      ...{ from, to, gas: withinBlock(chain, Math.ceil((gas + reading) * KEPT_BACK)) },
      data: marketCall('callStaged', receipts.map(addressOf), digest),
    }),
  };
}

/** Makes a contract whose code is STOP and then these bytes (hex): 13 bytes that return what is behind them. */
function creationCode(part: string): string {
  const length = (part.length / 2 + 1).toString(16).padStart(6, '0');
  // PUSH3 length, DUP1, PUSH1 13, PUSH1 0, CODECOPY, PUSH1 0, RETURN
  return `0x62${length}80600d6000396000f300${part}`;
}

/** What the chain says of it matters little: the market takes nothing but what has the digest. */
function addressOf({ contract }: ChainReceipt): string {
  if (!contract) throw new ChainError('deployment-failed', 'a part of a call has no address');
  return contract;
}
