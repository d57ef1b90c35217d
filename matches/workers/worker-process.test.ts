import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { compiledRoot } from '#project-root.js';
import { packageOf } from '#leagues/scenario-files/package/scenario-package.js';
import type { DaysInPlay, MatchProgress, PackedDay, PlayOutcome } from '#leagues/run/match-player.port.js';
import type { MatchTask } from '#leagues/run/match-task.js';
import { shippedPlugins } from '../play/line-ups/reference-plugins.js';
import { fencesHere } from '#sandbox/isolated/fences-here.js';
import { findFences } from '#sandbox/isolated/launch.js';
import { processImage } from '#sandbox/isolated/process-image.js';
import { aSubmission, taskOf } from './test/hostile-match.js';
import { tellingEnvironment, toldTo } from './told-worker.js';
import { WorkerProcess } from './worker-process.js';

const MARKET = { kind: 'random', id: 'a-market', agents: 3, resources: 2, cash: 100 };
const DAYS = {
  ...{ kind: 'community', id: 'two-days', start: '2025-06-10', step: 'PT1H', periods: 'day', days: 2 },
  ...{
    forecast: { noisy: { load: 0.2, pv: 0.3 } },
    imbalance: { short: { offset: 0.06 }, long: { offset: -0.04 } },
  },
  households: [
    { id: 'roof', load: { annualEnergy: 3000 }, pv: { peakPower: 5 }, battery: { capacity: 5, power: 2.5 } },
    { id: 'plain', load: { annualEnergy: 4000 } },
  ],
  grid: { retail: 0.32, feedIn: 0.08 },
};
const MARKET_PACKAGE = packageOf({ files: {}, scenario: MARKET });

const run = promisify(execFile);
let task: MatchTask;
/** For whatever does not end it. */
let usual: WorkerProcess;

beforeAll(async () => {
  usual = new WorkerProcess({ chain: null, remoteSeconds: 7 });
  const shipped = await shippedPlugins();
  const named = (kind: string, name: string) =>
    shipped.find((one) => one.kind === kind && one.name === name)!;
  const truthful = named('agent', 'truthful');
  task = taskOf({
    ...{ id: 'a-match', scenario: MARKET_PACKAGE, seed: 'a seed', place: 0 },
    ...{ culprit: truthful, innocents: [truthful, truthful], dealer: named('dealer', 'passive') },
    conduct: { errorBudget: 1, roundCap: 40 },
  });
});
afterAll(() => usual.close());

it('a worker whose heap ends is a fault of the platform, with the reason, and the next one plays on', async () => {
  const small = new WorkerProcess({ chain: null, heapMegabytes: 8, stderr: 'ignore' });
  try {
    for (const attempt of [1, 2])
      expect(await small.play(task, attempt, () => undefined)).toEqual({
        status: 'fault',
        reason: 'the worker ended (SIGABRT, as at more than 8 MB of heap)',
      });
    expect(small.pid).toBeNull();
    expect(await usual.play(task, 3, () => undefined)).toMatchObject({ status: 'played' });
  } finally {
    await small.close();
  }
});

