import type { ComparedMechanism } from '../scenario-files/mechanisms.js';
import type { Counterfactual } from '#market/counterfactual.js';
import { GridLeagueError } from '#market/errors.js';

/** A plugin version that a run is played with. */
export interface FrozenSubmission {
  /** unique in the run */
  readonly id: string;
  readonly kind: 'agent' | 'dealer' | 'bidder';
  readonly name: string;
  readonly version: string;
  readonly sha256: string;
  /** a reference plugin, marked on the board */
  readonly baseline: boolean;
  /** of one that plays from outside of the sandbox, so that nobody can play its matches again */
  readonly outside?: Outside;
}

/** `remote`: a program of its team's, which comes over the network; `python`: a file of whoever plays the league, on this machine */
export type Outside = 'remote' | 'python';

/** Whether a match of these plugins can be played again. */
export function isRepeatable(plugins: readonly Pick<FrozenSubmission, 'outside'>[]): boolean {
  return plugins.every(({ outside }) => outside === undefined);
}

/** One match of a run: agent seat j of the market is played by `teams[j % teams.length]`. */
export interface PlannedMatch {
  /** 1, 2, ... without gaps */
  readonly serial: number;
  /** the serial number as text of fixed width */
  readonly id: string;
  /** 1, 2, ... */
  readonly block: number;
  readonly scenario: string;
  /** of the block, on its day where the scenario draws days: draws the market and everything random in the match */
  readonly seed: string;
  /** submission ids */
  readonly dealer: string;
  readonly teams: readonly string[];
  /** of a mechanism comparison: what it is played under */
  readonly mechanism?: ComparedMechanism;
  /** false: played for comparison only (a counterfactual) */
  readonly scored: boolean;
}

/** Which teams meet: a design in which every pair of teams shares equally many line-ups. */
export interface LineUpDesign {
  readonly kind: 'complete' | 'balanced-incomplete';
  readonly teams: number;
  readonly size: number;
  /** how many line-ups each team is in */
  readonly appearances: number;
  /** how many line-ups each pair of teams shares */
  readonly meetings: number;
  /** team numbers, ascending within a line-up */
  readonly lineUps: readonly (readonly number[])[];
}

/** Everything a run will play, fixed before it starts. */
export interface RunPlan {
  readonly seed: string;
  readonly submissions: readonly FrozenSubmission[];
  /** agent seats each scenario must offer at least */
  readonly seatsNeeded: number;
  /** of a mixed league */
  readonly design: LineUpDesign | null;
  readonly matches: readonly PlannedMatch[];
  readonly counterfactuals: readonly Counterfactual[];
  /** number of the last block of each look at a run that was extended; absent: there was one */
  readonly looks?: readonly number[];
}

/** A run cannot be planned from its league and the submissions there are. */
export class PlanError extends GridLeagueError {
  readonly kind = 'undoable';
  constructor(
    readonly code:
      | 'unknown-plugin'
      | 'ambiguous-plugin'
      | 'too-few-entrants'
      | 'no-dealers'
      | 'no-design'
      | 'too-many-matches'
      | 'unplayable-scenario'
      | 'copied-blocks'
      | 'too-few-days'
      | 'too-many-blocks'
      | 'not-extensible'
      | 'remote-agent',
    message: string,
  ) {
    super(message);
  }
}
