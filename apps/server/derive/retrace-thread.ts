// Whether the figures of a stored match that cannot be replayed exactly are consistent: linear programs take their time.
import { parentPort, workerData } from 'node:worker_threads';
import { createHighsSolver } from '#market/lp/highs-solver.js';
import type { PlayedMatchRecord } from '#leagues/run/match-queue.port.js';
import type { MatchTask } from '#leagues/run/match-task.js';
import { loadScenario } from '#leagues/scenario-files/load-scenario.js';
import { recordSchema } from '../../match/verify/record-schema.js';
import { retrace } from '../../match/verify/retrace.js';
import { retracePlace } from '../../match/verify/retrace-place.js';

export interface RetraceRequest {
  readonly recorded: PlayedMatchRecord;
  readonly task: MatchTask;
}

const { recorded, task } = workerData as RetraceRequest;
// As a bundle's line: where JSON says null, infinite numbers come back.
const { success, data } = recordSchema.safeParse({ match: task.id, ...recorded });
const place = retracePlace(task, await loadScenario(task.match.scenario));
const field = success ? retrace(data, place, await createHighsSolver()) : 'report';
parentPort!.postMessage({ field });
