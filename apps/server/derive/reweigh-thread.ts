// A board with a reader's own weights: its ranks are tested anew.
import { parentPort, workerData } from 'node:worker_threads';
import type { Board, Weights } from '#results/standings/board.js';
import { reweighed } from '#results/standings/reweigh.js';

export interface ReweighRequest {
  readonly board: Board;
  readonly weights: Weights;
}

const { board, weights } = workerData as ReweighRequest;
parentPort!.postMessage(reweighed(board, weights));
