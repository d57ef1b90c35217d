/** @short-form 1/3 or none; each time: trial-patience.test.ts, refusals.test.ts */
import type { OpenPlugin } from '../calls/plugin-pool.port.js';
import { SandboxPool } from '../isolated/sandbox-pool.js';
import { admission, agent, complaint, oneMarket } from '../test/an-admission.js';
import { patientLimits as limits } from '../test/patient-limits.js';
import { trialMarkets } from './trial-markets.js';
import { dealt, sampled } from '#market/test/short-form.js';

const admitted = admission();

/** How an agent with this `bid` failed at the clock, and what was played. */
async function lateVerdict(bid: string): Promise<{ last: string; message: string; markets: string[] }> {
  const markets: string[] = [];
  const verdict = await admitted(agent(`const m = view.prices.length; ${bid}`), {
    limits: { ...limits, milliseconds: 300 },
    onConsole: (market) => markets.push(market),
  });
  const { name, message } = verdict.checks.at(-1)!;
  expect([verdict.passed, verdict.traceHash]).toEqual([false, null]);
  return { last: name, message, markets };
}

describe('the patience of an admission', () => {
  it('asks a plugin that never answers no more than it must', async () => {
    const { message, ...rest } = await lateVerdict('for (;;) {}');
    expect(message.match(/timed-out/g)).toHaveLength(3);
    expect(rest).toEqual({ last: 'probes', markets: ['the probes with 3 resources'] });
  });

  sampled(0.4)('ends with the first market in which a call fails, without a certificate', async () => {
    const { message, ...rest } = await lateVerdict('if (view.round === 2 && m === 8) for (;;) {} return [];');
    // Where its process had to be ended from outside, the other seat lost it.
    const failed = /^trial-community, round 2: (timed-out|process-lost: another seat)/;
    expect(message.split('\n')).toEqual([expect.stringMatching(failed), expect.stringMatching(failed)]);
    expect(message).toContain('timed-out');
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
    const verdict = await admitted(agent('return [];'), { markets: oneMarket, pool: slow });
    await slow.close();
    expect(complaint(verdict)).toMatch(
      /^matches: .*out-of-time: all calls of the trial matches together took/,
    );
  });

  it.each(
    dealt(
      [
        ['load and probes', 'let x = 0; for (let i = 0; i < 3e6; i++) x += i % 7;', 'probes'],
        [
          'all matches together',
          'if (view.cash !== 0 && view.round > 1 && view.round < 39) { let x = 0; for (let i = 0; i < 3e6; i++) x += i % 7; }',
          'matches',
        ],
      ],
      1,
    ),
  )('counts the processor time of %s', async (_, work, check) => {
    const verdict = await admitted(agent(`${work} return [];`), {
      limits: { ...limits, admissionMilliseconds: check === 'probes' ? 20 : 400 },
      markets: trialMarkets('').slice(0, 2),
    });
    expect([verdict.passed, verdict.traceHash]).toEqual([false, null]);
    expect(verdict.checks.at(-1)!.message).toMatch(
      /out-of-time: all calls of the admission together used more than 0\.\d+ s of processor time/,
    );
  });
});
