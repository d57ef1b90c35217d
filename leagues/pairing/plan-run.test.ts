import { fc } from '#market/test/seeded-properties.js';
import { leagueFrom } from '../definition/load-league.js';
import type { LeagueDefinition } from '../definition/league-schema.js';
import { designMatrix } from './design-matrix.js';
import { planRun } from './plan-run.js';
import { PlanError, type FrozenSubmission, type RunPlan } from './run-plan.js';

const submission = (name: string, kind: 'agent' | 'dealer' = 'agent'): FrozenSubmission => ({
  id: `${name}@1`,
  kind,
  name,
  version: '1',
  sha256: 'ab'.repeat(32),
  baseline: name === 'truthful',
});
const agents = (count: number): FrozenSubmission[] =>
  Array.from({ length: count }, (_, i) => submission(`agent-${i}`));
const dealers = [submission('passive', 'dealer'), submission('smoothing', 'dealer')];

function aLeague(fields: object): LeagueDefinition {
  const league = {
    id: 'test',
    title: 'Test',
    format: 'mixed',
    scenarios: ['street', 'village'],
    blocks: 4,
    dealers: 'all',
  };
  return leagueFrom({ ...league, ...fields }, 'test.yaml');
}

const keyOf = ({ block, scenario, dealer, teams }: RunPlan['matches'][number]): string =>
  JSON.stringify([block, scenario, dealer, teams]);

const mixed = fc
  .record({
    count: fc.integer({ min: 2, max: 9 }),
    matchSize: fc.integer({ min: 2, max: 4 }),
    blocks: fc.integer({ min: 1, max: 5 }),
  })
  .filter(({ count, matchSize }) => matchSize <= count);

describe('a mixed league', () => {
  it('is the same plan whatever order submissions come in, numbered without gaps, nothing twice', () => {
    fc.assert(
      fc.property(mixed, ({ count, matchSize, blocks }) => {
        const definition = aLeague({ matchSize, blocks });
        const plan = planRun(definition, [...agents(count), ...dealers], 'seed');
        expect(planRun(definition, [...dealers, ...agents(count).reverse()], 'seed')).toEqual(plan);
        expect(plan.matches.map(({ serial }) => serial)).toEqual(plan.matches.map((_, i) => i + 1));
        expect(new Set(plan.matches.map(({ id }) => id)).size).toBe(plan.matches.length);
        expect(new Set(plan.matches.map(keyOf)).size).toBe(plan.matches.length);
      }),
      { numRuns: 40 },
    );
  });

  it('gives every plugin every seat group in every block, against every dealer', () => {
    fc.assert(
      fc.property(mixed, ({ count, matchSize, blocks }) => {
        const { matches } = planRun(aLeague({ matchSize, blocks }), [...agents(count), ...dealers], 'seed');
        const seen = new Set(
          matches.flatMap(({ block, scenario, dealer, teams }) =>
            teams.map((team, group) => JSON.stringify([block, scenario, dealer, team, group])),
          ),
        );
        expect(seen.size).toBe(blocks * 2 * 2 * count * matchSize);
      }),
      { numRuns: 40 },
    );
  });

  // 5 of the 10 line-ups of three hold a given one of six: 2, 2 and 1 times in the groups of a block
  it('seats every plugin in every group equally often over as many blocks as there are groups', () => {
    const { matches } = planRun(aLeague({ matchSize: 3, blocks: 3 }), [...agents(6), ...dealers], 'seed');
    const counts = new Map<string, number>();
    for (const { teams } of matches)
      teams.forEach((team, group) =>
        counts.set(`${team}/${group}`, (counts.get(`${team}/${group}`) ?? 0) + 1),
      );
    expect(new Set(counts.values()).size).toBe(1);
  });

  it('plays a block on one seed, another block and another run on another', () => {
    const definition = aLeague({ matchSize: 2 });
    const field = [...agents(3), ...dealers];
    const seeds = (seed: string) =>
      planRun(definition, field, seed).matches.map((match) => `${match.block} ${match.seed}`);
    expect(new Set(seeds('a')).size).toBe(4);
    expect(new Set([...seeds('a'), ...seeds('b')]).size).toBe(8);
  });

  it('adds counterfactuals with the reference strategy, unscored, each only once', () => {
    const definition = aLeague({
      matchSize: 2,
      blocks: 1,
      scenarios: ['street'],
      dealers: ['passive'],
      marginalContribution: true,
    });
    const plan = planRun(definition, [submission('truthful'), ...agents(2), ...dealers], 'seed');
    const byId = new Map(plan.matches.map((match) => [match.id, match]));
    // 3 pairs; two of them hold truthful and one other: 1 counterfactual each; the third pair: 2
    expect(plan.counterfactuals).toHaveLength(4);
    for (const { match, team, without } of plan.counterfactuals) {
      const swapped = byId.get(match)!.teams.map((one) => (one === team ? 'truthful@1' : one));
      expect(byId.get(without)!.teams).toEqual(swapped);
      expect(byId.get(without)!.seed).toBe(byId.get(match)!.seed);
    }
    expect(plan.matches.filter(({ scored }) => scored)).toHaveLength(3);
    expect(new Set(plan.matches.map(keyOf)).size).toBe(plan.matches.length);
  });
});

