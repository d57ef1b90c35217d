import { packageOf } from '#leagues/scenario-files/package/scenario-package.js';
import type { MatchTask } from '#leagues/run/match-task.js';
import { shippedPlugins } from '../play/reference-plugins.js';
import { taskOf } from './test/hostile-match.js';
import { WorkerProcess } from './worker-process.js';

const MARKET = { kind: 'random', id: 'a-market', agents: 3, resources: 2, cash: 100 };

let task: MatchTask;

beforeAll(async () => {
  const shipped = await shippedPlugins();
  const named = (kind: string, name: string) =>
    shipped.find((one) => one.kind === kind && one.name === name)!;
  const truthful = named('agent', 'truthful');
  task = taskOf({
    ...{ id: 'a-match', scenario: packageOf({ files: {}, scenario: MARKET }), seed: 'a seed', place: 0 },
    ...{ culprit: truthful, innocents: [truthful, truthful], dealer: named('dealer', 'passive') },
    conduct: { errorBudget: 1, roundCap: 40 },
  });
});

it('a worker whose heap ends is a fault of the platform, with the reason, and the next one plays on', async () => {
  const small = new WorkerProcess({ chain: null, heapMegabytes: 8, stderr: 'ignore' });
  const usual = new WorkerProcess({ chain: null });
  try {
    for (const attempt of [1, 2])
      expect(await small.play(task, attempt, () => undefined)).toEqual({
        status: 'fault',
        reason: 'the worker ended (SIGABRT, as at more than 8 MB of heap)',
      });
    expect(small.pid).toBeNull();
    expect(await usual.play(task, 3, () => undefined)).toMatchObject({ status: 'played' });
  } finally {
    await Promise.all([small.close(), usual.close()]);
  }
});
