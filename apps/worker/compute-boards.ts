import { resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import { compiledRoot } from '#contracts/compiled-root.js';
import type { BoardsRequest } from './boards-thread.js';
import type { RunBoards } from './run-boards.js';

/** The boards of a run, computed in a thread of their own. */
export function computeBoards(request: BoardsRequest): Promise<RunBoards> {
  return new Promise((done, failed) => {
    const thread = new Worker(resolve(compiledRoot, 'apps/worker/boards-thread.js'), { workerData: request });
    thread.once('message', (boards) => done(boards as RunBoards));
    thread.once('error', failed);
    thread.once('exit', (code) => failed(new Error(`the thread ended with ${code} and no board`)));
  });
}
