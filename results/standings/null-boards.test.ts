import { isLong, testRng, testSeed } from '#market/test/short-form.js';
import { marginalContributions } from '../metrics/marginal-contribution.js';
import { dealerScore } from '../metrics/dealer-scores.js';
import { aMatch } from '../test/match-builder.js';
import type { Board, Contestant } from './board.js';
import { agentBoard, dealerBoard } from './build-board.js';
import { dealerEffects } from './dealer-effects.js';
import { reweighed } from './reweigh.js';

const LEAGUES = isLong ? 300 : 10;
const weights = { welfare: 1, cost: 1, convergence: 1 };
const called = (...ids: string[]): Contestant[] =>
  ids.map((id) => ({ id, name: id, version: '1', baseline: false }));

interface Field {
  /** what a team's household saves of the 5 there are for it, less the block's luck */
  readonly skills: Readonly<Record<string, number>>;
  readonly blocks: number;
  readonly salt: string;
}

/** A league of pairs in which everybody's result depends on its skill and on the block alone. */
function leagueOf({ skills, blocks, salt }: Field): ReturnType<ReturnType<typeof aMatch>['result']>[] {
  const teams = Object.keys(skills);
  return Array.from({ length: blocks }, (_, i) => i + 1).flatMap((block) => {
    const luck = testRng(`null boards/${salt}/${block}`).next();
    return teams.flatMap((a, i) =>
      teams.slice(i + 1).map((b) => {
        const [one, other] = [skills[a]! - luck, skills[b]! - luck];
        const match = aMatch(`${block}/${a}/${b}`).inBlock(block).of(a, b);
        return match.to(10 - one - other).saving(one, other).over(0.5 + luck / 10, 0).result(); // prettier-ignore
      }),
    );
  });
}

const boardOf = (field: Field): Board =>
  agentBoard({ contestants: called(...Object.keys(field.skills)), matches: leagueOf(field), weights });

describe(`nothing to tell apart (seed ${testSeed})`, () => {
  it('twins under two names are never told apart, and stand level', () => {
    for (let salt = 0; salt < LEAGUES; salt++) {
      const board = boardOf({ skills: { A: 4, twin: 4, C: 2 }, blocks: 8, salt: `twins/${salt}` });
      for (const { a, b, verdict, p } of board.comparisons)
        if (new Set([a, b, 'A', 'twin']).size === 2) expect([verdict, p]).toEqual(['equal', 1]);
      const [one, other] = ['A', 'twin'].map((id) => board.rows.find((row) => row.id === id)!);
      expect(one!.composite.rank).toEqual(other!.composite.rank);
    }
  });

  it('other names and another order change nothing but the names', () => {
    for (let salt = 0; salt < LEAGUES; salt++) {
      const board = boardOf({ skills: { A: 4, B: 3, C: 2 }, blocks: 7, salt: `names/${salt}` });
      // By their ids they are the other way round.
      const renamed = boardOf({ skills: { x: 2, y: 3, z: 4 }, blocks: 7, salt: `names/${salt}` });
      const figures = ({ rows }: Board) =>
        rows.map(({ composite, standings }) => [composite.rank, standings.cost.rank]);
      expect(figures(renamed)).toEqual(figures(board));
      expect(renamed.rows.map(({ id }) => id)).toEqual(['z', 'y', 'x']);
    }
  });

  it('who saves nothing, or loses, is never told apart as better than who saves', () => {
    for (let salt = 0; salt < LEAGUES; salt++) {
      const board = boardOf({
        skills: { truthful: 4, silent: 0, losing: -3 },
        blocks: 8,
        salt: `poor/${salt}`,
      });
      const place = (id: string): number =>
        board.rows.find((row) => row.id === id)!.standings.cost.rank!.best;
      expect(place('truthful')).toBe(1);
      for (const { metric, a, b, difference, verdict } of board.comparisons) {
        if (verdict !== 'apart' || (a !== 'truthful' && b !== 'truthful')) continue;
        const sign = (a === 'truthful' ? 1 : -1) * (metric === 'convergence' ? -1 : 1);
        expect(sign * difference!.mean).toBeGreaterThan(0);
      }
    }
  });

  it('who was not scored is last in every order of the board', () => {
    const matches = leagueOf({ skills: { A: 1, B: -4 }, blocks: 6, salt: 'absent' });
    const board = agentBoard({ contestants: called('absent', 'A', 'B'), matches, weights });
    expect(board.rows.at(-1)).toMatchObject({ id: 'absent', composite: { estimate: null, rank: null } });
  });
});

