/** The league of matches that visitors ask for, which is in no list; no other can have its name. */
export const TRIALS = 'trial~';

export function trialRun(number: number): string {
  return `${TRIALS}${number}`;
}

/** Whether a run is a trial: on no board, and told to nobody who did not ask for it. */
export function isTrial(run: string): boolean {
  return run.startsWith(TRIALS);
}
