import { fork, type ChildProcess } from 'node:child_process';
import { resolve } from 'node:path';
import { programRoot } from '#project-root.js';
import type { LeagueMarkets } from '#sandbox/admission/league-trials.js';
import type { HandedTrial } from '../play/trials/handed-trial.js';
import type { AdmissionAnswer, AdmissionRequest } from './admission-main.js';
import { ownEnvironment } from './own-environment.js';

/** How one attempt at an admission ended. */
export type AdmissionAttempt =
  | ({ readonly outcome: 'decided' } & AdmissionAnswer)
  | { readonly outcome: 'late' }
  /** the process was lost; the plugin need not be at fault */
  | { readonly outcome: 'lost'; readonly reason: string }
  | { readonly outcome: 'stopped' };

/** Of its own heap: plugins run in processes beyond it. */
const HEAP_MEGABYTES = 1024;

/** Of the time of an attempt: what is left then is for ending it. */
const TRIALS_UNTIL = 0.6;

export interface AdmissionAttemptOptions {
  /** markets of the leagues that the plugin may enter; default: no trials in them */
  readonly leagues?: LeagueMarkets<HandedTrial>;
  /** that one attempt may take; every step of it has limits of its own */
  readonly seconds: number;
  /** ends it */
  readonly signal: AbortSignal;
}

/** Runs the checks of admission once, in a process that may be lost. Never rejects. */
export async function admitInProcess(
  bytes: Uint8Array,
  file: string,
  { seconds, signal, leagues }: AdmissionAttemptOptions,
): Promise<AdmissionAttempt> {
  const late = AbortSignal.timeout(seconds * 1000);
  const { promise, resolve: done } = Promise.withResolvers<AdmissionAttempt>();
  const ended = (reason: string): void => {
    if (signal.aborted) done({ outcome: 'stopped' });
    else if (late.aborted) done({ outcome: 'late' });
    else done({ outcome: 'lost', reason });
  };
  try {
    const child = start(AbortSignal.any([signal, late]));
    child.once('message', (answer) => done({ outcome: 'decided', ...(answer as AdmissionAnswer) }));
    child.on('error', (error) => ended(error.message));
    child.once('exit', (code, killed) => ended(`ended with ${killed ?? `exit code ${code}`}`));
    // One that could not be started has no channel, and says so.
    const milliseconds = Math.round(seconds * 1000 * TRIALS_UNTIL);
    const request: AdmissionRequest = { bytes, file, leagues: leagues ? { ...leagues, milliseconds } : null };
    if (child.connected) child.send(request, () => undefined);
  } catch (error) {
    // Some shortages are thrown at once.
    ended(String(error));
  }
  return promise;
}

function start(signal: AbortSignal): ChildProcess {
  return fork(resolve(programRoot, 'matches/workers/admission-main.js'), [], {
    serialization: 'advanced',
    execArgv: ['--no-warnings', `--max-old-space-size=${HEAP_MEGABYTES}`],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: ownEnvironment(),
    signal,
    killSignal: 'SIGKILL',
  });
}
