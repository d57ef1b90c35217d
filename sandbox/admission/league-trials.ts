import type { Clock } from '#market/clock.js';
import { GridLeagueError } from '#market/errors.js';
import type { LpSolver } from '#market/lp/lp-solver.port.js';
import type { Submission } from '../compile/submission.js';
import { defaultSandboxLimits, type SandboxLimits } from '../calls/limits.js';
import type { SandboxPool } from '../isolated/sandbox-pool.js';
import { ProcessorAllowance } from '../seats/allowance.js';
import type { PluginKind } from '../guest/interface.js';
import { playTrialAuction, type TrialAuction } from './trial-auction.js';
import type { TrialMarket } from './trial-markets.js';
import { describeFailures, playTrial, type TrialMatch } from './trial-match.js';
import { TrialPatience } from './trial-patience.js';

/** A market as a trial plays it. */
export interface TrialSetting {
  /** of bundles, or an auction: whichever its plugins play */
  readonly market: TrialMarket | TrialAuction;
  readonly limits: SandboxLimits;
}

/** A market that leagues play, in which a plugin that may enter them is tried out. */
export interface LeagueTrial {
  /** scenario and leagues, as their author is told */
  readonly name: string;
  /** draws it when its turn comes; a text: why it is not tried */
  readonly open: () => Promise<TrialSetting | string>;
}

/** What leagues play, as a plugin may try it. */
export interface LeagueMarkets<Trial = LeagueTrial> {
  /** played one batch after the other, each with limits of its own: none takes time from those before it */
  readonly batches: readonly (readonly Trial[])[];
  /** markets that are not tried, and why */
  readonly untried: readonly string[];
}

export interface LeagueTrials extends LeagueMarkets {
  /** false: of what no league plays, bidders, nothing is said */
  readonly asked?: boolean;
  /** the one that is on then is given up, and no further one begun */
  readonly deadline: AbortSignal;
  /** by which the market's own work in a trial is bounded */
  readonly clock: Clock;
  /** told of what went wrong on the platform's side */
  readonly onFault?: (trial: string, error: unknown) => void;
}

/** What trials in the markets of leagues found; only `failures` count against the plugin. */
export interface LeagueFindings {
  readonly played: readonly TrialMatch[];
  readonly failures: readonly string[];
  readonly untried: readonly string[];
}

/** All trials of a batch together may take as long as so many calls that use all their time. */
const PATIENCE_CALLS = 60;
const LATE = 'there was no time for it';

/**
 * Plays the trials one after the other, up to the first in which the plugin fails. What one admission may take is bounded:
 * where its time is up, the others are not played. That, like whatever goes wrong on the platform's side, is told and counts
 * against nobody. Never throws.
 */
export async function playLeagueTrials(
  submission: Submission,
  kind: PluginKind,
  leagues: LeagueTrials,
  { pool, solver }: { readonly pool: SandboxPool; readonly solver: LpSolver },
): Promise<LeagueFindings> {
  const { batches, untried, deadline, clock, onFault } = leagues;
  const { admissionMilliseconds, milliseconds } = defaultSandboxLimits;
  const late = new Promise<string>((done) => deadline.addEventListener('abort', () => done(LATE)));
  const played: TrialMatch[] = [];
  const left = [...untried];
  for (const batch of batches) {
    const processor = new ProcessorAllowance(admissionMilliseconds, 'trials in markets of leagues');
    const allowance = new TrialPatience(processor, PATIENCE_CALLS * milliseconds);
    const tried = async ({ open }: LeagueTrial): Promise<TrialMatch | string> => {
      if (deadline.aborted || allowance.exhausted !== null) return LATE;
      const setting = await open();
      if (typeof setting === 'string') return setting;
      const { market, limits } = setting;
      const surroundings = { pool, solver, limits, allowance, clock };
      if ('agents' in market)
        return kind === 'bidder' ? playTrialAuction(submission, market, surroundings) : 'bidders play it';
      return kind === 'bidder' ? 'agents play it' : playTrial(submission, kind, market, surroundings);
    };
    for (const trial of batch) {
      const { name } = trial;
      const playing = tried(trial).catch((error: unknown) => {
        // One that is given up ends with its processes.
        if (!deadline.aborted) onFault?.(name, error);
        return `the platform could not play it${error instanceof GridLeagueError ? `: ${error.message}` : ''}`;
      });
      const match = await Promise.race([playing, late]);
      if (typeof match === 'string') {
        left.push(`${name}: ${match}`);
        continue;
      }
      const failures = describeFailures({ ...match, market: name }).filter((one) => !one.isOfTime);
      if (failures.length > 0) return { played, failures: failures.map(({ text }) => text), untried: left };
      played.push({ ...match, market: name });
    }
  }
  return { played, failures: [], untried: left };
}
