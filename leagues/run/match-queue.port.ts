import type { HeardMatch, PackedDay } from './match-player.port.js';
import type { MatchTask } from './match-task.js';

/** A match that one player has for now: others leave it alone until the lease runs out. */
export interface ClaimedMatch {
  readonly task: MatchTask;
  /** 1, 2, ...: how often it has been started */
  readonly attempt: number;
  /** proves the claim; void once somebody else has the match */
  readonly lease: string;
  /** of a match over days: the first ones, as earlier attempts have left them */
  readonly days: readonly PackedDay[];
}

/**
 * The matches that wait to be played. Every match ends in a bounded number of attempts as played,
 * failed or cancelled; a result is taken once, from whoever holds the lease.
 */
export interface MatchQueue {
  /** The next match by priority and age; null: none is waiting now. */
  claim(): Promise<ClaimedMatch | null>;
  /** Sign of life. False: the claim is void (cancelled, or the lease ran out); stop playing. */
  renew(claim: ClaimedMatch): Promise<boolean>;
  /** Keeps a day of a match over days for later attempts, until the match has ended. False: the claim is void. */
  keepDay(claim: ClaimedMatch, day: PackedDay): Promise<boolean>;
  /** Stores the result. False: the claim is void and nothing was stored. */
  complete(claim: ClaimedMatch, match: HeardMatch): Promise<boolean>;
  /** The platform failed, not a plugin: the match is tried again after a while (`retryPause`), or failed for good. */
  fault(claim: ClaimedMatch, reason: string): Promise<void>;
  /** Gives the match back unplayed, without counting the attempt. */
  release(claim: ClaimedMatch): Promise<void>;
}

/** Attempts after which a match is failed for good. */
export const MOST_ATTEMPTS = 4;
