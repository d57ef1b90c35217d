import type { RankInterval } from '#results/statistics/rank-intervals.js';
import { html, type Html } from '../html.js';
import { places } from './whisker.js';

/** `2–5` */
export function rankText({ best, worst }: Pick<RankInterval, 'best' | 'worst'>): string {
  return best === worst ? String(best) : `${best}–${worst}`;
}

export function rankCell(rank: RankInterval | null, of: number): Html {
  return rank
    ? html`<span class="rank">${rankText(rank)}</span>${places(rank.best, rank.worst, of)}`
    : html`–`;
}
