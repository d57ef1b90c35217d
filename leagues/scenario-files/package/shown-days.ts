import { onDay, poolOf } from '../community/periods/community-days.js';
import { clockOf } from '../community/periods/community-clock.js';
import { communityDocument, seriesOf, type CommunityDocument } from '../community/schema/community-schema.js';
import { seriesFrom } from '../series/load-series.js';
import { isHeldBack } from './held-back.js';
import type { PackageFields } from './package-fields.js';
import { fieldsOf, type ScenarioPackage } from './scenario-package.js';

/** Seconds since 1970, the end left out. */
interface Span {
  readonly from: number;
  readonly to: number;
}

/** A day that a scenario draws, with the time that it reads of its series. */
export interface DaySpan extends Span {
  readonly day: string;
}

/** The days that a scenario keeps for runs. Throws `FieldError` for one that cannot be played. */
export function heldDays(one: ScenarioPackage): DaySpan[] {
  if (!isHeldBack(one)) return [];
  const { scenario } = fieldsOf(one.content, one.id);
  const document = communityDocument(scenario);
  return poolOf(document).scored.map((day) => spanOf(document, day));
}

/**
 * Those of `days` that the package for everybody of a scenario shows: its training days, and, where it holds none, also
 * all that its files have. Throws `FieldError` for one that cannot be played.
 */
export function shownDays(days: readonly DaySpan[], one: ScenarioPackage): string[] {
  if (days.length === 0) return [];
  const shown = shownSpans(one);
  return days
    .filter((day) => shown.some(({ from, to }) => from < day.to && day.from < to))
    .map(({ day }) => day);
}

function shownSpans(one: ScenarioPackage): Span[] {
  const { files, scenario } = fieldsOf(one.content, one.id);
  if (scenario.kind !== 'community') return [];
  const document = communityDocument(scenario);
  const training = document.draw?.days ? poolOf(document).training : [];
  return [
    ...training.map((day) => spanOf(document, day)),
    ...(isHeldBack(one) ? [] : filedSpans(document, files)),
  ];
}

function spanOf(document: CommunityDocument, day: string): DaySpan {
  const { start, periods, stepHours } = clockOf(onDay(document, day));
  return { day, from: start, to: start + periods * stepHours * 3600 };
}

/** Of the files, each read once for all columns that have the same times. */
function filedSpans(document: CommunityDocument, files: PackageFields['files']): Span[] {
  const series = seriesOf(document).map(({ series }) => series);
  const byTimes = Map.groupBy(series, ({ csv, time, start, step, timeZone, label }) =>
    JSON.stringify([csv, time, start, step, timeZone, label]),
  );
  return [...byTimes.values()].map(([first]) => {
    const { start, step, values } = seriesFrom(files[first!.csv]!, first!);
    return { from: start, to: start + step * values.length };
  });
}
