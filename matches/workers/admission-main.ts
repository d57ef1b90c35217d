// Decides about one submission in a process of its own: its solver must not hold up the server.
import { onceOrphaned, tellParent } from '#parent-process.js';
import { createHighsSolver } from '#market/lp/highs-solver.js';
import { handedTrial, type HandedTrial } from '../play/trials/handed-trial.js';
import { systemClock } from '../play/system-clock.js';
import { admit } from '#sandbox/admission/admit.js';
import type { LeagueMarkets, LeagueTrials } from '#sandbox/admission/league-trials.js';
import type { AdmissionVerdict } from '#sandbox/admission/verdict.js';

export interface AdmissionRequest {
  readonly bytes: Uint8Array;
  readonly file: string;
  readonly leagues: (LeagueMarkets<HandedTrial> & { readonly milliseconds: number }) | null;
}

/** A trial that the platform could not play. */
export interface TrialFault {
  readonly trial: string;
  readonly reason: string;
}

export interface AdmissionAnswer {
  readonly verdict: AdmissionVerdict;
  readonly faults: readonly TrialFault[];
}

process.on('message', ({ bytes, file, leagues }: AdmissionRequest) => {
  // From now on, whatever the checks before take.
  const deadline = leagues && AbortSignal.timeout(leagues.milliseconds);
  const faults: TrialFault[] = [];
  const onFault = (trial: string, error: unknown): void => {
    faults.push({ trial, reason: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  };
  const trials = (): LeagueTrials | null =>
    leagues &&
    deadline && {
      batches: leagues.batches.map((batch) => batch.map(handedTrial)),
      ...{ untried: leagues.untried, deadline, clock: systemClock, onFault },
    };
  void (async () => {
    const tried = trials();
    const verdict = await admit(bytes, file, {
      solver: await createHighsSolver(),
      ...(tried && { leagues: tried }),
    });
    const answer: AdmissionAnswer = { verdict, faults };
    tellParent(answer, () => process.exit(0));
  })();
});
process.on('SIGINT', () => undefined);
onceOrphaned(() => process.exit(0));
