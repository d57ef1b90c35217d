import type { SandboxLimits } from './limits.js';
import type { SeatCall } from './seat-call.js';

/** What became of a batch of calls. A plugin that was lost has answered none of them. */
export type BatchOutcome = {
  /** time of the process that passed meanwhile (isolated/own-time.ts), milliseconds */
  readonly waited: number;
} &
  /** one result per call; nothing in them is believed before it has been read (reply-checks.ts) */
  (
    | { readonly status: 'answered'; readonly results: readonly unknown[] }
    | {
        readonly status: 'lost';
        readonly kind: 'timed-out' | 'out-of-memory' | 'process-lost' | 'disconnected';
        readonly reason: string;
        /** index of the call that was running */
        readonly culprit: number;
      }
  );

/** Says why so much resident memory (MB) is too much, or null. */
export type Excess = (megabytes: number) => string | null;

/** A plugin that is ready to play its seats of a match. */
export interface OpenPlugin {
  /** Runs calls one after the other; one batch at a time. After a loss it is of no more use. */
  run(calls: readonly SeatCall[], excess: Excess): Promise<BatchOutcome>;
  /** The match is over. */
  close(): Promise<void>;
}

/** A source map of what was not compiled. */
export const NO_MAP = '{"version":3,"sources":[],"mappings":""}';

/** What is known of a plugin wherever it runs. */
export interface Playable {
  /** the author's file name, without folders */
  readonly file: string;
  /** source map (JSON) from the bundle to the author's file */
  readonly sourceMap: string;
  /** of the author's source: the identity of a plugin */
  readonly sha256: string;
}

/** Where plugins run. */
export interface PluginPool<P extends Playable> {
  /** milliseconds of a clock that only goes forward */
  readonly now: () => number;
  /** what a plugin may use here unless a match says otherwise */
  readonly limits: SandboxLimits;
  /** The plugin with room for so many seats. */
  open(plugin: P, seats: number, limits: SandboxLimits): Promise<OpenPlugin>;
}
