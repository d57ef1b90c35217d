import { getCreateAddress, SigningKey, Transaction } from 'ethers';
import type { ChainTransaction } from '../chain.port.js';
import { JsonRpcError, type JsonRpc } from '../rpc/json-rpc.js';

/** Money units (wei) per gas. */
export interface Fees {
  readonly maxFeePerGas: bigint;
  readonly maxPriorityFeePerGas: bigint;
}

export interface SentTransaction {
  readonly hash: string;
  /** where what it creates lies, lower case: it follows from sender and nonce; null: it creates nothing, or the node signed it */
  readonly contract: string | null;
}

/** Somebody else used the account, or a chain forgot its latest blocks. */
const OTHER_NONCE = /nonce too low|nonce is too low|replacement transaction/i;
const KNOWN = /already known|already imported|known transaction/i;
const ATTEMPTS = 3;
/** Transactions of an account that can be sent again: more than any reorganisation reaches. */
const KEPT = 64;
const GWEI = 1_000_000_000n;

/** Signs here and sends raw transactions, as anybody's endpoint takes them. */
export class SigningSender {
  private readonly nonces = new Map<string, number>();
  /** per account, its latest transactions, signed, by nonce */
  private readonly signed = new Map<string, Map<number, string>>();
  /** per account, the end of what it has to send: each transaction has the nonce behind the one before */
  private readonly lines = new Map<string, Promise<unknown>>();

  constructor(
    private readonly rpc: JsonRpc,
    private readonly chainId: bigint,
  ) {}

  /** What transactions offer now: asked once for all of a phase. */
  async fees(): Promise<Fees> {
    const price = BigInt((await this.rpc.request('eth_gasPrice')) as string);
    return { maxFeePerGas: 2n * price, maxPriorityFeePerGas: price < GWEI ? price : GWEI };
  }

  /** Throws `JsonRpcError` if the node refuses it. */
  send(transaction: ChainTransaction, fees: Fees): Promise<SentTransaction> {
    const { address } = transaction.from;
    const before = this.lines.get(address) ?? Promise.resolve();
    const sent = before.then(() => this.sendNext(transaction, fees));
    const settled = sent
      .catch(() => {})
      .then(() => {
        if (this.lines.get(address) === settled) this.lines.delete(address);
      });
    this.lines.set(address, settled);
    return sent;
  }

  /**
   * Sends once more what of an account the chain, or a reorganisation of it, has dropped: all behind what is in blocks, since
   * one that is missing holds up those behind it. A node that signed for it keeps it itself.
   */
  async sendAgain(address: string): Promise<void> {
    const known = this.signed.get(address);
    if (!known) return;
    const next = Number(await this.rpc.request('eth_getTransactionCount', [address, 'latest']));
    for (const [nonce, raw] of known) {
      if (nonce < next) continue;
      try {
        await this.rpc.request('eth_sendRawTransaction', [raw]);
      } catch (error) {
        // A node that has it still says so, and that is well.
        if (!(error instanceof JsonRpcError)) throw error;
      }
    }
  }

  /** The accounts will not send anything more. */
  forget(addresses: readonly string[]): void {
    for (const address of addresses) {
      this.nonces.delete(address);
      this.signed.delete(address);
    }
  }

  private async sendNext(transaction: ChainTransaction, fees: Fees): Promise<SentTransaction> {
    const { from, to, data, value, gas } = transaction;
    if (!from.privateKey) return { hash: await this.sendUnlocked(transaction), contract: null };
    const key = new SigningKey(from.privateKey);
    for (let attempt = 1; ; attempt++) {
      const nonce = this.nonces.get(from.address) ?? (await this.nextNonce(from.address));
      const fields = { type: 2, chainId: this.chainId, nonce, gasLimit: gas, data, ...fees };
      const signed = Transaction.from({ ...fields, ...(to ? { to } : {}), ...(value ? { value } : {}) });
      signed.signature = key.sign(signed.unsignedHash);
      const [hash, raw] = [signed.hash!, signed.serialized];
      try {
        await this.rpc.request('eth_sendRawTransaction', [raw]);
      } catch (error) {
        if (!(error instanceof JsonRpcError)) throw error;
        if (!KNOWN.test(error.words)) {
          this.nonces.delete(from.address);
          if (attempt < ATTEMPTS && OTHER_NONCE.test(error.words)) continue;
          throw error;
        }
      }
      this.nonces.set(from.address, nonce + 1);
      this.keep(from.address, nonce, raw);
      const contract = to ? null : getCreateAddress({ from: from.address, nonce }).toLowerCase();
      return { hash, contract };
    }
  }

  private keep(address: string, nonce: number, raw: string): void {
    const known = this.signed.get(address) ?? new Map<number, string>();
    this.signed.set(address, known.set(nonce, raw));
    known.delete(nonce - KEPT);
  }

  private async nextNonce(address: string): Promise<number> {
    return Number(await this.rpc.request('eth_getTransactionCount', [address, 'pending']));
  }

  private async sendUnlocked({ from, to, data, value, gas }: ChainTransaction): Promise<string> {
    const quantity = (amount: bigint | number): string => `0x${amount.toString(16)}`;
    const extra = { ...(to ? { to } : {}), ...(value ? { value: quantity(value) } : {}) };
    const call = { from: from.address, data, gas: quantity(gas), ...extra };
    return (await this.rpc.request('eth_sendTransaction', [call])) as string;
  }
}
