import type { Community } from '#market/energy/community.js';
import { counted } from '#results/export/counted.js';
import { formatFixed } from '../terminal/numbers.js';
import { LINE_WIDTH, wrapList } from '../terminal/wrap.js';

const MOST_LISTED = 6;

/**
 * Loads whose windows the horizon cuts: of what they need in a whole window the part inside it counts. A load that is cut at both
 * ends (a car, in the morning and in the evening) is told once.
 */
export function cutLines({ households }: Community): string[] {
  const perLoad = households.flatMap(({ id: home, flexible }) =>
    flexible.flatMap(({ id, demands }) => {
      const parts = demands.filter(({ window }) => window.share < 1 - 1e-9);
      if (parts.length === 0) return [];
      const inside = parts.reduce((sum, { energy }) => sum + energy, 0);
      const whole = parts.reduce((sum, { energy, window }) => sum + energy / window.share, 0);
      const both = parts.length > 1 ? ` in ${counted(parts.length, 'window')}` : '';
      const text = `${home}: ${id} ${formatFixed(inside, 2)} of ${formatFixed(whole, 2)} kWh${both}`;
      return [{ text, windows: parts.length }];
    }),
  );
  const windows = perLoad.reduce((sum, one) => sum + one.windows, 0);
  if (windows === 0) return [];
  const cut = perLoad.map(({ text }) => text);
  const more = cut.length - MOST_LISTED;
  return [
    `The horizon cuts ${counted(windows, 'window')}, of which the part inside counts:`,
    ...wrapList(
      [...cut.slice(0, MOST_LISTED), ...(more > 0 ? [`and ${more} more`] : [])],
      LINE_WIDTH - 2,
    ).map((line) => `  ${line}`),
  ];
}
