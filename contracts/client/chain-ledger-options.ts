import type { proposalFault } from './proposal-check.js';
import type { Withholding } from './sealed-orders.js';
import type { MatchTransaction } from './transaction-tally.js';

export interface ChainLedgerOptions {
  /** id of the match; its accounts derive from it */
  readonly match: string;
  /** who checks that a clearing is optimal (default: the contract) */
  readonly verification?: 'chain' | 'agents' | 'both';
  /** blocks that must lie between two clearings */
  readonly biddingBlocks?: number;
  /** blocks in which agents may reject a proposed clearing */
  readonly objectionBlocks?: number;
  /** blocks after which anyone may close the market of a silent dealer (default: 7,200) */
  readonly patienceBlocks?: number;
  readonly roundCap?: number;
  /** money (wei) every account gets for gas, beside what it brings to the market; when it is used up, as much again */
  readonly gasPurse?: bigint;
  /** orders are committed by hash before any is shown (SealedOrders.sol) */
  readonly sealed?: boolean;
  /** with `sealed`: who does not show what it has committed */
  readonly withholds?: Withholding;
  /** what an agent's client finds wrong with a proposed clearing; null: nothing */
  readonly inspect?: typeof proposalFault;
  /** told when the market is open and its first round begins */
  readonly onOpen?: () => void;
  /** told of every transaction once it is in a block */
  readonly onTransaction?: (transaction: MatchTransaction) => void;
}
