import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MatchRecord } from '#market/match/report/report.js';
import type { FailedMatch } from '#leagues/run/memory-match-queue.js';
import { usualWorkers, playAll } from '../../workers/play-league.js';
import type { Replay } from '../match-judge.js';
import { writeWhole } from './played-run.js';

/** What became of a match. */
type End = { readonly record: MatchRecord } | { readonly failed: FailedMatch };

/**
 * Real replays, each made once: the same task on the same ledger gives the same again, so it is remembered, for all test files
 * of a run of the tests.
 */
export function rememberedReplay(): Replay {
  const known = new Map<string, Promise<End>>();
  return async (tasks, on) => {
    const one = (task: (typeof tasks)[number]): string =>
      createHash('sha256')
        .update(JSON.stringify([task, on.ledger, on.conditions.gasPrice.toString()]))
        .digest('hex');
    const fresh: (typeof tasks)[number][] = [];
    for (const task of tasks) {
      if (known.has(one(task))) continue;
      const kept = await readKept(one(task));
      if (kept) known.set(one(task), Promise.resolve({ record: kept }));
      else fresh.push(task);
    }
    if (fresh.length > 0) {
      const all = playAll(fresh, { ...on, workers: usualWorkers() });
      for (const task of fresh)
        known.set(
          one(task),
          all.then(async ({ played, failed }) => {
            const record = played.get(task.id);
            if (!record) return { failed: failed.find((end) => end.task.id === task.id)! };
            await keep(one(task), record);
            return { record };
          }),
        );
    }
    const ends = await Promise.all(
      tasks.map(async (task) => [task.id, await known.get(one(task))!] as const),
    );
    return {
      played: new Map(ends.flatMap(([id, end]) => ('record' in end ? [[id, end.record] as const] : []))),
      failed: ends.flatMap(([, end]) => ('failed' in end ? [end.failed] : [])),
    };
  };
}

/** None where there is no run of tests (a fuzzer's). */
function fileOf(replay: string): string | null {
  const folder = process.env.GRIDLEAGUE_TEST_KEPT;
  return folder ? join(folder, `${replay}.replay`) : null;
}

async function readKept(replay: string): Promise<MatchRecord | null> {
  const file = fileOf(replay);
  const text = file && (await readFile(file, 'utf8').catch(() => null));
  return text ? (JSON.parse(text) as MatchRecord) : null;
}

async function keep(replay: string, record: MatchRecord): Promise<void> {
  const file = fileOf(replay);
  const { timingDependent } = record.report;
  // Where the clock struck, another machine's load may have been why.
  if (file && !timingDependent) await writeWhole(file, JSON.stringify(record));
}