describe('other formats', () => {
  it('self-play gives all seats to one plugin', () => {
    const { matches, seatsNeeded } = planRun(
      aLeague({ format: 'self-play', blocks: 2 }),
      [...agents(3), ...dealers],
      's',
    );
    expect(matches).toHaveLength(2 * 2 * 2 * 3);
    expect(new Set(matches.map(({ teams }) => teams.length))).toEqual(new Set([1]));
    expect(seatsNeeded).toBe(1);
  });

  it('a dealer comparison is the full factorial on the same blocks', () => {
    const definition = aLeague({
      format: 'dealer-comparison',
      mixes: [['agent-0'], ['agent-1', 'agent-0', 'agent-0']],
    });
    const plan = planRun(definition, [...agents(3), ...dealers], 's');
    expect(plan.matches).toHaveLength(4 * 2 * 2 * 2);
    expect(plan.seatsNeeded).toBe(3);
    const cells = (dealer: string): string[] =>
      plan.matches
        .filter((match) => match.dealer === dealer)
        .map((match) => JSON.stringify({ ...match, serial: 0, id: '', dealer: '' }));
    expect(cells('passive@1')).toEqual(cells('smoothing@1'));
    // without mixes: everybody alone, and all together
    expect(
      planRun(
        aLeague({ format: 'dealer-comparison', blocks: 1, scenarios: ['a'] }),
        [...agents(3), ...dealers],
        's',
      ).matches,
    ).toHaveLength(8);
  });
});

describe('a run that cannot be', () => {
  const code = (fields: object, submissions: readonly FrozenSubmission[]): string => {
    try {
      planRun(aLeague(fields), submissions, 's');
    } catch (error) {
      if (error instanceof PlanError) return error.code;
      throw error;
    }
    return '';
  };

  it('says why', () => {
    expect(code({}, dealers)).toBe('too-few-entrants');
    expect(code({ matchSize: 4 }, [...agents(3), ...dealers])).toBe('too-few-entrants');
    expect(code({}, agents(3))).toBe('no-dealers');
    expect(code({ entrants: ['nobody'] }, [...agents(3), ...dealers])).toBe('unknown-plugin');
    const twice = { ...submission('agent-0'), id: 'agent-0@2' };
    expect(code({ entrants: ['agent-0'] }, [twice, ...agents(3), ...dealers])).toBe('ambiguous-plugin');
    expect(code({ entrants: ['agent-0@2', 'agent-1', 'agent-2'] }, [twice, ...agents(3), ...dealers])).toBe(
      '',
    );
    expect(code({ marginalContribution: true }, [...agents(3), ...dealers])).toBe('unknown-plugin');
    expect(code({ blocks: 1000, matchSize: 2 }, [...agents(60), ...dealers])).toBe('too-many-matches');
  });
});

