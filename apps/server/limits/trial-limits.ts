import { TRIAL_SECONDS } from '#matches/play/league-trial.js';
import { limitsOf, type Limit } from './limit.js';

/** Trials of a submission in markets of the leagues that it may enter. */
export const trialLimits = {
  scenarios: 8,
  agents: 100,
  variables: 30_000,
  packageBytes: 8 * 1024 ** 2,
  seconds: TRIAL_SECONDS,
} as const;

export function trialRows(): Limit[] {
  const SUBMISSION = ['submission', 'not tried, which is told'] as const;
  return limitsOf(trialLimits, {
    scenarios: ['trials in markets of leagues', 'trials', ...SUBMISSION, 'its hash draws which'],
    agents: ['a market for trials', 'agents', ...SUBMISSION],
    variables: ['a market for trials: all agents’ problems', 'columns', ...SUBMISSION],
    packageBytes: ['a market for trials: its package', 'bytes', ...SUBMISSION],
    seconds: ['the market’s own work in a trial', 's', 'trial', 'ended, counts against nobody'],
  });
}
