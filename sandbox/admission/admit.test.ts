import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { dealt, sampled } from '#market/test/short-form.js';
import { projectRoot } from '#project-root.js';
import type { PluginProcess } from '../isolated/plugin-process.js';
import { SandboxPool } from '../isolated/sandbox-pool.js';
import { aMarket } from '../test/a-match.js';
import { admission, agent, complaint, oneMarket } from '../test/an-admission.js';
import { patientLimits as limits } from '../test/patient-limits.js';
import { referencePlugins } from './find-plugin.js';
import { trialMarkets } from './trial-markets.js';

const admitted = admission();

/** The probes read the market twice, then the first run of its match does. */
const readsBeforeSecondRun = 3;

describe('admission', () => {
  const shipped = [
    ...referencePlugins('agent').map((name) => `agents/${name}`),
    ...referencePlugins('dealer').map((name) => `dealers/${name}`),
  ];
  it.each(dealt(shipped, 1))('admits the reference plugin %s', async (path) => {
    const bytes = readFileSync(resolve(projectRoot, `plugins/${path}.ts`));
    const verdict = await admitted(bytes, {}, `${path}.ts`);
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

  it('draws the crowd by the plugin’s hash, the same each time', () => {
    const sizes = (sha256: string): number[] =>
      trialMarkets(sha256).map(({ instance }) => instance.participants.length);
    const crowds = ['a', 'b', 'c', 'd'].map((sha256) => sizes(sha256).at(-1)!);
    for (const agents of crowds) expect(agents >= 20 && agents <= 24).toBe(true);
    expect(new Set(crowds).size).toBeGreaterThan(1);
    expect(trialMarkets('a')).toEqual(trialMarkets('a'));
  });

  sampled(0.25)('passes on what the plugin wrote to its console', async () => {
    const heard: Record<string, string[]> = {};
    await admitted(agent("console.log('round', view.round); return [];"), {
      onConsole: (market, { lines }) => (heard[market] = lines.map(({ seat, text }) => `${seat}: ${text}`)),
    });
    expect(Object.keys(heard)).toEqual(['trial-random', 'trial-community', 'trial-crowd']);
    expect(heard['trial-crowd']!.slice(0, 3)).toEqual(['0: round 1', '3: round 1', '6: round 1']);
    expect(heard['trial-random']!.slice(0, 2)).toEqual(['0: round 1', '2: round 1']);
  });

  it('gives the same certificate every time, and plays the second run in processes that have seen no other run of the plugin', async () => {
    const runs: { code: string; sha256: string; pid: number }[] = [];
    class WatchedPool extends SandboxPool {
      override async take(...[submission, ...rest]: Parameters<SandboxPool['take']>): Promise<PluginProcess> {
        const process = await super.take(submission, ...rest);
        runs.push({ code: submission.code, sha256: submission.sha256, pid: process.pid });
        return process;
      }
    }
    const watched = new WatchedPool({ spares: 0 });
    const source = agent(
      'return [{ bundle: new Float64Array(view.prices.length).fill(Math.random()), limit: 1 }];',
    );
    const ofRuns: ReadonlySet<number>[] = [];
    const certificates: (string | null)[] = [];
    for (let admission = 0; admission < 2; admission++) {
      const { sha256, traceHash } = await admitted(source, { markets: oneMarket, pool: watched });
      certificates.push(traceHash);
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
    expect(certificates[0]).not.toBeNull();
    expect(certificates[1]).toBe(certificates[0]);
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
    const verdict = await admitted(agent('return [];'), { markets: [market] });
    expect(complaint(verdict)).toMatch(/^determinism: not deterministic/);
    expect(verdict.traceHash).toBeNull();
    // Where the machine left the others no time, it was not the plugin.
    reads = 0;
    const others = admitted(agent('return [];'), {
      markets: [market],
      limits: { ...limits, matchMilliseconds: 1 },
    });
    await expect(others).rejects.toThrow(
      /^a reference plugin failed in the trials \(out-of-time: .* check it again$/,
    );
  });
});
