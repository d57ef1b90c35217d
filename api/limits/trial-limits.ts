import { MOST_ROUNDS } from '#sandbox/admission/trial-markets.js';
import { TRIAL_SECONDS } from '#matches/play/trials/league-trial.js';
import { trialSize } from '#matches/play/trials/trial-size.js';
import { limitsOf, type Limit } from './limit.js';

/** Trials of a submission in markets of the leagues that it may enter. */
export const trialLimits = {
  scenarios: 8,
  ownScenarios: 8,
  ...trialSize,
  packageBytes: 8 * 1024 ** 2,
  rounds: MOST_ROUNDS,
  seconds: TRIAL_SECONDS,
} as const;

export function trialRows(): Limit[] {
  const SUBMISSION = ['submission', 'not tried, which is told'] as const;
  const MARKET = ['market', 'not tried, which is told; of a team’s own: refused'] as const;
  return limitsOf(trialLimits, {
    scenarios: ['trials in markets of leagues', 'trials', ...SUBMISSION, 'its hash draws which'],
    ownScenarios: [
      'trials in scenarios of its team’s own',
      'trials',
      ...SUBMISSION,
      'after those of leagues',
    ],
    agents: ['a market for trials', 'agents', ...MARKET],
    variables: ['a market for trials: all agents’ problems', 'columns', ...MARKET],
    entries: ['a market for trials: their matrix entries', 'entries', ...MARKET],
    packageBytes: ['a market for trials: its package', 'bytes', ...SUBMISSION],
    rounds: ['rounds of such a trial', 'rounds', 'trial', 'ended; its scenario’s cap, where that is lower'],
    seconds: ['the market’s own work in a trial', 's', 'trial', 'ended, counts against nobody'],
  });
}
