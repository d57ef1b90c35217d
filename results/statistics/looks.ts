import type { BlockSeries } from './block-series.js';
import { smallestP } from './sign-flips.js';
import { LEVEL } from './verdict.js';

/**
 * The part of the level that look 1, 2, ... at growing data may spend, fixed before any data: 5/8, 3/16, 1/16, 1/32, ...
 * However many looks there are, and whatever makes somebody take another one, the parts add up to at most 1, so the chance of
 * even one false verdict at any look stays within the level. Increments fixed beforehand: Slud and Wei, JASA 77 (1982);
 * spending: Lan and DeMets, Biometrika 70 (1983). At the first look six blocks still suffice: 5/8 of 5 % is 2^-5.
 */
export function shareOfLook(look: number): number {
  return look === 1 ? 5 / 8 : 3 / 8 / (look * (look - 1));
}

/** The level of the first look of whoever may take more of them, else the whole one. */
export function firstLevel(extensible: boolean): number {
  return extensible ? LEVEL * shareOfLook(1) : LEVEL;
}

/** How many of a series' blocks, which have these numbers, each look had; `looks`: the number of the last block of each. */
export function blocksSeen(looks: readonly number[], blocks: readonly number[]): number[] {
  return looks.map((last) => blocks.filter((block) => block <= last).length);
}

/** What of a difference is known at a look, and how it was tested there. */
export interface TestAtLook {
  readonly series: BlockSeries;
  /** adjusted for the family; null: there was nothing to test */
  readonly p: number | null;
}

/**
 * One p over all looks so far, the last being now: the smallest that one of them gives at its share of the level. A look that
 * pointed the other way counts for nothing, and one with too few blocks to tell anything at its share spends none. Null:
 * nothing could be tested.
 */
export function overLooks(looks: readonly TestAtLook[]): number | null {
  const now = directionOf(looks.at(-1)!.series);
  const found: number[] = [];
  let spent = 0;
  for (const { series, p } of looks) {
    const share = shareOfLook(spent + 1);
    if (smallestP(series.length) <= LEVEL * share) spent++;
    if (p !== null && directionOf(series) === now) found.push(p / share);
  }
  return found.length === 0 ? null : Math.min(1, ...found);
}

function directionOf(series: BlockSeries): number {
  return Math.sign(series.reduce<number>((sum, value) => sum + (value ?? 0), 0));
}
