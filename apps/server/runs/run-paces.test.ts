import { Subject } from 'rxjs';
import type { RunEvent } from '#database/fleet/run-event.js';
import type { ServerSettings } from '../config/server-settings.js';
import { RunEvents } from './run-events.js';
import { RunPaces } from './run-paces.js';

function paced(workers: number) {
  const heard = new Subject<{ event: RunEvent }>();
  const bulletin = { heard: () => heard } as unknown as ConstructorParameters<typeof RunEvents>[0];
  let now = 0;
  const settings = { config: { workers } } as ServerSettings;
  const paces = new RunPaces(new RunEvents(bulletin), { now: () => now }, settings);
  const tell = (event: RunEvent): void => heard.next({ event });
  const ended = (run: string, seconds: number): void => {
    now = seconds * 1000;
    tell({ run, type: 'match', match: `${run}-1`, outcome: 'converged' });
  };
  return { paces, tell, ended };
}

it('tells how long a run takes by its own matches, once all workers are warm', () => {
  const { paces, ended } = paced(2);
  for (const second of [20, 21, 22]) ended('cold-1', second);
  expect(paces.secondsLeft('cold-1', 100)).toBeNull();
  // The pace since its start would say 23 / 4 seconds each.
  ended('other-1', 23);
  ended('cold-1', 23);
  expect(paces.secondsLeft('cold-1', 100)).toBe(100);
  expect(paces.secondsLeft('other-1', 1)).toBeNull();
});

it('measures anew what is played of a run that had finished', () => {
  const { paces, ended, tell } = paced(1);
  for (const second of [1, 2, 3]) ended('long-1', second);
  expect(paces.secondsLeft('long-1', 7)).toBe(7);
  tell({ run: 'long-1', type: 'finished', state: 'finished' });
  expect(paces.secondsLeft('long-1', 7)).toBeNull();
  for (const second of [5000, 5002, 5004]) ended('long-1', second);
  expect(paces.secondsLeft('long-1', 7)).toBe(14);
});

it('goes by the matches of others where a server has no workers of its own', () => {
  const { paces, ended } = paced(0);
  ended('away-1', 20);
  expect(paces.secondsLeft('away-1', 10)).toBeNull();
  ended('away-1', 22);
  expect(paces.secondsLeft('away-1', 10)).toBe(20);
});