describe('what a plugin is worth to the others', () => {
  const others = ['truthful', 'twin', 'silent', 'donor', 'greedy'];
  /** Of each team, in `blocks` blocks: what its household and the other one save more than with truthful in its place. */
  const changes: Readonly<Record<string, readonly [number, number]>> = {
    ...{ truthful: [0, 0], twin: [0, 0], silent: [-4, 3], donor: [-2, 2], greedy: [2, -2.5] },
  };
  const board = (blocks: number): Board => {
    const matches = Array.from({ length: blocks }, (_, i) => i + 1).flatMap((block) =>
      others.map((team) => {
        const [own, theirs] = changes[team]!.map((change) => change * (1 + block / 10)) as [number, number];
        const saved = [4 + own, 4 + block / 10 + theirs];
        return aMatch(`${block}/${team}`).inBlock(block).of(team, 'truthful').to(2).saving(...saved).result(); // prettier-ignore
      }),
    );
    const comparisons = matches
      .filter(({ place }) => place.teams[0] !== 'truthful')
      .map(({ place: { id, block, teams } }) => {
        return { match: id, team: teams[0]!, without: `${block}/truthful` };
      });
    return agentBoard({ contestants: called(...others), matches, weights: { ...weights, contribution: 1 } }, marginalContributions(comparisons, matches)); // prettier-ignore
  };

  it('has a rank of its own, in which twins are equal and neither silence nor a gift beats truthful', () => {
    const found = board(8);
    expect(found.ranked.map(({ id }) => id)).toEqual(['welfare', 'cost', 'convergence', 'contribution']);
    const standing = (id: string) => found.rows.find((row) => row.id === id)!.standings.contribution!;
    expect(standing('truthful')).toMatchObject({ estimate: { mean: 0 }, rank: { best: 1 } });
    expect(standing('twin').rank).toEqual(standing('truthful').rank);
    expect(standing('greedy')).toMatchObject({ rank: { best: 5, worst: 5 } });
    for (const { metric, a, b, difference, verdict } of found.comparisons) {
      if (metric !== 'contribution' || (a !== 'truthful' && b !== 'truthful')) continue;
      const ahead = (a === 'truthful' ? 1 : -1) * difference!.mean;
      expect(ahead).toBeGreaterThanOrEqual(0);
      if ([a, b].includes('silent')) expect([verdict, ahead > 0]).toEqual(['apart', true]);
      if ([a, b].some((id) => id === 'donor' || id === 'twin')) expect(verdict).toBe('equal');
    }
  });

  it('weighs in the score as it is told to, a reader too', () => {
    const found = board(8);
    const weighed = reweighed(found, { welfare: 0, cost: 1, convergence: 0, contribution: 3 });
    const row = weighed.rows.find(({ id }) => id === 'greedy')!;
    expect(row.composite.normalised).toBeCloseTo(
      (row.standings.cost.normalised! + 3 * row.standings.contribution!.normalised!) / 4,
      12,
    );
    expect(weighed.rows[0]!.id).not.toBe('greedy');
    expect(reweighed(found, { welfare: 0, cost: 1, convergence: 0 }).rows[0]!.id).toBe('greedy');
  });
});

/** Eight blocks in which a dealer passes on what it earned, and `gift` of its own money more, of which the grid gets half. */
const dealt = (dealer: string, gift: number) =>
  Array.from({ length: 8 }, (_, i) =>
    aMatch(`${dealer}/${i}`)
      .inBlock(i + 1)
      .dealtBy(dealer, -gift)
      .of('A', 'B')
      .gridOnly(10)
      .to(1 + i / 10)
      .saving(5 - i / 10 + gift / 4, 4 + gift / 4)
      .givingTheGrid(gift / 2)
      .result(),
  );

it('a dealer gains no place by giving its own money away', () => {
  const matches = [...dealt('passive', 0), ...dealt('donor', 2), ...dealt('copycat', 4e-9)];
  const board = dealerBoard({ contestants: called('passive', 'donor', 'copycat'), matches, weights });
  expect(board.rows.map(({ id }) => id).at(-1)).toBe('donor');
  expect(board.rows.at(-1)!.shown['belowZeroShare']!.mean).toBe(1);
  const effects = dealerEffects(
    matches.map((match) => dealerScore(match)!),
    'passive',
  );
  for (const { dealer, effect, p, verdict } of effects.mainEffects)
    if (dealer === 'copycat' && effect) expect([effect.mean, p, verdict]).toEqual([0, 1, 'equal']);
  const shares = ['households', 'grid', 'dealer', 'fees'].map(
    (part) => board.rows[0]!.shown[`${part}Share`]!.mean,
  );
  expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
});
