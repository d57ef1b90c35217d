import type { Community } from '#market/energy/community.js';
import { counted, formatFixed } from '../terminal/numbers.js';
import { LINE_WIDTH, wrapList } from '../terminal/wrap.js';

const MOST_LISTED = 6;
/** Loads whose windows the horizon cuts: of what they need in a whole window the part inside it counts. */
export function cutLines({ households }: Community): string[] {
  const cut = households.flatMap(({ id: home, flexible }) =>
    flexible.flatMap(({ id, demands }) =>
      demands
        .filter(({ window }) => window.share < 1 - 1e-9)
        .map(({ window, energy }) => {
          const whole = energy / window.share;
          return `${home}: ${id} ${formatFixed(energy, 2)} of ${formatFixed(whole, 2)} kWh`;
        }),
    ),
  );
  if (cut.length === 0) return [];
  const more = cut.length - MOST_LISTED;
  return [
    `The horizon cuts ${counted(cut.length, 'window')}, of which the part inside counts:`,
    ...wrapList(
      [...cut.slice(0, MOST_LISTED), ...(more > 0 ? [`and ${more} more`] : [])],
      LINE_WIDTH - 2,
    ).map((line) => `  ${line}`),
  ];
}
