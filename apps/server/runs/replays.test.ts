import type { MatchEntity } from '#database/entities/match.entity.js';
import type { ProblemError } from '../problem/problem.js';
import { Replays, type ReplayReader } from './replays.js';

type Parts = ConstructorParameters<typeof Replays>;

/** Replays whose player ends a match when it is told to. */
function withPlayer(): { readonly replays: Replays; readonly ends: (() => void)[] } {
  const ends: (() => void)[] = [];
  const nothing = (): void => undefined;
  const replays = new Replays(
    { config: { replaysPerHour: 100, silenceSeconds: 60 } } as Parts[0],
    {
      recorded: ({ id }: MatchEntity) => Promise.resolve({ key: id, stored: {} }),
      find: () => Promise.resolve(null),
    } as unknown as Parts[1],
    { task: ({ id }: MatchEntity) => Promise.resolve({ id, agents: [] }) } as unknown as Parts[2],
    { now: () => 0 },
    { add: nothing } as unknown as Parts[4],
    { error: nothing } as unknown as Parts[5],
  );
  const player = {
    compare: () => new Promise((done) => ends.push(() => done({ status: 'lost' }))),
    interrupt: nothing,
    close: () => Promise.resolve(),
  };
  Object.assign(replays, { player });
  return { replays, ends };
}

const turn = (): Promise<void> => new Promise((later) => setImmediate(later));

it('a replay that ends late leaves open what was asked for again since its reader left', async () => {
  const { replays, ends } = withPlayer();
  const leaving = new AbortController();
  const staying = new AbortController().signal;
  const ask = (gone: AbortSignal): Promise<unknown> =>
    replays
      .verify({ id: 'm-1' } as MatchEntity, { address: 'a', gone } satisfies ReplayReader)
      .catch(() => null);
  const first = ask(leaving.signal);
  await turn();
  leaving.abort();
  await first;
  expect(replays.state.open).toBe(0);
  const second = ask(staying);
  await turn();
  expect(replays.state.open).toBe(1);
  ends[0]!();
  await turn();
  expect(replays.state.open).toBe(1);
  ends[1]!();
  await second;
  expect(replays.state.open).toBe(0);
});

it('who left before a replay was begun ends it for nobody', async () => {
  const { replays, ends } = withPlayer();
  const left = AbortSignal.abort();
  const leaving = new AbortController();
  const ask = (gone: AbortSignal, kind: 'verify' | 'tables' = 'verify'): Promise<string> =>
    replays[kind]({ id: 'm-1' } as MatchEntity, { address: 'a', gone }).then(
      () => 'compared',
      ({ code }: ProblemError) => code,
    );
  const first = ask(left);
  const second = ask(new AbortController().signal);
  const others = [ask(left), ask(leaving.signal)];
  leaving.abort();
  await turn();
  const late = ask(left);
  await turn();
  expect(replays.state.open).toBe(1);
  ends[0]!();
  await turn();
  // The player has lost it, which is another matter.
  expect(await Promise.all([first, second, ...others, late])).toEqual([
    ...['replay-ended', 'replay-failed', 'replay-ended', 'replay-ended', 'replay-ended'],
  ]);
  expect(await ask(left, 'tables')).toBe('replay-ended');
  expect([replays.state.open, ends.length]).toEqual([0, 1]);
});
