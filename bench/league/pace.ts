import { playLeague } from '#matches/workers/play-league.js';
import { systemClock } from '#matches/play/system-clock.js';
import { shippedPlugins } from '#matches/play/reference-plugins.js';
import type { LedgerChoice } from '#matches/ledger/ledger-choice.js';
import type { LeagueDefinition } from '#leagues/definition/league-schema.js';
import { processorMillisecondsOfEnded } from '../sandbox/processor-time.js';

export interface Pace {
  readonly workers: number;
  readonly ledger: LedgerChoice;
  readonly matches: number;
  /** from the first match's end to the last's: without the start of the processes */
  readonly seconds: number;
  readonly matchesPerMinute: number;
  /** of all processes, their start included: what a busy machine changes least */
  readonly processorSecondsPerMatch: number;
  /** part of the matches' time that the platform's own solver took */
  readonly solverShare: number;
}

/** Plays a run and takes the time, by the clock and by the processor. */
export async function measurePace(
  definition: LeagueDefinition,
  workers: number,
  ledger: LedgerChoice,
): Promise<Pace> {
  const ends: number[] = [];
  const before = processorMillisecondsOfEnded();
  const { played } = await playLeague({
    ...{ definition, workers, ledger, run: 1, plugins: await shippedPlugins() },
    onMatch: () => ends.push(systemClock.now()),
  });
  const timings = [...played.values()].map(({ report }) => report.timing);
  const total = timings.reduce((sum, { seconds }) => sum + seconds, 0);
  const solver = timings.reduce((sum, { solverSeconds }) => sum + solverSeconds, 0);
  const seconds = ends.at(-1)! - ends[0]!;
  return {
    ...{ workers, ledger, matches: ends.length, seconds },
    matchesPerMinute: ((ends.length - 1) / seconds) * 60,
    processorSecondsPerMatch: (processorMillisecondsOfEnded() - before) / 1000 / ends.length,
    solverShare: solver / total,
  };
}
