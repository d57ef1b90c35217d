import { MOST_SEEDS, type ComparedRow } from '#matches/compare/comparison.js';
import type { StrategyComparison, Failures } from '#matches/compare/play-comparison.js';
import { formatFixed } from '../terminal/numbers.js';
import { estimateText } from '#results/statistics/estimate-text.js';
import { counted } from '#results/export/counted.js';
import { textTable, type TextColumn } from '../terminal/table.js';
import type { CompareOptions } from './compare-options.js';

interface Names {
  readonly mine: string;
  readonly old: string;
}

/** A comparison as a person reads it: the answer first. */
export function comparedLines(names: Names, options: CompareOptions, found: StrategyComparison): string[] {
  const { scenario, seeds, against = ['truthful'] } = options;
  const rows = found.rows.filter(({ kind }) => kind !== 'welfare');
  const welfare = found.rows.find(({ kind }) => kind === 'welfare')!;
  return [
    `${names.mine} compared with ${names.old}: ${scenario}, ${counted(seeds.length, 'seed')}, against ${against.join(', ')}`,
    '',
    answer(names, found.rows[0]!, seeds.length),
    '',
    ...rowTable(rows),
    '',
    `Gain of the whole market: ${percent(welfare.mine)} of the possible with ${names.mine}, ${percent(welfare.old)} with ${names.old}`,
    ...failureLines(names.mine, found.failures.mine),
    ...failureLines(names.old, found.failures.old),
    ...found.unplayed.map(({ seed, reason }) => `seed ${seed} could not be played: ${reason}`),
    `${counted(found.played, 'match', 'matches')} played, ${formatFixed(found.known, 0)} known from before`,
  ];
}

/** In one sentence, with what would settle it where nothing does. */
function answer({ mine, old }: Names, row: ComparedRow, seeds: number): string {
  const { difference, verdict, seedsNeeded } = row;
  if (!difference) return 'No match could be played with both.';
  const size = Math.abs(difference.mean).toFixed(4);
  switch (verdict) {
    case 'apart':
      return `${difference.mean > 0 ? mine : old} earns more: ${size} EUR per seat and match.`;
    case 'equal':
      return 'Both earn the same in every match.';
    case 'untested':
      return 'These seeds cannot tell: both earn the same on all of them, or there is but one.';
    case 'open':
      return `Not settled: so far ${difference.mean > 0 ? mine : old} earns ${size} EUR more per seat and match; ${
        seedsNeeded === null
          ? `so little would take more than ${MOST_SEEDS.toLocaleString('en')} seeds.`
          : seedsNeeded > seeds
            ? `about ${seedsNeeded} seeds would settle that (--seeds ${seedsNeeded}).`
            : `${seedsNeeded} seeds usually settle that: try more.`
      }`;
  }
}

function rowTable(rows: readonly ComparedRow[]): string[] {
  const columns: TextColumn[] = [
    { title: 'EUR saved per seat and match', align: 'left', most: 40 },
    { title: 'mine', align: 'right' },
    { title: 'old', align: 'right' },
    { title: 'difference', align: 'right' },
    { title: 'p', align: 'right' },
    { title: 'verdict', align: 'left' },
    { title: 'seeds to settle', align: 'right' },
  ];
  return textTable(
    columns,
    rows.map(({ kind, name, mine, old, difference, p, verdict, seedsNeeded }) => [
      kind === 'all' ? 'all' : `  ${kind === 'dealer' ? 'dealer' : 'home:'} ${name}`,
      mine === null ? '-' : mine.toFixed(3),
      old === null ? '-' : old.toFixed(3),
      estimateText(difference),
      p === null ? '-' : p.toFixed(3),
      verdict,
      verdict === 'apart' ? 'settled' : wanted(difference, seedsNeeded),
    ]),
  );
}

function wanted(difference: ComparedRow['difference'], seeds: number | null): string {
  if (seeds !== null) return formatFixed(seeds, 0);
  return difference === null || difference.low === null ? '-' : '> 1,000';
}

function percent(share: number | null): string {
  return share === null ? '-' : `${(100 * share).toFixed(2)} %`;
}

function failureLines(name: string, { count, reasons }: Failures): string[] {
  return count === 0 ? [] : [`${name} failed ${counted(count, 'time')}: ${reasons.join('; ')}`];
}
