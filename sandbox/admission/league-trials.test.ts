/** @short-form 1/3; each time: admit.test.ts */
import { aMarket } from '../test/a-match.js';
import { admission, agent, complaint, oneMarket } from '../test/an-admission.js';
import { patientLimits as limits } from '../test/patient-limits.js';
import { dealt, sampled } from '#market/test/short-form.js';
import { MarketError } from '#market/errors.js';
import { defaultRules } from '#market/instance.js';
import type { LeagueTrial, LeagueTrials, TrialSetting } from './league-trials.js';
import type { TrialMarket } from './trial-markets.js';
import type { AdmissionVerdict } from './verdict.js';

const admitted = admission();

const market = (resources: number): TrialMarket => ({
  instance: aMarket(`league-${resources}`, 4, resources),
  rules: { ...defaultRules, roundCap: 4, errorBudget: 1 },
});
const trial = (resources: number, more: Partial<TrialSetting> = {}): LeagueTrial => ({
  name: `scenario r${resources} of league l`,
  open: () => Promise.resolve({ market: market(resources), limits, ...more }),
});

function verdictIn(
  bid: string,
  { trials = [], ...leagues }: Partial<LeagueTrials> & { readonly trials?: readonly LeagueTrial[] },
): Promise<AdmissionVerdict> {
  return admitted(agent(bid), {
    markets: oneMarket,
    leagues: {
      ...{ batches: [trials], untried: [], deadline: new AbortController().signal },
      ...{ clock: { now: () => performance.now() / 1000 }, ...leagues },
    },
  });
}

const last = ({ checks, passed }: AdmissionVerdict) => ({ ...checks.at(-1)!, verdict: passed });

describe('trials in the markets of leagues', () => {
  it('refuse a plugin that fails in one of them: with scenario, league, round and line', async () => {
    const bid = 'if (view.prices.length === 5 && view.round === 2)\n null.x; return [];';
    const verdict = await verdictIn(bid, { trials: [trial(2), trial(5), trial(6)] });
    expect(complaint(verdict)).toMatch(
      /^leagues: scenario r5 of league l, round 2: threw: TypeError: .*\(plugin\.ts:7:\d+\)/,
    );
    // The certificate is that of the same matches for everybody.
    expect(verdict.traceHash).not.toBeNull();
  });

  it('last as long as they may where leagues close at random', async () => {
    const closing = { kind: 'random', from: 1, hazard: 0.5 } as const;
    const setting = { market: { ...market(5), rules: { ...market(5).rules, closing } }, limits };
    const verdict = await verdictIn('if (view.prices.length === 5 && view.round === 4) null.x; return [];', {
      trials: [trial(5, setting)],
    });
    expect(complaint(verdict)).toMatch(/^leagues: scenario r5 of league l, round 4: threw/);
  });

  it('pass one that fails in none, and say what was played and what was not', async () => {
    const verdict = await verdictIn('return [];', {
      ...{ trials: [trial(2), trial(5)], untried: ['scenario s of league m: it is sealed'] },
    });
    expect(last(verdict)).toMatchObject({ name: 'leagues', passed: true, verdict: true });
    expect(last(verdict).message).toMatch(
      /^scenario r2 of league l: \S+ after \d+ rounds\nscenario r5 of .*\nnot tried: scenario s of league m: it is sealed$/,
    );
  });

  it('hold the plugin to what the league counts', async () => {
    const bid =
      'const one = { bundle: new Float64Array(view.prices.length).fill(1e-6), limit: 0 }; return [one, one, one];';
    const verdict = await verdictIn(bid, { trials: [trial(2, { limits: { ...limits, orders: 2 } })] });
    expect(complaint(verdict)).toMatch(/^leagues: scenario r2 of league l, round 1: invalid-output: /);
  });

  it.each(
    dealt(
      [
        ['before they begin', () => AbortSignal.abort()],
        ['in the middle of one', () => AbortSignal.timeout(0)],
      ] as const,
      1,
    ),
  )('count against nobody where their time is up %s', async (_, deadline) => {
    const verdict = await verdictIn('if (view.prices.length === 5) null.x; return [];', {
      ...{ trials: [trial(5), trial(2)], deadline: deadline() },
    });
    expect(last(verdict)).toEqual({
      ...{ name: 'leagues', passed: true, verdict: true },
      message: ['r5', 'r2']
        .map((one) => `not tried: scenario ${one} of league l: there was no time for it`)
        .join('\n'),
    });
  });

  sampled(0.3)('end where all processor time is used, which is no failure', async () => {
    const bid =
      'if (view.prices.length === 5) { let x = 0; for (let i = 0; i < 4e6; i++) x += i % 7; } return [];';
    const verdict = await verdictIn(bid, {
      trials: [trial(5, { limits: { ...limits, seatMilliseconds: 1 } }), trial(2)],
    });
    expect(last(verdict)).toMatchObject({ name: 'leagues', passed: true, verdict: true });
  });

  const broken: [string, LeagueTrial['open'], string][] = [
    [
      'cannot be drawn',
      () => Promise.reject(new TypeError('secret of the house')),
      'the platform could not play it',
    ],
    [
      'throws while it is played',
      () => {
        const { instance } = market(5);
        const participants = instance.participants.map((one) => ({ ...one, cash: NaN }));
        return Promise.resolve({ limits, market: { ...market(5), instance: { ...instance, participants } } });
      },
      'the platform could not play it: the cash of agent-1, NaN, is none that a ledger can hold',
    ],
    [
      'ends in an error of ours',
      () => Promise.reject(new MarketError('bad-instance', 'no cash in seat 4')),
      'the platform could not play it: no cash in seat 4',
    ],
    ['is too large', () => Promise.resolve('it is too large'), 'it is too large'],
  ];
  it.each(dealt(broken, 2))(
    'count against nobody where one %s, which the platform is told; the others are played',
    async (_, open, reason) => {
      const faults: string[] = [];
      const verdict = await verdictIn('if (view.prices.length === 6) null.x; return [];', {
        trials: [{ name: 'bad', open }, trial(2)],
        onFault: (name, error) => faults.push(`${name}: ${(error as Error).name}`),
      });
      expect(last(verdict)).toMatchObject({ passed: true, verdict: true });
      expect(last(verdict).message).toMatch(new RegExp(`^scenario r2 .* rounds\nnot tried: bad: ${reason}$`));
      expect(last(verdict).message).not.toContain('secret');
      expect(faults).toHaveLength(reason.startsWith('it') ? 0 : 1);
    },
  );

  it('of one batch do not take the time of another', async () => {
    const bid =
      'if (view.prices.length === 5) { let x = 0; for (let i = 0; i < 4e6; i++) x += i % 7; } if (view.prices.length === 6) null.x; return [];';
    const slow = trial(5, { limits: { ...limits, seatMilliseconds: 1 } });
    const verdict = await verdictIn(bid, { batches: [[slow], [trial(6)]] });
    expect(complaint(verdict)).toMatch(/^leagues: scenario r6 /);
  });
});
