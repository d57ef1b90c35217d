// Computes the boards of a run apart from the server's own thread: resampling takes its time.
import { parentPort, workerData } from 'node:worker_threads';
import { gunzipSync } from 'node:zlib';
import type { LeagueDefinition } from '#leagues/definition/league-schema.js';
import type { RunPlan } from '#leagues/pairing/run-plan.js';
import type { MatchReport, RoundRecord } from '#market/match/report.js';
import { matchResults, runBoards } from './run-boards.js';

/** A match as it is stored. */
export interface StoredMatch {
  readonly report: MatchReport;
  /** gzipped JSON */
  readonly rounds: Uint8Array;
  readonly roundCap: number;
}

export interface BoardsRequest {
  readonly run: string;
  readonly definition: LeagueDefinition;
  readonly plan: RunPlan;
  /** by match id */
  readonly played: ReadonlyMap<string, StoredMatch>;
}

const { run, definition, plan, played } = workerData as BoardsRequest;
const results = matchResults(run, plan, (match) => {
  const stored = played.get(match);
  if (!stored) return undefined;
  const rounds = JSON.parse(gunzipSync(stored.rounds).toString('utf8')) as RoundRecord[];
  return { report: stored.report, rounds, roundCap: stored.roundCap };
});
parentPort!.postMessage(runBoards(definition, plan, results));
