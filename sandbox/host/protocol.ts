import type {
  DealerBriefing,
  DealerView,
  SeatBriefing,
  SeatTrade,
  SeatView,
} from '#market/match/traders.port.js';
import type { SandboxLimits } from './limits.js';

/** A bundled plugin on its way into a process. */
export interface PluginCode {
  /** the author's file name */
  readonly file: string;
  readonly code: string;
}

/** One call of one seat. A process holds any number of seats of one plugin; a dealer is seat 0. */
export type SeatCall = { readonly seat: number } & (
  | { readonly verb: 'load' }
  | { readonly verb: 'create'; readonly seed: string; readonly briefing: SeatBriefing | DealerBriefing }
  | { readonly verb: 'bid'; readonly view: SeatView }
  | { readonly verb: 'settled'; readonly trade: SeatTrade; readonly view: SeatView }
  | { readonly verb: 'quote'; readonly view: DealerView }
  | {
      readonly verb: 'announce';
      readonly view: DealerView;
      readonly clearing: {
        readonly prices: Float64Array;
        readonly settled: boolean;
        readonly surplus: number;
      };
    }
);

/** What the parent sends. */
export type ToProcess =
  | {
      readonly kind: 'open';
      readonly plugin: PluginCode;
      readonly limits: SandboxLimits;
      /** so many it will play at most */
      readonly seats: number;
    }
  | {
      readonly kind: 'calls';
      readonly batch: number;
      readonly calls: readonly SeatCall[];
      /** how much longer than alone on the machine the process has lately taken; at least 1 */
      readonly stretch: number;
    }
  | { readonly kind: 'close' };

/** What the process sends. The parent believes none of it before it has looked (reply-checks.ts). */
export type FromProcess =
  | { readonly kind: 'ready' }
  | { readonly kind: 'opened' }
  | { readonly kind: 'results'; readonly batch: number; readonly results: readonly unknown[] }
  | { readonly kind: 'closed' };

/** A failure inside the isolate; `stack` still has the bundle's positions. */
export interface RawFailure {
  readonly outcome: 'threw' | 'timed-out' | 'out-of-memory' | 'invalid-output' | 'over-budget';
  readonly reason: string;
  readonly stack?: string;
}

/** File descriptor of the process's progress mark: batch and number of the call it has begun, two 32-bit words. */
export const PROGRESS = 4;
export const MARK_BYTES = 8;
