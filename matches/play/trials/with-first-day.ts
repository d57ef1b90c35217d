import type { DrawnMarket } from '#leagues/scenario-files/scenario.js';
import type { MatchDay } from '#market/match/match-setting.js';
import { firstDay } from '../../days/first-day.js';

/** A market as its first round is played: of days that follow one another with what is told of the first. */
export function withFirstDay(drawn: DrawnMarket): DrawnMarket & { readonly day?: MatchDay } {
  const day = firstDay(drawn);
  return { ...drawn, ...(day && { day }) };
}
