import { Dispatcher } from './dispatcher.js';
import type { MatchPlayer, PlayOutcome } from './match-player.port.js';
import { MOST_ATTEMPTS } from './match-queue.port.js';
import type { MatchTask } from './match-task.js';
import { MemoryMatchQueue } from './memory-match-queue.js';
import { aResult, someTasks } from './test/tasks.js';

type Play = (task: MatchTask, attempt: number) => Promise<PlayOutcome>;

/** A player in this process; interrupting it stops what it plays. */
function player(play: Play): MatchPlayer {
  let stop: () => void = () => undefined;
  return {
    play: (task, attempt) =>
      Promise.race([
        play(task, attempt),
        new Promise<PlayOutcome>((resolve) => (stop = () => resolve({ status: 'stopped' }))),
      ]),
    interrupt: async () => stop(),
  };
}

const plays: Play = async (task) => ({ status: 'played', result: aResult(task) });
const never: Play = () => new Promise(() => undefined);

function dispatch(queue: MemoryMatchQueue, players: readonly MatchPlayer[], now = 0): Dispatcher {
  const onQueueError = (error: unknown): void => {
    throw error;
  };
  return new Dispatcher({ queue, players, clock: { now: () => now }, silenceSeconds: 60, onQueueError });
}

describe('the dispatcher', () => {
  it('plays every match once, however many players there are', async () => {
    for (const players of [1, 3]) {
      const times = new Map<string, number>();
      const count: Play = async (task, attempt) => {
        times.set(task.id, (times.get(task.id) ?? 0) + 1);
        return plays(task, attempt);
      };
      const queue = new MemoryMatchQueue(someTasks(20));
      dispatch(
        queue,
        Array.from({ length: players }, () => player(count)),
      ).wake();
      await queue.done;
      expect([...times.values()]).toEqual(Array<number>(20).fill(1));
      expect(queue.played.size).toBe(20);
    }
  });

  it('tries a match again after a fault of the platform', async () => {
    const onceBroken: Play = async (task, attempt) =>
      attempt === 1 ? { status: 'fault', reason: 'lost' } : plays(task, attempt);
    const queue = new MemoryMatchQueue(someTasks(3));
    dispatch(queue, [player(onceBroken)]).wake();
    await queue.done;
    expect(queue.played.size).toBe(3);
    expect(queue.failed).toEqual([]);
  });

  it('fails a match for good after a bounded number of attempts, and plays the others', async () => {
    let attempts = 0;
    const broken: Play = async (task, attempt) => {
      if (task.match.serial !== 2) return plays(task, attempt);
      attempts++;
      return { status: 'fault', reason: 'always' };
    };
    const queue = new MemoryMatchQueue(someTasks(3));
    dispatch(queue, [player(broken)]).wake();
    await queue.done;
    expect(attempts).toBe(MOST_ATTEMPTS);
    expect(queue.failed.map(({ task, reason }) => [task.match.serial, reason])).toEqual([[2, 'always']]);
    expect(queue.played.size).toBe(2);
  });

  it('gives back what was in play when it is stopped, without counting the attempt', async () => {
    const queue = new MemoryMatchQueue(someTasks(1));
    const dispatcher = dispatch(queue, [player(never)]);
    dispatcher.wake();
    await new Promise((turn) => setImmediate(turn));
    expect(dispatcher.active).toBe(1);
    await dispatcher.stop();
    expect(await queue.claim()).toMatchObject({ attempt: 1 });
  });
});
