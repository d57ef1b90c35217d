import type { MatchRecord } from '#market/match/report/report.js';
import type { MatchTask } from './match-task.js';

/** What a submission wrote to its console in a match, for its owner: no part of the result. */
export interface PluginWords {
  readonly submission: string;
  /** `seat`: from 0; null: behind the dealer's desk */
  readonly lines: readonly { readonly seat: number | null; readonly text: string }[];
  /** lines that were not kept */
  readonly unsaid: number;
}

/** A match that was played, and what its plugins wrote meanwhile. */
export interface HeardMatch extends MatchRecord {
  readonly consoles?: readonly PluginWords[];
}

/** A day of a match over days that has ended, as its player packs it to go on from there. */
export interface PackedDay {
  /** 0, 1, ... */
  readonly day: number;
  readonly record: string;
}

/** Of a match over days: those that earlier attempts have played, from the first on, and who is told of each that follows. */
export interface DaysInPlay {
  readonly played: readonly PackedDay[];
  readonly onDay: (day: PackedDay) => void;
}

/** How it ended; `result`: the record of a match, or what playing it again gave. */
export type PlayOutcome<Result = HeardMatch> =
  | { readonly status: 'played'; readonly result: Result }
  /** a fault of the platform; what plugins do is part of the report */
  | { readonly status: 'fault'; readonly reason: string }
  /** the player was stopped in the middle */
  | { readonly status: 'stopped' };

/** What every match, or every check of a plugin, needs and could not be had. */
export interface MissingPart {
  readonly part: 'a worker process' | 'the chain' | 'the compiler' | 'a sandbox' | 'a check';
  readonly reason: string;
}

/** How a round of a match in play ended, for whoever watches. */
export interface RoundGlance {
  /** of its clearing, by resource; money */
  readonly prices: readonly number[];
  readonly trades: number;
  /** null: not known yet, or without bound; money */
  readonly gap: number | null;
}

/** How far a match is. */
export interface MatchProgress {
  /** rounds played */
  readonly rounds: number;
  /** of the last of them; null: none was played by this attempt */
  readonly glance: RoundGlance | null;
}

/** Plays one match at a time. */
export interface MatchPlayer {
  /** `attempt` sets its accounts on the chain apart; `onAlive` is told how far it is, after each round and while plugins are waited for. Never rejects. */
  play(
    task: MatchTask,
    attempt: number,
    onAlive: (progress: MatchProgress) => void,
    days?: DaysInPlay,
  ): Promise<PlayOutcome>;
  /** Tries all that a match needs, whatever it is. Returns what is missing; null: nothing. Never rejects. */
  check(): Promise<MissingPart | null>;
  /** Stops what it plays or checks; it can be asked to play again. */
  interrupt(): Promise<void>;
}
