import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { createHighsSolver } from '#market/lp/highs-solver.js';
import type { LpSolver } from '#market/lp/lp-solver.port.js';
import type { OpenPlugin } from '../calls/plugin-pool.port.js';
import type { PluginProcess } from '../isolated/plugin-process.js';
import { SandboxPool } from '../isolated/sandbox-pool.js';
import { referencePlugins } from './find-plugin.js';
import { projectRoot } from '#project-root.js';
import { admit, type AdmissionOptions } from './admit.js';
import { aMarket } from '../test/a-match.js';
import { patientLimits as limits } from '../test/patient-limits.js';
import { trialMarkets } from './trial-markets.js';
import type { Verdict } from './verdict.js';

let solver: LpSolver;
const pool = new SandboxPool();
beforeAll(async () => {
  solver = await createHighsSolver();
});
afterAll(() => pool.close());

/** One small market, for tests that are not about the others. */
const oneMarket = trialMarkets('').slice(0, 1);

const admitText = (source: string, options: Partial<AdmissionOptions> = {}): Promise<Verdict> =>
  admit(Buffer.from(source), 'plugin.ts', { solver, pool, limits, ...options });

const agent = (bid: string, module = ''): string =>
  [
    "import { defineAgent } from '@gridleague/sdk';",
    module,
    'export default defineAgent({',
    "  name: 'tried',",
    '  create: () => ({',
    `    bid(view, tools) { ${bid} },`,
    '  }),',
    '});',
  ].join('\n');

/** The first check that failed, as `name: message`. */
const complaint = ({ checks }: Verdict): string => {
  const failed = checks.find(({ passed }) => !passed);
  return failed ? `${failed.name}: ${failed.message}` : 'none';
};

/** How an agent with this `bid` failed at the clock, and what was played. */
async function lateVerdict(bid: string): Promise<{ last: string; message: string; markets: string[] }> {
  const markets: string[] = [];
  const verdict = await admitText(agent(`const m = view.prices.length; ${bid}`), {
    limits: { ...limits, milliseconds: 300 },
    onConsole: (market) => markets.push(market),
  });
  const { name, message } = verdict.checks.at(-1)!;
  expect([verdict.passed, verdict.traceHash]).toEqual([false, null]);
  return { last: name, message, markets };
}

/** The probes read the market, then the first run of its match. */
const readsBeforeSecondRun = 2;

