import { widestLimits } from '#market/order/order-limits.js';
import { availableParallelism } from 'node:os';
import { kill } from 'node:process';
import { aMarket } from '../test/a-match.js';
import { sampled } from '#market/test/short-form.js';
import { BusyLoops } from '../test/busy-loops.js';
import { patientLimits as limits } from '../test/patient-limits.js';
import { reference } from '../test/reference-file.js';
import type { SeatView, Traders } from '#market/traders.port.js';
import { SandboxPool } from './sandbox-pool.js';
import { sandboxTraders } from '../seats/traders.js';
import { prepareSubmission, type Submission } from '../compile/submission.js';

const { participants, resources } = aMarket('pool', 2);
const { problem, endowment, cash } = participants[0]!;
const zero = new Float64Array(resources.length);
const view: SeatView = {
  round: 1,
  prices: zero,
  previousPrices: zero,
  pricesSince: 0,
  allocation: endowment,
  cash,
  cost: 0,
  openOrders: [],
  call: false,
  lastVolume: zero,
  lastTrades: 0,
};

/** Tells how often it was asked, through its failures. */
const counting = (name: string): Promise<Submission> =>
  prepareSubmission(
    `import { defineAgent } from '@gridleague/sdk';
let loads = 0;
loads += 1;
export default defineAgent({
  name: '${name}',
  create: () => {
    let calls = 0;
    return { bid: () => { throw new Error('call ' + ++calls + ', load ' + loads + ', drawn ' + Math.random()); } };
  },
});`,
    `${name}.ts`,
  );

async function started(
  pool: SandboxPool,
  submission: Submission,
  milliseconds = limits.milliseconds,
): Promise<Traders> {
  const traders = sandboxTraders({
    ...{ pool, plugins: [submission], seed: 'pool' },
    limits: { ...limits, milliseconds },
  });
  const briefing = { mechanism: 'bundle-trading' as const, seat: 0, agents: 1, resources, roundCap: 9, closing: { kind: 'fixed' as const }, communication: { kind: 'synchronous' as const }, problem, endowment, cash, fees: zero, limits: widestLimits }; // prettier-ignore
  expect(await traders.create([briefing])).toEqual([{ outcome: 'ok', value: null }]);
  return traders;
}

async function ask(traders: Traders): Promise<string> {
  const [answer] = await traders.bid([{ seat: 0, view }]);
  return answer!.outcome === 'ok' ? 'ok' : `${answer!.outcome}: ${answer!.reason}`;
}

describe('the pool', () => {
  let pool: SandboxPool;
  beforeEach(() => {
    pool = new SandboxPool({ spares: 0, kept: 2 });
  });
  afterEach(() => pool.close());

  it('gives a process back to the same submission only, with nothing left of the match before', async () => {
    const submission = await counting('one');
    const first = await started(pool, submission);
    const said = await ask(first);
    expect(said).toMatch(/threw: Error: call 1, load 1, drawn 0\.\d+ \(one\.ts:/);
    const [pid] = pool.pids;
    await first.close();

    const second = await started(pool, submission);
    expect(pool.pids).toEqual([pid]);
    expect(await ask(second)).toBe(said);
    await second.close();

    const other = await started(pool, await counting('two'));
    expect(pool.pids).toHaveLength(2);
    await other.close();
  });

  it('is waited for, and not for long, while a process that does not answer is to forget its match', async () => {
    const submission = await counting('one');
    const opened = await pool.open(submission, 1, limits);
    kill(pool.pids[0]!, 'SIGSTOP');
    const closed = opened.close();
    expect(pool.isAwaited).toBe(true);
    await closed;
    expect([pool.isAwaited, pool.pids]).toEqual([false, []]);
  });

  it('forgets a submission when asked', async () => {
    const submission = await counting('one');
    await (await started(pool, submission)).close();
    const [pid] = pool.pids;
    await pool.forget(submission);
    await (await started(pool, submission)).close();
    expect(pool.pids).not.toContain(pid);
  });

  it('replaces a process that is killed: one empty turn, then a new life with a stream of its own', async () => {
    const traders = await started(pool, await counting('one'));
    const before = await ask(traders);
    kill(pool.pids[0]!, 'SIGKILL');
    expect(await ask(traders)).toMatch(/^process-lost: the sandbox process died/);
    const after = await ask(traders);
    expect(after).toMatch(/^threw: Error: call 1, load 1/);
    expect(after).not.toBe(before);
    await traders.close();
  });

  it('gives up on a submission that keeps losing its process', async () => {
    const traders = await started(pool, await counting('one'));
    for (let loss = 0; loss < 3; loss++) {
      await ask(traders);
      kill(pool.pids[0]!, 'SIGKILL');
      expect(await ask(traders)).toMatch(/^process-lost: the sandbox process died/);
    }
    expect(await ask(traders)).toMatch(
      /^process-lost: .* lost 3 times in this match and is not started again/,
    );
    expect(pool.pids).toEqual([]);
    await traders.close();
  });

  it('serves more seats than a spare has room for', async () => {
    const submission = await reference('agent', 'truthful');
    const plugins = Array.from({ length: 40 }, () => submission);
    const traders = sandboxTraders({ pool, plugins, seed: 'pool', limits });
    const briefings = plugins.map((_, seat) => ({
      ...{
        mechanism: 'bundle-trading' as const,
        seat,
        agents: 40,
        resources,
        roundCap: 9,
        closing: { kind: 'fixed' as const },
        communication: { kind: 'synchronous' as const },
      },
      ...{ problem, endowment, cash, fees: zero, limits: widestLimits },
    }));
    const created = await traders.create(briefings);
    expect(new Set(created.map(({ outcome }) => outcome))).toEqual(new Set(['ok']));
    const answers = await traders.bid(briefings.map(({ seat }) => ({ seat, view })));
    expect(new Set(answers.map(({ outcome }) => outcome))).toEqual(new Set(['ok']));
    await traders.close();
  });

  it('looks for its fences once, however many ask', async () => {
    const pool = new SandboxPool({ spares: 0 });
    const [first, second] = await Promise.all([pool.layers(), pool.layers()]);
    expect(second).toBe(first);
    await pool.close();
  });

  sampled(0.25)('lets nobody be late for what a busy machine withholds', async () => {
    const source = `import { defineAgent } from '@gridleague/sdk';
let sum = 0;
for (let i = 0; i < 4e6; i++) sum = (sum * 31 + i) | 0;
export default defineAgent({ name: 'busy' + (sum & 0), create: () => ({ bid: () => [] }) });`;
    const submission = await prepareSubmission(source, 'busy.ts');
    const loops = await BusyLoops.start(12 * availableParallelism());
    try {
      // It computes for a third of that, on a machine that takes twelve times as long.
      const traders = await started(pool, submission, 300);
      expect(await ask(traders)).toBe('ok');
      await traders.close();
    } finally {
      await loops.end();
    }
  });
});