describe('the design matrix', () => {
  it('has a row per match and a column per seat group', () => {
    const { matches } = planRun(aLeague({ matchSize: 3, blocks: 1 }), [...agents(4), ...dealers], 's');
    const { columns, rows } = designMatrix(matches, (id) => `name of ${id}`);
    expect(rows).toHaveLength(matches.length);
    const at = columns.indexOf('group 1');
    expect(columns.slice(at, at + 3)).toEqual(['group 1', 'group 2', 'group 3']);
    const { teams } = matches[0]!;
    expect(rows[0]!.slice(at, at + 3)).toEqual(teams.map((id) => `name of ${id}`));
    expect(rows[0]!.slice(-3)).toEqual(teams);
  });
});

it('rotated dealers take turns, one a block, each with all line-ups', () => {
  const { matches } = planRun(
    aLeague({ matchSize: 2, blocks: 4, dealerDesign: 'rotated' }),
    [...agents(3), ...dealers],
    's',
  );
  const turns = [1, 2, 3, 4].map((block) => [...new Set(matches.filter((one) => one.block === block).map(({ dealer }) => dealer))]); // prettier-ignore
  expect(turns).toEqual([['passive@1'], ['smoothing@1'], ['passive@1'], ['smoothing@1']]);
  const crossed = planRun(aLeague({ matchSize: 2, blocks: 4 }), [...agents(3), ...dealers], 's').matches;
  expect(crossed).toHaveLength(2 * matches.length);
  expect(crossed.map(keyOf)).toEqual(expect.arrayContaining(matches.map(keyOf)));
});

describe('a run that is extended', () => {
  const field = [submission('truthful'), ...agents(3), ...dealers];
  const league = (fields: object = {}): LeagueDefinition =>
    aLeague({ blocks: 2, matchSize: 2, extensible: true, marginalContribution: true, ...fields });
  const days = new Map([['street', Array.from({ length: 5 }, (_, i) => `2025-06-0${i + 1}`)]]);
  const planned = (looks?: readonly number[]): RunPlan => planRun(league(), field, 'seed', days, looks);

  it('begins with all that was planned before, and goes on with the next blocks and days', () => {
    const [before, after] = [planned(), planned([2, 5])];
    expect(after.matches.slice(0, before.matches.length)).toEqual(before.matches);
    expect(after.counterfactuals.slice(0, before.counterfactuals.length)).toEqual(before.counterfactuals);
    const more = after.matches.slice(before.matches.length);
    expect(new Set(more.map(({ block }) => block))).toEqual(new Set([3, 4, 5]));
    expect(more.length / before.matches.length).toBe(1.5);
    const seeds = ({ matches }: RunPlan): Set<string> => new Set(matches.map(({ seed }) => seed));
    expect(seeds(after)).toEqual(seeds(planRun(league({ blocks: 5 }), field, 'seed', days)));
    expect(after.looks).toEqual([2, 5]);
    expect(planned([2]).looks).toBeUndefined();
  });

  it('goes through all seats as one that was planned as long', () => {
    const own = (plan: RunPlan): string[] =>
      plan.matches
        .filter(({ scored }) => scored)
        .map(keyOf)
        .sort();
    expect(own(planned([2, 3, 5]))).toEqual(own(planRun(league({ blocks: 5 }), field, 'seed', days)));
  });

  it.each<[string, object, number[]]>([
    ['a league that planned one look', { extensible: undefined }, [2, 3]],
    ['other blocks than it began with', {}, [3, 4]],
    ['no more blocks', {}, [2, 2]],
    ['too many looks', {}, Array.from({ length: 13 }, (_, i) => i + 2)],
    ['too many blocks', {}, [2, 1001]],
  ])('is refused: %s', (_, fields, looks) => {
    expect(() => planRun(league(fields), field, 'seed', days, looks)).toThrow(PlanError);
  });
});