describe('admission', () => {
  it.each([
    ...referencePlugins('agent').map((name) => `agents/${name}`),
    ...referencePlugins('dealer').map((name) => `dealers/${name}`),
  ])('admits the reference plugin %s', async (path) => {
    const bytes = readFileSync(resolve(projectRoot, `plugins/${path}.ts`));
    const verdict = await admit(bytes, `${path}.ts`, { solver, pool, limits });
    expect(complaint(verdict)).toBe('none');
    expect(verdict).toMatchObject({
      passed: true,
      name: path.split('/')[1],
      kind: path.startsWith('a') ? 'agent' : 'dealer',
    });
    expect(verdict.checks.map(({ name }) => name)).toEqual([
      'file',
      'compile',
      'load',
      'probes',
      'matches',
      'determinism',
    ]);
    expect([verdict.sha256, verdict.bundleSha256, verdict.traceHash]).toEqual([
      expect.stringMatching(/^[0-9a-f]{64}$/),
      expect.stringMatching(/^[0-9a-f]{64}$/),
      expect.stringMatching(/^[0-9a-f]{64}$/),
    ]);
  });

  it('gives the same certificate every time', async () => {
    const source = agent(
      'return [{ bundle: new Float64Array(view.prices.length).fill(Math.random()), limit: 1 }];',
    );
    const markets = oneMarket;
    const [one, two] = [await admitText(source, { markets }), await admitText(source, { markets })];
    expect(one.traceHash).toBe(two.traceHash);
    expect(one.traceHash).not.toBeNull();
  });

  it.each<[string, Uint8Array | string, string, RegExp]>([
    [
      'another kind of file',
      agent('return [];'),
      'plugin.py',
      /^file: plugin.py: a plugin is a .ts or .js file/,
    ],
    ['nothing', '', 'plugin.ts', /^file: plugin.ts: is empty/],
    [
      'a huge file',
      `// ${'x'.repeat(256 * 1024)}`,
      'plugin.ts',
      /^file: plugin.ts: has \d+ bytes; a plugin may have 262144/,
    ],
    ['another encoding', Uint8Array.of(0x61, 0xff, 0xfe), 'plugin.ts', /^file: plugin.ts: is not UTF-8 text/],
    [
      'a binary',
      Uint8Array.of(0x7f, 0x45, 0x4c, 0x46, 0),
      'plugin.js',
      /^file: plugin.js: has a zero byte at position 4/,
    ],
    ['a syntax error', 'const a = 1;\nconst b = ;\n', 'plugin.ts', /^compile: plugin.ts:2:11: /],
    [
      'a foreign import',
      "\nimport fs from 'node:fs';\nfs;",
      'plugin.ts',
      /^compile: plugin.ts:2:16: .*node:fs/,
    ],
    ['a neighbour’s file', "import x from './other.js';\nx;", 'plugin.ts', /^compile: plugin.ts:1:15: /],
    ['a require()', "require('child_process');", 'plugin.js', /^compile: plugin.js:1:9: /],
    [
      'no default export',
      'export const x = 1;',
      'plugin.ts',
      /^load: invalid-output: the default export must be/,
    ],
    ['a crash while loading', '\n\nnull.x;', 'plugin.js', /^load: threw: TypeError: .*\(plugin.js:3:6\)/],
    ['an endless module', 'for (;;) {}', 'plugin.ts', /^load: timed-out: took longer than/],
    [
      'a crash in bid',
      agent('\n      const o = null;\n      return o.orders;'),
      'plugin.ts',
      /^probes: bid\(\) with first round, 3 resources: threw: TypeError.*\(plugin.ts:8:16\)/,
    ],
    [
      'a malformed answer',
      agent('return [{ bundle: [], limit: 1 }];'),
      'plugin.ts',
      /^probes: .*invalid-output: order 0: bundle/,
    ],
    [
      'a crash late in the match',
      agent("if (view.round === 2 && view.prices.length === 8) throw new Error('late');\n return [];"),
      'plugin.ts',
      /^matches: trial-community, round 2: threw: Error: late \(plugin.ts:6:\d+\)/,
    ],
    [
      'a crash only among many agents',
      "import { defineAgent } from '@gridleague/sdk';\nexport default defineAgent({ name: 'shy', create: ({ agents, resources }) => ({\n  bid() { if (agents >= 20 && resources.length < 96) throw new Error('crowd'); return []; } }) });",
      'plugin.ts',
      /^matches: trial-crowd, round 1: threw: Error: crowd \(plugin.ts:3:\d+\)/,
    ],
    [
      'a crash only where there are many resources',
      agent("if (view.prices.length === 96) throw new Error('wide'); return [];"),
      'plugin.ts',
      /^probes: bid\(\) with first round, 96 resources: threw: Error: wide \(plugin.ts:6:\d+\)/,
    ],
    [
      'a rejection that nobody handles',
      agent("\n      Promise.reject(new RangeError('lost'));\n      return [];"),
      'plugin.ts',
      /^probes: .*threw: a promise was rejected and nobody handled it: RangeError: lost \(plugin.ts:7:22\)/,
    ],
    [
      'a rejection with no error',
      agent('Promise.reject({ secret: 1 }); return [];'),
      'plugin.ts',
      /^probes: .*threw: a promise was rejected and nobody handled it$/m,
    ],
  ])('refuses %s, saying where', async (_, source, file, expected) => {
    const endless = source === 'for (;;) {}';
    const options = endless ? { solver, pool } : { solver, pool, limits };
    const verdict = await admit(Buffer.from(source), file, options);
    expect(verdict.passed).toBe(false);
    expect(complaint(verdict)).toMatch(expected);
  });

  it('draws the crowd by the plugin’s hash, the same each time', () => {
    const sizes = (sha256: string): number[] =>
      trialMarkets(sha256).map(({ instance }) => instance.participants.length);
    const crowds = ['a', 'b', 'c', 'd'].map((sha256) => sizes(sha256).at(-1)!);
    for (const agents of crowds) expect(agents >= 20 && agents <= 24).toBe(true);
    expect(new Set(crowds).size).toBeGreaterThan(1);
    expect(trialMarkets('a')).toEqual(trialMarkets('a'));
  });

  it('passes on what the plugin wrote to its console', async () => {
    const heard: Record<string, string[]> = {};
    await admit(Buffer.from(agent("console.log('round', view.round); return [];")), 'plugin.ts', {
      ...{ solver, pool, limits },
      onConsole: (market, { lines }) => (heard[market] = lines.map(({ seat, text }) => `${seat}: ${text}`)),
    });
    expect(Object.keys(heard)).toEqual(['trial-random', 'trial-community', 'trial-crowd']);
    expect(heard['trial-crowd']!.slice(0, 3)).toEqual(['0: round 1', '3: round 1', '6: round 1']);
    expect(heard['trial-random']!.slice(0, 2)).toEqual(['0: round 1', '2: round 1']);
  });

  it('asks a plugin that never answers no more than it must', async () => {
    const { message, ...rest } = await lateVerdict('for (;;) {}');
    expect(message.match(/timed-out/g)).toHaveLength(3);
    expect(rest).toEqual({ last: 'probes', markets: [] });
  });

  it('ends with the first market in which a call fails, without a certificate', async () => {
    const { message, ...rest } = await lateVerdict('if (view.round === 2 && m === 8) for (;;) {} return [];');
    expect(message.split('\n')).toEqual([
      expect.stringMatching(/^trial-community, round 2: timed-out/),
      expect.stringMatching(/^trial-community, round 2: timed-out/),
    ]);
    expect(rest).toEqual({ last: 'matches', markets: ['trial-random', 'trial-community'] });
  });

  it('loses patience with a plugin that is slow all the time', async () => {
    class SlowPool extends SandboxPool {
      override async open(...given: Parameters<SandboxPool['open']>): Promise<OpenPlugin> {
        const opened = await super.open(...given);
        return {
          ...opened,
          run: async (...batch) => {
            const outcome = await opened.run(...batch);
            return { ...outcome, waited: outcome.waited + limits.milliseconds * 301 };
          },
        };
      }
    }
    const slow = new SlowPool({ spares: 0 });
    const verdict = await admitText(agent('return [];'), { markets: oneMarket, pool: slow });
    await slow.close();
    expect(complaint(verdict)).toMatch(
      /^matches: .*out-of-time: all calls of the trial matches together took/,
    );
  });

  it.each([
    ['load and probes', 'let x = 0; for (let i = 0; i < 3e6; i++) x += i % 7;', 'probes'],
    [
      'all matches together',
      'if (view.cash !== 0 && view.round > 1 && view.round < 39) { let x = 0; for (let i = 0; i < 3e6; i++) x += i % 7; }',
      'matches',
    ],
  ])('counts the processor time of %s', async (_, work, check) => {
    const verdict = await admitText(agent(`${work} return [];`), {
      limits: { ...limits, admissionMilliseconds: check === 'probes' ? 20 : 400 },
      markets: trialMarkets('').slice(0, 2),
    });
    expect([verdict.passed, verdict.traceHash]).toEqual([false, null]);
    expect(verdict.checks.at(-1)!.message).toMatch(
      /out-of-time: all calls of the admission together used more than 0\.\d+ s of processor time/,
    );
  });

  it('plays the second run in processes that have seen no other run of the plugin', async () => {
    const runs: { code: string; sha256: string; pid: number }[] = [];
    class WatchedPool extends SandboxPool {
      override async take(...[submission, ...rest]: Parameters<SandboxPool['take']>): Promise<PluginProcess> {
        const process = await super.take(submission, ...rest);
        runs.push({ code: submission.code, sha256: submission.sha256, pid: process.pid });
        return process;
      }
    }
    const watched = new WatchedPool({ spares: 0 });
    const ofRuns: ReadonlySet<number>[] = [];
    for (let admission = 0; admission < 2; admission++) {
      const { sha256 } = await admitText(agent('return [];'), { markets: oneMarket, pool: watched });
      const own = runs.splice(0).filter(({ code }) => code.includes('tried'));
      const [first, second] = [true, false].map(
        (isFirst) => new Set(own.filter((run) => (run.sha256 === sha256) === isFirst).map(({ pid }) => pid)),
      );
      ofRuns.push(first!);
      expect(second!.size).toBe(1);
      for (const earlier of ofRuns) expect([...second!].some((pid) => earlier.has(pid))).toBe(false);
      ofRuns.push(second!);
    }
    await watched.close();
  });

  it('refuses a plugin that plays differently in two processes', async () => {
    // Isolates leave a plugin nothing to differ by, so the market changes instead, between the two runs.
    const [abstract] = trialMarkets('');
    let reads = 0;
    const market = {
      rules: abstract!.rules,
      get instance() {
        return ++reads > readsBeforeSecondRun ? aMarket('another', 4, 3) : abstract!.instance;
      },
    };
    const verdict = await admit(Buffer.from(agent('return [];')), 'plugin.ts', {
      solver,
      pool,
      limits,
      markets: [market],
    });
    expect(complaint(verdict)).toMatch(/^determinism: not deterministic/);
    expect(verdict.traceHash).toBeNull();
  });
});
