import type { MissingPart } from '#leagues/run/match-player.port.js';
import { join } from 'node:path';
import { playAll } from '../workers/play-league.js';
import { comparison, type ComparedRow, type PlayedTask } from './comparison.js';
import { comparisonPlan, type ComparedTask, type ComparisonSetting } from './comparison-plan.js';
import { engineHash } from './engine-hash.js';
import { comparedMatch, MatchCache, type ComparedMatch } from './match-cache.js';

export interface ComparisonRequest extends ComparisonSetting {
  readonly dataFolder: string;
  readonly workers: number;
  readonly onMatch?: (done: number, total: number) => void;
  readonly onTrouble?: (missing: MissingPart) => void;
}

/** What came of a comparison. */
export interface StrategyComparison {
  readonly rows: readonly ComparedRow[];
  /** matches that were played now, and that had been played before */
  readonly played: number;
  readonly known: number;
  /** that could not be played: their blocks count without them */
  readonly unplayed: readonly { readonly seed: string; readonly reason: string }[];
  /** calls of the contenders that failed, and the first reasons */
  readonly failures: Readonly<Record<ComparedTask['contender'], Failures>>;
  /** per match by block, dealer and contender: what a replay must repeat */
  readonly resultHashes: readonly string[];
}

export interface Failures {
  readonly count: number;
  readonly reasons: readonly string[];
}

const SHOWN_REASONS = 3;

/**
 * Plays what has not been played before, in memory, and compares. Each match is kept as it ends, so one that is interrupted
 * goes on where it was. Throws `InputError`, `ScenarioError`.
 */
export async function playComparison(request: ComparisonRequest): Promise<StrategyComparison> {
  const { dataFolder, workers, onMatch, onTrouble, seeds, dealers } = request;
  const plan = comparisonPlan(request);
  const cache = new MatchCache(join(dataFolder, 'comparisons'), await engineHash());
  const found = new Map<string, ComparedMatch>();
  for (const { task } of plan) {
    const match = await cache.find(task);
    if (match) found.set(task.id, match);
  }
  const known = found.size;
  const fresh = plan.filter(({ task }) => !found.has(task.id)).map(({ task }) => task);
  const kept: Promise<void>[] = [];
  const { failed } = await playAll(fresh, {
    ...{ workers, ledger: 'memory' },
    ...(onMatch && { onMatch }),
    ...(onTrouble && { onTrouble }),
    onPlayed: (task, record) => {
      const match = comparedMatch(record);
      found.set(task.id, match);
      if (!record.report.timingDependent) kept.push(cache.keep(task, match));
    },
  });
  await Promise.all(kept);
  const tasks = plan.flatMap((compared): PlayedTask[] => {
    const match = found.get(compared.task.id);
    return match ? [{ ...compared, match }] : [];
  });
  return {
    rows: comparison(
      tasks,
      dealers.map(({ name }) => name),
      seeds.length,
    ),
    ...{ played: fresh.length - failed.length, known },
    unplayed: failed.map(({ task, reason }) => ({ seed: task.match.seed, reason })),
    failures: { mine: failuresOf(tasks, 'mine'), old: failuresOf(tasks, 'old') },
    resultHashes: tasks.map(({ match }) => match.resultHash),
  };
}

function failuresOf(tasks: readonly PlayedTask[], contender: ComparedTask['contender']): Failures {
  const own = tasks.filter((task) => task.contender === contender);
  const at = own.flatMap(({ seats, task, match }) =>
    seats.map(({ seat }) => ({ seed: task.match.seed, seat, match })),
  );
  const failing = at.filter(({ seat, match }) => match.failures[seat]! > 0);
  return {
    count: failing.reduce((sum, { seat, match }) => sum + match.failures[seat]!, 0),
    reasons: failing
      .slice(0, SHOWN_REASONS)
      .map(({ seed, seat, match }) => `seed ${seed}, seat ${seat}, ${match.reasons[seat]!}`),
  };
}
