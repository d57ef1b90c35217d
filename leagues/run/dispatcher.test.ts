import { Dispatcher } from './dispatcher.js';
import type { DaysInPlay, MatchPlayer, MissingPart, PackedDay, PlayOutcome } from './match-player.port.js';
import { MOST_ATTEMPTS } from './match-queue.port.js';
import type { MatchTask } from './match-task.js';
import { MemoryMatchQueue } from './memory-match-queue.js';
import { aResult, someTasks } from './test/tasks.js';

type Play = (task: MatchTask, attempt: number, days?: DaysInPlay) => Promise<PlayOutcome>;

/** A player in this process; interrupting it stops what it plays. `missing`: what its place lacks when it looks */
function player(play: Play, missing: () => MissingPart | null = () => null): MatchPlayer {
  let stop: () => void = () => undefined;
  return {
    play: (task, attempt, _, days) =>
      Promise.race([
        play(task, attempt, days),
        new Promise<PlayOutcome>((resolve) => (stop = () => resolve({ status: 'stopped' }))),
      ]),
    check: async () => missing(),
    interrupt: async () => stop(),
  };
}

const plays: Play = async (task) => ({ status: 'played', result: aResult(task) });
const never: Play = () => new Promise(() => undefined);
const broken: Play = async () => ({ status: 'fault', reason: 'lost' });
const clock = { time: 0, now: () => clock.time };

let told: string[] = [];
let pauses: number[] = [];
const dispatchers: Dispatcher[] = [];
beforeEach(() => {
  clock.time = 0;
  told = [];
  pauses = [];
});
afterEach(async () => {
  await Promise.all(dispatchers.splice(0).map((one) => one.stop()));
});

const aQueue = (tasks: number): MemoryMatchQueue => new MemoryMatchQueue(someTasks(tasks), clock);

/** `onPause`: what happens while everybody waits for the place. */
function dispatch(
  queue: MemoryMatchQueue,
  players: readonly MatchPlayer[],
  onPause: (signal: AbortSignal) => Promise<void> = async () => undefined,
  onQueueError: (error: unknown) => void = (error) => {
    throw error;
  },
): Dispatcher {
  const dispatcher = new Dispatcher({
    ...{ queue, players, clock, silenceSeconds: 60 },
    onQueueError,
    place: { onTrouble: ({ part }) => told.push(`without ${part}`), onWell: () => told.push('well') },
    wait: async (seconds, signal) => {
      pauses.push(seconds);
      await onPause(signal);
    },
  });
  dispatchers.push(dispatcher);
  return dispatcher;
}

/** Everything that can go on without time passing has gone on. */
async function settled(): Promise<void> {
  for (let i = 0; i < 50; i++) await new Promise((turn) => setImmediate(turn));
}