it('goes on after the days that a worker has played which was killed meanwhile, to the same result', async () => {
  const scenario = packageOf({ files: {}, scenario: DAYS });
  const days: MatchTask = { ...task, scenario, conduct: { roundCap: 10 } };
  const play = async (
    played: readonly PackedDay[],
    onDay: (worker: WorkerProcess, day: PackedDay) => void = () => undefined,
  ): Promise<{
    readonly outcome: PlayOutcome;
    readonly told: PackedDay[];
    readonly steps: MatchProgress[];
  }> => {
    const worker = new WorkerProcess({ chain: null });
    const [told, steps]: [PackedDay[], MatchProgress[]] = [[], []];
    const course: DaysInPlay = {
      played,
      onDay: (day) => {
        told.push(day);
        onDay(worker, day);
      },
    };
    const outcome = await worker.play(days, 1, (progress) => steps.push(progress), course);
    await worker.close();
    return { outcome, told, steps };
  };
  /** as it is stored: JSON has no -0 */
  const recordOf = (outcome: PlayOutcome): string => {
    if (outcome.status !== 'played') throw new Error(JSON.stringify(outcome));
    const { report, rounds } = outcome.result;
    return JSON.stringify({ report: { ...report, timing: null, engine: null }, rounds });
  };
  const whole = await play([]);
  expect(whole.told.map(({ day }) => day)).toEqual([0, 1]);

  const broken = await play([], (worker, { day }) => day === 0 && process.kill(worker.pid!, 'SIGKILL'));
  expect(broken.outcome).toMatchObject({ status: 'fault' });
  const rest = await play(broken.told.slice(0, 1));
  expect(rest.told.map(({ day }) => day)).toEqual([1]);
  expect(rest.steps[0]!.rounds).toBeGreaterThan(1);
  if (whole.outcome.status !== 'played') throw new Error('not played');
  const [first] = whole.outcome.result.rounds;
  expect(whole.steps.find(({ rounds }) => rounds === 1)).toEqual({
    rounds: 1,
    glance: { prices: first!.prices, trades: first!.trades.length, gap: first!.gap },
  });
  expect(recordOf(rest.outcome)).toEqual(recordOf(whole.outcome));
});

it('gives signs of life while it waits for plugins, however long their round may take', async () => {
  const endless = aSubmission(
    'agent',
    'endless',
    `import { defineAgent } from '@gridleague/sdk';
    export default defineAgent({ name: 'endless', create: () => { for (;;); } });`,
  );
  const [first] = task.agents;
  const slow = taskOf({
    ...{ id: 'slow', scenario: MARKET_PACKAGE, seed: 'a seed', place: 0 },
    ...{ culprit: endless, innocents: [first!, first!], dealer: task.dealer },
    conduct: { errorBudget: 1, roundCap: 1, limits: { milliseconds: 1500 } },
  });
  let signs = 0;
  const outcome = await usual.play(slow, 1, () => signs++);
  expect(outcome).toMatchObject({ status: 'played', result: { report: { rounds: 1 } } });
  // One for the round; the other a second into the endless call.
  expect(signs).toBeGreaterThan(1);
});

it('plays behind the fences that its parent found, with the times that it was given', async () => {
  expect(await usual.play(task, 1, () => undefined)).toMatchObject({ status: 'played' });
  const environment = await readFile(`/proc/${usual.pid}/environ`, 'utf8');
  const entries = environment.split('\0').map((entry) => /^([^=]*)=(.*)$/s.exec(entry)?.slice(1) ?? []);
  expect(toldTo(Object.fromEntries(entries) as Record<string, string>)).toEqual({
    fences: await fencesHere(),
    remoteSeconds: 7,
  });
});

describe('what an environment tells a worker', () => {
  const fences = { network: false, user: false, privileges: false, resources: false };
  const none = { fences, remoteSeconds: 3 };

  it('is not believed but by a worker, of its parent', async () => {
    const module = resolve(compiledRoot, 'sandbox/isolated/fences-here.js');
    const script = `import { fencesHere } from '${module}'; console.log(JSON.stringify(await fencesHere()));`;
    const env = { ...process.env, ...tellingEnvironment(none) };
    const { stdout } = await run(process.execPath, ['--input-type=module', '-e', script], { env });
    expect(JSON.parse(stdout)).toEqual(await findFences(processImage()));
  });

  it.each([undefined, 'none', 'null', '{}', '{"fences":{}}', JSON.stringify({ ...none, more: true })])(
    '%s: a worker does not begin',
    (GRIDLEAGUE_WORKER) => {
      expect(() => toldTo({ GRIDLEAGUE_WORKER })).toThrow();
      expect(toldTo(tellingEnvironment(none))).toEqual(none);
    },
  );
});
