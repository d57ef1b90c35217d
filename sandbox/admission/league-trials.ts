import type { Clock } from '#market/clock.js';
import type { LpSolver } from '#market/lp/lp-solver.port.js';
import type { Submission } from '../compile/submission.js';
import { defaultSandboxLimits, type SandboxLimits } from '../calls/limits.js';
import type { SandboxPool } from '../isolated/sandbox-pool.js';
import { ProcessorAllowance } from '../seats/allowance.js';
import type { TrialMarket } from './trial-markets.js';
import { describeFailures, playTrial, type TrialMatch } from './trial-match.js';
import { TrialPatience } from './trial-patience.js';

/** A market that leagues play, in which a plugin that may enter them is tried out. */
export interface LeagueTrial {
  /** scenario and leagues, as their author is told */
  readonly name: string;
  readonly market: TrialMarket;
  readonly limits: SandboxLimits;
}

/** What leagues play, as a plugin may try it. */
export interface LeagueMarkets {
  readonly trials: readonly LeagueTrial[];
  /** markets that are not tried, and why */
  readonly untried: readonly string[];
}

export interface LeagueTrials extends LeagueMarkets {
  /** the one that is on then is given up, and no further one begun */
  readonly deadline: AbortSignal;
  /** by which the market's own work in a trial is bounded */
  readonly clock: Clock;
}

/** What trials in the markets of leagues found; only `failures` count against the plugin. */
export interface LeagueFindings {
  readonly played: readonly TrialMatch[];
  readonly failures: readonly string[];
  readonly untried: readonly string[];
}

/** All trials in markets of leagues together may take as long as so many calls that use all their time. */
const PATIENCE_CALLS = 60;
const LATE = 'there was no time for it';

/**
 * Plays the trials one after the other, up to the first in which the plugin fails. What one admission may take is bounded:
 * where its time is up, the others are not played, which is told and counts against nobody.
 */
export async function playLeagueTrials(
  submission: Submission,
  kind: 'agent' | 'dealer',
  { trials, untried, deadline, clock }: LeagueTrials,
  { pool, solver }: { readonly pool: SandboxPool; readonly solver: LpSolver },
): Promise<LeagueFindings> {
  const { admissionMilliseconds, milliseconds } = defaultSandboxLimits;
  const processor = new ProcessorAllowance(admissionMilliseconds, 'trials in markets of leagues');
  const allowance = new TrialPatience(processor, PATIENCE_CALLS * milliseconds);
  const late = new Promise<null>((done) => deadline.addEventListener('abort', () => done(null)));
  const played: TrialMatch[] = [];
  const left = [...untried];
  for (const { name, market, limits } of trials) {
    const isOver = deadline.aborted || allowance.exhausted !== null;
    const playing = isOver
      ? null
      : playTrial(submission, kind, market, { pool, solver, limits, allowance, clock });
    // One that is given up ends with its processes.
    playing?.catch(() => undefined);
    const match = playing && (await Promise.race([playing, late]));
    if (!match) {
      left.push(`${name}: ${LATE}`);
      continue;
    }
    const failures = describeFailures({ ...match, market: name }).filter((one) => !one.isOfTime);
    if (failures.length > 0) return { played, failures: failures.map(({ text }) => text), untried: left };
    played.push({ ...match, market: name });
  }
  return { played, failures: [], untried: left };
}
