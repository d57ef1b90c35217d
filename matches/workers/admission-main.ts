// Decides about one submission in a process of its own: its solver must not hold up the server.
import { createHighsSolver } from '#market/lp/highs-solver.js';
import { admit } from '#sandbox/admission/admit.js';

export interface AdmissionRequest {
  readonly bytes: Uint8Array;
  readonly file: string;
}

process.on('message', ({ bytes, file }: AdmissionRequest) => {
  void (async () => {
    const verdict = await admit(bytes, file, { solver: await createHighsSolver() });
    process.send?.(verdict, undefined, undefined, () => process.exit(0));
  })();
});
process.on('SIGINT', () => undefined);
process.on('disconnect', () => process.exit(0));
