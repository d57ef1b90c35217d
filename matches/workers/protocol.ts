import type { ReturnedMoney } from '#market/ledger/ledger.port.js';
import type { UnpaidError } from '#contracts/service/chain-error.js';
import type { Account, Chain, ChainReceipt, ChainTransaction } from '#contracts/service/chain.port.js';
import type { HeardMatch, MatchProgress, MissingPart, PackedDay } from '#leagues/run/match-player.port.js';
import type { MatchTask } from '#leagues/run/match-task.js';
import type { ShownBooks } from '../play/shown/shown-books.js';
import type { MatchComparison, StoredMatch } from '../verify/differences/compare-match.js';
import type { Heard, AgentMessage } from './remote-exchange.port.js';

/** What the server and a match worker say to each other over their channel. */
export type ToWorker =
  /** `onChain`: on that of whoever gives the order, else in memory; the content of a scenario comes once; `days`: played already */
  | {
      readonly kind: 'play';
      readonly task: MatchTask;
      readonly attempt: number;
      readonly onChain: boolean;
      readonly days: readonly PackedDay[];
    }
  /** try all that any match needs */
  | { readonly kind: 'check'; readonly onChain: boolean }
  /** play it in memory and compare: records do not travel, they may be large */
  | {
      readonly kind: 'compare';
      readonly task: MatchTask;
      readonly stored: StoredMatch;
      readonly wanted: ReplayPurpose;
    }
  | { readonly kind: 'heard'; readonly line: string; readonly heard: Heard }
  | {
      readonly kind: 'chain-answer';
      readonly id: number;
      readonly answer?: unknown;
      readonly failure?: ChainFault;
    };

/** What a match is played again for, beside that it is compared. */
export type ReplayPurpose = 'comparison' | 'tables' | 'books';

/** What playing a match again gave. */
export interface ReplayedMatch {
  readonly comparison: MatchComparison;
  /** an archive (.tar.gz), in pieces; null: not asked for, or the replay went otherwise */
  readonly tables: readonly Uint8Array[] | null;
  /** likewise: its order books */
  readonly books: ShownBooks | null;
}

export type FromWorker =
  /** sign of life: after every round, and while plugins are waited for; `sandboxes`: sandbox processes alive; `progress`: of what it plays */
  | { readonly kind: 'alive'; readonly sandboxes: number; readonly progress: MatchProgress }
  /** of a match over days: one has ended */
  | { readonly kind: 'day'; readonly day: PackedDay }
  /** of the tables that a match is played again for, which are then none of what came of it */
  | { readonly kind: 'piece'; readonly piece: Uint8Array }
  /** of the order it was given */
  | { readonly kind: 'played'; readonly result: HeardMatch | ReplayedMatch | MissingPart | null }
  | { readonly kind: 'fault'; readonly reason: string }
  | { readonly kind: 'chain'; readonly id: number; readonly request: LeaseRequest }
  | { readonly kind: 'line'; readonly line: string; readonly order: LineOrder };

/** What a worker does with a line to a remote agent. */
export type LineOrder =
  /** `agent`: id of its submission */
  | { readonly kind: 'open'; readonly agent: string }
  | { readonly kind: 'tell'; readonly message: AgentMessage }
  | { readonly kind: 'close' };

/** What of an error of the chain must survive the way to the worker. */
export interface ChainFault {
  readonly name: string;
  readonly code: string | null;
  readonly message: string;
  /** of a phase in which somebody could not pay */
  readonly receipts?: UnpaidError['receipts'];
}

export type LeaseRequest =
  | { readonly kind: 'lease' }
  /** `sent`: transactions that went through its door */
  | { readonly kind: 'release'; readonly lease: number; readonly sent: number }
  | {
      readonly kind: 'fund';
      readonly lease: number;
      readonly grants: readonly { readonly account: Account; readonly amount: bigint }[];
    }
  | {
      readonly kind: 'execute';
      readonly lease: number;
      readonly match: string;
      readonly transactions: readonly ChainTransaction[];
      readonly notBefore: number | undefined;
    }
  | { readonly kind: 'call'; readonly lease: number; readonly to: string; readonly data: string }
  | { readonly kind: 'balance'; readonly lease: number; readonly address: string }
  | { readonly kind: 'reclaim'; readonly lease: number; readonly accounts: readonly Account[] };

/** A leased chain as the worker needs to know it. */
export interface LeaseFacts
  extends
    Pick<Chain, 'network' | 'epoch' | 'instance' | 'operator' | 'deployment'>,
    Pick<Chain, 'blockTime' | 'gasPrice' | 'blockGasLimit'> {
  readonly lease: number;
  /** from which the accounts of the seats are derived */
  readonly secret: string;
  /** whether its money is worth something */
  readonly reclaims: boolean;
  /** where the worker speaks with the chain itself; null: through whoever it plays for */
  readonly door: string | null;
}

export type LeaseAnswer = LeaseFacts | readonly ChainReceipt[] | ReturnedMoney | string | bigint | null;
