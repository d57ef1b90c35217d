import { clockOf } from '../community/periods/community-clock.js';
import { communityDocument, seriesOf, type CommunityDocument } from '../community/schema/community-schema.js';
import { onDay, poolOf } from '../community/periods/community-days.js';
import { csvRecords } from '../series/csv.js';
import { columnsOf, rowTimes } from '../series/load-series.js';
import { formatOf } from '../series/timeline.js';
import type { SeriesDocument } from '../series/series-schema.js';
import { isHeldBack } from './held-back.js';
import { fieldsOf, packageOf, type ScenarioPackage } from './scenario-package.js';

/**
 * What everybody may have of a scenario: itself, or, where days are held for runs, the same without them. Of its
 * files nothing is left but the times and what is measured on training days, on which it draws what the whole scenario
 * draws. Throws `ScenarioError`.
 */
export function trainingPackage(one: ScenarioPackage): ScenarioPackage {
  if (!isHeldBack(one)) return one;
  const { files, scenario } = fieldsOf(one.content, one.id);
  const document = communityDocument(scenario);
  const { draw } = scenario as { draw?: { days?: { hold?: unknown; from: unknown } } };
  const { hold: _, ...days } = { ...draw?.days, from: poolOf(document).training };
  const masked = Object.entries(files).map(([name, text]) => [name, maskedFile(name, text, document)]);
  return packageOf({
    files: Object.fromEntries(masked) as Record<string, string>,
    scenario: { ...scenario, draw: { ...draw, days } },
  });
}

/** A CSV file in which every value that no training day needs is 0. */
function maskedFile(name: string, text: string, document: CommunityDocument): string {
  const readers = seriesOf(document).flatMap(({ series }) => (series.csv === name ? [series] : []));
  const [first] = readers;
  if (!first) return '';
  const { separator } = first;
  const kept = new Set<number>();
  // Most columns of a file are dated alike: its rows are read once for all of them.
  for (const series of new Map(readers.map((one) => [datesOf(one), one])).values())
    for (const row of rowsNeeded(text, series, document)) kept.add(row);
  const times = new Set(readers.map((series) => columnsOf(csvRecords(text, separator), series).time));
  const headers = Math.max(...readers.map(headerRows));
  const lines: string[] = [];
  let row = 0;
  // One record at a time: all of a large file would not fit.
  for (const { cells } of csvRecords(text, separator)) {
    const isShown = row < headers || kept.has(row);
    const shown = isShown ? cells : cells.map((cell, c) => (times.has(c) ? cell : '0'));
    lines.push(shown.map((cell) => quoted(cell, separator)).join(separator));
    row++;
  }
  return `${lines.join('\n')}\n`;
}

function quoted(cell: string, separator: string): string {
  return /["\n\r]/.test(cell) || cell.includes(separator) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** Rows of a file, headers included, that the training days of a scenario read. */
function* rowsNeeded(text: string, series: SeriesDocument, document: CommunityDocument): Generator<number> {
  const { start, step, rows } = rowTimes(text, series);
  for (const day of poolOf(document).training) {
    const clock = clockOf(onDay(document, day));
    const from = clock.start - start;
    const to = from + clock.periods * clock.stepHours * 3600;
    const last = Math.min(rows, Math.ceil((to - 1e-6) / step));
    for (let row = Math.floor(from / step); row < last; row++) yield headerRows(series) + row;
  }
}

/** Equal for series whose rows have the same times. */
function datesOf(series: SeriesDocument): string {
  const { separator, time, start, step, timeZone, label, gaps } = series;
  return JSON.stringify([
    separator,
    time,
    formatOf(series),
    gaps,
    start,
    step,
    timeZone,
    label,
    headerRows(series),
  ]);
}

function headerRows({ column }: SeriesDocument): number {
  return typeof column === 'string' ? 1 : column.length;
}
