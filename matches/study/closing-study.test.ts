import { loadLeague, shippedLeagues } from '#leagues/definition/load-league.js';
import { sampled } from '#market/test/short-form.js';
import { playScenario } from '#matches/test/play-scenario.js';
import { closings, closingStudy, studied } from './closing-study.js';
import { referencePlugins } from '#sandbox/admission/find-plugin.js';

describe('the study of closing rules', () => {
  it('plays strategies that come along', () => {
    expect(referencePlugins('agent')).toEqual(expect.arrayContaining([...studied]));
  });

  it('knows the rule by which the leagues close in which strategies meet', async () => {
    const leagues = await Promise.all((await shippedLeagues()).map(loadLeague));
    const mixed = leagues.filter(({ format }) => format === 'mixed');
    expect(mixed.map(({ id }) => id).sort()).toEqual(['demo', 'nightly']);
    const { from, hazard } = closings.random.closing;
    for (const { closing } of mixed) expect(closing).toEqual({ random: { from, hazard } });
  });

  sampled(0.3)(
    'tells what one match would have paid along the path as the match that was settled so tells it',
    async () => {
      const told: string[] = [];
      const outcomes = await closingStudy({
        ...{ scenario: 'demo-street', blocks: 1, strategies: ['boulware'] },
        onMatch: (done, total) => told.push(`${done}/${total}`),
      });
      expect(told).toEqual(Array.from({ length: 12 }, (_, i) => `${i + 1}/12`));
      expect(outcomes.map(({ closing }) => closing)).toEqual(Object.keys(closings));

      const { report } = await playScenario({
        ...{ scenario: 'demo-street', seed: 'closing study/1', dealer: 'passive', dataFolder: 'unused' },
        agents: ['boulware', 'forecast', 'shaded', 'random-shading', 'zero-intelligence'],
        ...{ rules: { roundCap: 20, settlement: 'path' }, chain: 'memory', execution: 'in-process' },
      });
      const share = (report.references.gridOnly! - report.optimum) / 5;
      const [{ alone }] = outcomes as [(typeof outcomes)[number]];
      expect(alone.saving.path).toBeCloseTo(report.perSeat[0]!.saving / share, 9);
      expect(alone.saving.final).not.toBeCloseTo(alone.saving.path, 2);
      expect(alone).toMatchObject({ efficiency: report.efficiency, rounds: report.rounds });
    },
  );
});
