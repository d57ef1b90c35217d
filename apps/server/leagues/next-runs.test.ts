import type { LeagueEntity } from '#database/entities/league.entity.js';
import type { JobFor } from '../derive/desk/thread-desk.js';
import { busy } from '../problem/problem.js';
import { NextRuns } from './next-runs.js';

type Parts = ConstructorParameters<typeof NextRuns>;

it('readers take no place of administrators, and do without where there is no room', async () => {
  const lanes: (string | undefined)[] = [];
  let isBusy = true;
  const foresee = (_league: unknown, _order: unknown, { lane }: JobFor = {}): Promise<unknown> => {
    lanes.push(lane);
    return isBusy
      ? Promise.reject(busy('20 such requests wait already', 30))
      : Promise.resolve({ matches: 6, secondsPerMatch: 10 });
  };
  const next = new NextRuns(
    { foresee } as unknown as Parts[0],
    { latest: () => Promise.resolve(null) } as unknown as Parts[1],
    { entrants: () => Promise.resolve([]) } as unknown as Parts[2],
    { state: { matchesPerMinute: 0 } } as Parts[3],
    { players: () => Promise.resolve(2) } as Parts[4],
  );
  const league = { id: 'a', definition: {} } as LeagueEntity;
  expect(await next.of(league)).toBeNull();
  isBusy = false;
  expect(await next.of(league)).toEqual({ matches: 6, minutes: 0.5 });
  expect(await next.of(league)).toEqual({ matches: 6, minutes: 0.5 });
  expect(lanes).toEqual(['showing', 'showing']);
});
