import type { RollingDays } from '#market/energy/days/rolling-days.js';
import type { DayRecord } from '../days/day-record.js';
import type { DaysReport } from '../days/join-days.js';
import { InputError } from '../input-error.js';
import { matchFileOf, type MatchFile } from './match-file.js';
import { type DaysOptions, type PlayedScenario, type PlayRequest, PlaySetting } from './play-setting.js';

/** What `play` was asked for, and of days that follow one another. */
export interface DaysRequest extends PlayRequest, DaysOptions {}

export interface PlayedDays extends PlayedScenario {
  readonly report: DaysReport;
  readonly rolling: RollingDays;
  readonly records: readonly DayRecord[];
  /** what it is played again from; null: a strategy in Python cannot be */
  readonly match: MatchFile | null;
}

/** Plays the days of a scenario, one after the other. Throws `ScenarioError`, `PluginError`, `InputError`. */
export async function playDays({
  seed,
  onRound,
  journal,
  onDay,
  onBook,
  ...request
}: DaysRequest): Promise<PlayedDays> {
  const setting = await PlaySetting.open(request, seed);
  try {
    const played = await setting.play(seed, onRound, {
      ...(journal !== undefined && { journal }),
      ...(onDay && { onDay }),
      ...(onBook && { onBook }),
    });
    const { rolling } = played.drawn;
    if (!rolling) throw new InputError(`${request.scenario}: has no days that follow one another`);
    const match = matchFileOf(setting, request.rules, played.report);
    return { ...played, report: played.report as DaysReport, rolling, records: played.days, match };
  } finally {
    await setting.close();
  }
}
