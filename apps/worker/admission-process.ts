import { fork } from 'node:child_process';
import { resolve } from 'node:path';
import { compiledRoot } from '#contracts/compiled-root.js';
import type { Verdict } from '#sandbox/admission/verdict.js';

/** The platform could not decide; the plugin is not at fault. */
export class AdmissionFaultError extends Error {
  readonly code = 'admission-fault';
  override readonly name = 'AdmissionFaultError';
}

/** Seconds after which an admission is taken for lost; every step of it has limits of its own. */
const PATIENCE_SECONDS = 600;

/** Runs the checks of admission. `signal` ends them. Throws `AdmissionFaultError`. */
export function admitInProcess(bytes: Uint8Array, file: string, signal: AbortSignal): Promise<Verdict> {
  const child = fork(resolve(compiledRoot, 'apps/worker/admission-main.js'), [], {
    serialization: 'advanced',
    execArgv: ['--no-warnings'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: { PATH: process.env.PATH, HOME: process.env.HOME, TZ: 'UTC' },
    signal: AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_SECONDS * 1000)]),
    killSignal: 'SIGKILL',
  });
  return new Promise((done, failed) => {
    child.once('message', (verdict) => done(verdict as Verdict));
    child.on('error', (error) => failed(new AdmissionFaultError(error.message)));
    child.once('exit', (code, ended) =>
      failed(new AdmissionFaultError(`admission ended (${ended ?? code})`)),
    );
    child.send({ bytes, file }, () => undefined);
  });
}