describe('the dispatcher', () => {
  it('plays every match once, however many players there are', async () => {
    for (const players of [1, 3]) {
      const times = new Map<string, number>();
      const count: Play = async (task, attempt) => {
        times.set(task.id, (times.get(task.id) ?? 0) + 1);
        return plays(task, attempt);
      };
      const queue = aQueue(20);
      dispatch(
        queue,
        Array.from({ length: players }, () => player(count)),
      ).wake();
      await queue.done;
      expect([...times.values()]).toEqual(Array<number>(20).fill(1));
      expect(queue.played.size).toBe(20);
    }
  });

  it('tries a match again after a fault of the platform, but not at once', async () => {
    const onceBroken: Play = async (task, attempt) =>
      attempt === 1 ? broken(task, attempt) : plays(task, attempt);
    const queue = aQueue(3);
    const dispatcher = dispatch(queue, [player(onceBroken)]);
    dispatcher.wake();
    await settled();
    dispatcher.wake();
    await settled();
    expect(queue.played.size).toBe(0);
    clock.time = 3;
    dispatcher.wake();
    await queue.done;
    expect(queue.played.size).toBe(3);
    expect(queue.failed).toEqual([]);
    expect(told).toEqual([]);
  });

  it('fails a match for good after a bounded number of attempts in a place that is well, and plays the others', async () => {
    const times: number[] = [];
    const poison: Play = async (task, attempt) => {
      if (task.match.serial !== 2) return plays(task, attempt);
      times.push(clock.time);
      return broken(task, attempt);
    };
    const queue = aQueue(3);
    const dispatcher = dispatch(queue, [player(poison)]);
    for (; queue.failed.length === 0 && clock.time < 1000; clock.time++) {
      dispatcher.wake();
      await settled();
    }
    await queue.done;
    expect(times).toHaveLength(MOST_ATTEMPTS);
    const waits = times.slice(1).map((time, i) => time - times[i]!);
    expect(waits).toEqual([...waits].sort((a, b) => a - b));
    expect(waits.at(-1)).toBeGreaterThanOrEqual(30);
    expect(queue.failed.map(({ task, reason }) => [task.match.serial, reason])).toEqual([[2, 'lost']]);
    expect(queue.played.size).toBe(2);
  });

  it('gives an attempt the days that earlier ones have played, and the next match none of them', async () => {
    const day = (number: number, attempt: number): PackedDay => ({
      ...{ day: number, record: `day ${number}, attempt ${attempt}` },
    });
    const given: PackedDay[][] = [];
    const play: Play = async (task, attempt, days) => {
      given.push([...days!.played]);
      const from = days!.played.length;
      for (const number of [from, from + 1]) days!.onDay(day(number, attempt));
      return attempt === 1 ? broken(task, attempt) : plays(task, attempt);
    };
    const queue = aQueue(2);
    const dispatcher = dispatch(queue, [player(play)]);
    dispatcher.wake();
    await settled();
    clock.time = 3;
    dispatcher.wake();
    await queue.done;
    const first = [day(0, 1), day(1, 1)];
    expect(given).toEqual([[], [], first, first]);
  });

  it('waits with all matches while none can be played, takes no attempt away, and goes on by itself', async () => {
    let isWell = false;
    const attempts: number[] = [];
    const play: Play = async (task, attempt) => {
      attempts.push(attempt);
      return isWell ? plays(task, attempt) : broken(task, attempt);
    };
    const missing = (): MissingPart | null => (isWell ? null : { part: 'the chain', reason: 'refused' });
    const queue = aQueue(20);
    const dispatcher = dispatch(queue, [player(play, missing), player(play, missing)], async () => {
      expect(dispatcher.trouble).toEqual({ part: 'the chain', reason: 'refused' });
      await settled();
      expect(dispatcher.active).toBe(0);
      isWell = pauses.length === 7;
    });
    dispatcher.wake();
    await queue.done;
    expect(queue.played.size).toBe(20);
    expect(new Set(attempts)).toEqual(new Set([1]));
    expect(attempts.length).toBeLessThanOrEqual(22);
    expect(told).toEqual(['without the chain', 'well']);
    expect(dispatcher.trouble).toBeNull();
    expect(pauses).toHaveLength(7);
    expect(Math.min(...pauses.slice(3))).toBeGreaterThanOrEqual(30);
    expect(Math.max(...pauses)).toBeLessThanOrEqual(90);
  });

  it('waits for a place no longer than until it is stopped', async () => {
    const missing = (): MissingPart => ({ part: 'a sandbox', reason: 'EAGAIN' });
    const queue = aQueue(2);
    const paused = Promise.withResolvers<void>();
    const dispatcher = dispatch(queue, [player(broken, missing)], (signal) => {
      paused.resolve();
      return new Promise((_, stopped) =>
        signal.addEventListener('abort', () => stopped(new Error('stopped'))),
      );
    });
    dispatcher.wake();
    await paused.promise;
    await settled();
    await dispatcher.stop();
    expect(await queue.claim()).toMatchObject({ attempt: 1 });
  });

  it('gives back what was in play when it is stopped, without counting the attempt', async () => {
    const queue = aQueue(1);
    const dispatcher = dispatch(queue, [player(never)]);
    dispatcher.wake();
    await settled();
    expect(dispatcher.active).toBe(1);
    await dispatcher.stop();
    expect(await queue.claim()).toMatchObject({ attempt: 1 });
  });

  it('stores a match while the next one is played', async () => {
    const begun: string[] = [];
    const queue = aQueue(2);
    const complete = queue.complete.bind(queue);
    const second = Promise.withResolvers<void>();
    queue.complete = async (claim, match) => {
      if (begun.length === 1) await second.promise;
      return complete(claim, match);
    };
    const play: Play = async (task, attempt) => {
      begun.push(task.id);
      if (begun.length === 2) second.resolve();
      return plays(task, attempt);
    };
    dispatch(queue, [player(play)]).wake();
    await queue.done;
    expect([...queue.played.keys()]).toEqual(begun);
  });

  it('looks again when the end of a match brings another one', async () => {
    const queue = aQueue(2);
    const [claim, complete] = [queue.claim.bind(queue), queue.complete.bind(queue)];
    let ends = 0;
    let claims = 0;
    queue.claim = async () => {
      if (claims > ends) return null;
      claims++;
      return claim();
    };
    queue.complete = async (...order) => complete(...order).finally(() => ends++);
    dispatch(queue, [player(plays)]).wake();
    await queue.done;
    expect(queue.played.size).toBe(2);
  });

  it('plays nothing more, until it is woken, once the queue takes no results', async () => {
    const errors: unknown[] = [];
    const queue = aQueue(5);
    const complete = queue.complete.bind(queue);
    let isBroken = true;
    queue.complete = (...order) => (isBroken ? Promise.reject(new Error('no disk')) : complete(...order));
    const begun: string[] = [];
    const play: Play = async (task, attempt) => {
      begun.push(task.id);
      return plays(task, attempt);
    };
    const dispatcher = dispatch(
      queue,
      [player(play)],
      async () => undefined,
      (error) => errors.push(error),
    );
    dispatcher.wake();
    await settled();
    expect(begun).toHaveLength(2);
    expect(errors).toEqual([new Error('no disk'), new Error('no disk')]);
    isBroken = false;
    dispatcher.wake();
    await settled();
    expect(queue.played.size).toBe(3);
  });
});
