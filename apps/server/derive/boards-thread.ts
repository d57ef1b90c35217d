// Computes the boards of a run: resampling takes its time.
import { parentPort, workerData } from 'node:worker_threads';
import { runBoards } from '../../worker/run-boards.js';
import { openSource } from '../database/open-source.js';
import { storedRun } from './stored-run.js';

export interface BoardsRequest {
  readonly databaseFile: string;
  readonly run: string;
}

const { databaseFile, run: id } = workerData as BoardsRequest;
const source = await openSource(databaseFile);
const stored = await storedRun(source.manager, id);
await source.destroy();
if (!stored) throw new Error(`there is no run ${id}`);
parentPort!.postMessage(runBoards(stored.run.definition, stored.run.plan, stored.results));
