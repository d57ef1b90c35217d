import { aMatch, type FinishedMatch } from '../test/a-match.js';
import { aRandomMarket } from '../test/markets.js';
import { dealt, isLong } from '../test/short-form.js';

/** The optimum, within what prices of 1e-9 and a stopping rule of 1e-6 allow; nothing lost. */
function expectOptimum({ report, played }: FinishedMatch): void {
  expect(report.outcome).toBe('converged');
  expect(report.efficiency).toBeGreaterThanOrEqual(1 - 1e-6);
  expect(report.efficiency).toBeLessThanOrEqual(1 + 1e-7);
  expect(report.conservation).toEqual({ resources: report.prices.map(() => '0'), cash: '0' });
  expect(played.seats.flatMap(({ failures }) => failures)).toEqual([]);
  expect(played.dealer.failures).toEqual([]);
}

describe('truthful agents reach the optimum', () => {
  const all = [2, 10, 50, 100].flatMap((agents) =>
    [2, 8, 24, 48].map((resources) => [agents, resources] as const),
  );
  const sizes = isLong
    ? all
    : dealt(
        all.filter(([agents, resources]) => agents * resources <= 240),
        3,
      );
  describe.each(sizes)('%i agents, %i resources', (agents, resources) => {
    const kinds = [
      { endowments: 'spread', integer: false },
      { endowments: 'dealer', integer: false },
      { endowments: 'spread', integer: true },
      { endowments: 'dealer', integer: true },
    ] as const;
    it.each(dealt(kinds, 1))(
      'endowments: $endowments, whole numbers: $integer',
      async ({ endowments, integer }) => {
        const market = aRandomMarket(`sizes-${agents}-${resources}`, { agents, resources, rows: 4, columns: 8, endowments, integer }); // prettier-ignore
        for (const book of isLong ? (['rebase', 'keep'] as const) : (['rebase'] as const))
          expectOptimum(await aMatch().on(market).under({ book }).over(600).rounds());
      },
    );
  });

  it('with the book `keep` as well', async () => {
    for (const seed of ['a', 'b', 'c'])
      expectOptimum(
        await aMatch()
          .on(aRandomMarket(seed, { agents: 6 }))
          .under({ book: 'keep' })
          .over(600)
          .rounds(),
      );
  });
});

describe('other strategies reach the same welfare', () => {
  const strategies = ['forecast', 'shaded', 'random-shading', 'multi-bundle'] as const;
  it.each(strategies)('%s', async (strategy) => {
    for (const [seed, book] of [
      ['even', 'rebase'],
      ['odd', 'keep'],
    ] as const) {
      // prettier-ignore
      const market = aRandomMarket(`strategies-${seed}`, { agents: 6, resources: 4 });
      expectOptimum(await aMatch().on(market).with(strategy).under({ book }).over(600).rounds());
    }
  });

  it('all of them in one market', async () => {
    const market = aRandomMarket('mixed', { agents: 8, resources: 3 });
    expectOptimum(
      await aMatch()
        .on(market)
        .with('truthful', ...strategies)
        .over(600)
        .rounds(),
    );
  });
});

describe('in an asynchronous market', () => {
  it.each([0.2, 0.5])(
    'with participation %p the market is called and closes at the optimum',
    async (participation) => {
      for (const agents of isLong ? [2, 10, 50] : [2, 8]) {
        const market = aRandomMarket(`asynchronous-${agents}`, { agents, resources: 3 });
        const match = await aMatch().on(market).under({ participation }).over(600).rounds();
        expectOptimum(match);
        const { rounds } = match.played;
        expect(rounds.at(-1)).toMatchObject({ participants: agents }); // no certificate without everybody
        expect(rounds.filter(({ call }) => call).length).toBeGreaterThan(0);
        const continuous = rounds.filter(({ call }) => !call);
        const heard = continuous.reduce((sum, { participants }) => sum + participants, 0);
        expect(heard / continuous.length / agents).toBeLessThan(0.85);
        expect(rounds.filter(({ call }) => call).every(({ participants }) => participants === agents)).toBe(
          true,
        );
      }
    },
  );
});

describe('the bound on the optimum (Dantzig and Wolfe)', () => {
  it('is never above it, and is the cost less the gap, in every round', async () => {
    for (const [strategy, seed] of [
      ['truthful', 'x'],
      ['random-shading', 'y'],
      ['zero-intelligence', 'z'],
    ] as const) {
      // prettier-ignore
      const { report, played } = await aMatch().on(aRandomMarket(seed, { resources: 3 })).with(strategy).over(100).rounds();
      const tolerance = 1e-7 * Math.max(1, Math.abs(report.optimum));
      for (const { lowerBound, gap, cost } of played.rounds) {
        expect(lowerBound).toBeLessThanOrEqual(report.optimum + tolerance);
        expect(gap).toBeGreaterThanOrEqual(-tolerance);
        if (Number.isFinite(gap)) expect(lowerBound).toBeCloseTo(cost - gap, 9);
      }
      expect(played.rounds.at(-1)!.cost).toBeGreaterThanOrEqual(report.optimum - tolerance);
    }
  });
});
