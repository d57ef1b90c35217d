// Decides about one submission in a process of its own: its solver must not hold up the server.
import { createHighsSolver } from '#market/lp/highs-solver.js';
import { systemClock } from '../play/system-clock.js';
import { admit } from '#sandbox/admission/admit.js';
import type { LeagueMarkets } from '#sandbox/admission/league-trials.js';

export interface AdmissionRequest {
  readonly bytes: Uint8Array;
  readonly file: string;
  readonly leagues: (LeagueMarkets & { readonly milliseconds: number }) | null;
}

process.on('message', ({ bytes, file, leagues }: AdmissionRequest) => {
  // From now on, whatever the checks before take.
  const deadline = leagues && AbortSignal.timeout(leagues.milliseconds);
  void (async () => {
    const verdict = await admit(bytes, file, {
      solver: await createHighsSolver(),
      ...(leagues && deadline && { leagues: { ...leagues, deadline, clock: systemClock } }),
    });
    process.send?.(verdict, undefined, undefined, () => process.exit(0));
  })();
});
process.on('SIGINT', () => undefined);
process.on('disconnect', () => process.exit(0));
