import type { SeasonEntity } from '#database/entities/season.entity.js';
import type { ApiAnswer } from '#api/schemas.js';

/** A season as everybody may see it. */
export type SeasonView = ApiAnswer<'Season'>;

/** `now`: ms since 1970 */
export function seasonView(season: SeasonEntity, now: number): SeasonView {
  const { definition, state, entrants, qualified, runs, champions, waits, createdAt, endedAt } = season;
  const isAnnounced = state === 'open' && now < Date.parse(definition.submissions.from);
  const time = (at: number): string => new Date(at).toISOString();
  return {
    ...definition,
    places: definition.champions,
    state: isAnnounced ? 'announced' : state,
    entrants:
      entrants &&
      entrants.map((one) => ({ ...one, qualified: qualified ? qualified.includes(one.id) : null })),
    ...{ runs, champions, waits },
    createdAt: time(createdAt),
    endedAt: endedAt === null ? null : time(endedAt),
  };
}
