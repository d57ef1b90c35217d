import { randomBytes } from 'node:crypto';
import { AbiCoder, concat, keccak256, toBeHex } from 'ethers';
import { batchGas, doorGas, ordersGas, REVEAL_GAS, SMALL_CALL_GAS } from '#market/ledger/gas-bounds.js';
import type { LedgerOrder } from '#market/ledger/ledger.port.js';
import { contract } from '../abi/artifacts.js';
import { ChainError } from '../service/chain-error.js';
import type { Account, Chain, ChainReceipt, ChainTransaction } from '../service/chain.port.js';
import { withinBlock } from './open-market.js';
import { packOrders } from './order-codec.js';
import { decoded } from './decoded.js';

/** What a seat brings beside its cash, and forfeits if it does not reveal: 1 of money. */
export const BOND = 10n ** 18n;
/** Blocks that everybody has to reveal in. */
const REVEAL_BLOCKS = 1;

const door = contract('SealedOrders').interface;
const coder = AbiCoder.defaultAbiCoder();

/** Sends a phase of the match; its first block has at least number `notBefore`. */
type Execute = (
  transactions: readonly ChainTransaction[],
  notBefore?: number,
) => Promise<readonly ChainReceipt[]>;

/** Whether a client breaks its word: for tests of what that costs. */
export type Withholding = (seat: number, batch: number) => boolean;

/** Orders of a market that are committed by hash before any is shown (SealedOrders.sol). */
export class SealedOrders {
  private batch = 1;
  private cancelsFrom = 0;

  private constructor(
    private readonly chain: Chain,
    readonly address: string,
    private readonly seats: readonly Account[],
    private readonly execute: Execute,
    private readonly withholds: Withholding,
  ) {}

  /** Puts the door of a market on the chain, and has every seat bring its bond. */
  static async open(
    chain: Chain,
    market: string,
    seats: readonly Account[],
    options: { readonly execute: Execute; readonly patienceBlocks: number; readonly withholds?: Withholding },
  ): Promise<SealedOrders> {
    const { execute, patienceBlocks, withholds = () => false } = options;
    const values = [
      ...[market, chain.operator.address, BOND, REVEAL_BLOCKS, patienceBlocks],
      seats.map(({ address }) => address),
    ];
    const types = ['address', 'address', 'uint256', 'uint256', 'uint256', 'address[]'];
    const data = contract('SealedOrders').bytecode + coder.encode(types, values).slice(2);
    const gas = withinBlock(chain, doorGas(seats.length));
    const [receipt] = await execute([{ from: chain.operator, to: null, data, gas }]);
    if (!receipt?.contract)
      throw new ChainError('deployment-failed', 'the door of the sealed market has no address');
    const sealed = new SealedOrders(chain, receipt.contract.toLowerCase(), seats, execute, withholds);
    await chain.fund(seats.map((account) => ({ account, amount: BOND })));
    await execute(seats.map((from, seat) => ({ ...sealed.call(from, 'placeBond', seat), value: BOND })));
    return sealed;
  }

  /** First block in which books may be cancelled: the dealer has had time to clear what was shown. */
  get notCancelledBefore(): number {
    return this.cancelsFrom;
  }

  /** Commits, then reveals; what is not revealed is not in the book. */
  async submit(
    submissions: readonly { readonly seat: number; readonly orders: readonly LedgerOrder[] }[],
    m: number,
  ): Promise<void> {
    if (submissions.length === 0) return;
    const { chain, batch } = this;
    const entries = submissions.map(({ seat, orders }) => {
      const from = this.seats[seat]!;
      const salt = this.saltOf(from);
      const packed = `0x${packOrders(orders, m)}`;
      return { seat, from, salt, packed, count: orders.length, isShown: !this.withholds(seat, batch) };
    });
    const commitments = entries.map(({ seat, from, salt, packed }) =>
      this.call(from, 'commit', seat, this.commitmentOf(seat, salt, packed)),
    );
    await this.execute(commitments);
    // By itself: nobody promises in which order a block has transactions of different senders.
    const [closed] = await this.execute([this.call(chain.operator, 'closeCommitments')]);
    const block = closed!.block;
    await this.execute(
      entries
        .filter(({ isShown }) => isShown)
        .map(({ seat, from, salt, packed, count }) => ({
          ...this.call(from, 'reveal', seat, salt, packed),
          gas: withinBlock(chain, ordersGas(count, m) + REVEAL_GAS),
        })),
      block + 1,
    );
    const gas = withinBlock(chain, batchGas(entries.length));
    const closeBatch = { ...this.call(chain.operator, 'closeBatch'), gas };
    const [ended] = await this.execute([closeBatch], block + REVEAL_BLOCKS + 1);
    this.cancelsFrom = ended!.block + REVEAL_BLOCKS + 1;
    this.batch++;
  }

  /** Bonds go back to those who have not forfeited them. */
  async close(): Promise<void> {
    const held = await Promise.all(
      this.seats.map(async (_, seat) => {
        const answer = await this.chain.call(this.address, door.encodeFunctionData('seats', [seat]));
        return (decoded(door, 'seats', answer) as unknown as { bonded: boolean }).bonded;
      }),
    );
    await this.execute(
      this.seats.flatMap((from, seat) => (held[seat] ? [this.call(from, 'releaseBond', seat)] : [])),
    );
  }

  private commitmentOf(seat: number, salt: string, packed: string): string {
    const types = ['address', 'uint256', 'uint256', 'bytes32', 'bytes32'];
    return keccak256(coder.encode(types, [this.address, this.batch, seat, salt, keccak256(packed)]));
  }

  /** Nobody can guess it who does not have the seat's key; the same in every replay. */
  private saltOf({ privateKey }: Account): string {
    if (privateKey === undefined) return `0x${randomBytes(32).toString('hex')}`;
    return keccak256(concat([privateKey, this.address, toBeHex(this.batch, 32)]));
  }

  private call(from: Account, method: string, ...values: readonly unknown[]): ChainTransaction {
    const data = door.encodeFunctionData(method, values);
    return { from, to: this.address, data, gas: withinBlock(this.chain, SMALL_CALL_GAS) };
  }
}
