import { resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import { compiledRoot } from '#contracts/compiled-root.js';

/**
 * What a thread of its own makes of `request`, so that nobody waits for the server meanwhile. `name`: its file
 * in this folder; it posts one message and ends.
 */
export function inThread<Request, Answer>(name: string, request: Request): Promise<Answer> {
  return new Promise((done, failed) => {
    const file = resolve(compiledRoot, `apps/server/derive/${name}.js`);
    const thread = new Worker(file, { workerData: request });
    thread.once('message', (answer) => done(answer as Answer));
    thread.once('error', failed);
    thread.once('exit', (code) => failed(new Error(`thread ${name} ended with ${code} and no answer`)));
  });
}
