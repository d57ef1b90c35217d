import { fc } from '#market/test/seeded-properties.js';
import { balancedLineUps } from './line-ups.js';
import { PlanError } from './run-plan.js';
import { dealSeatGroups, rotate } from './seat-groups.js';
import { subsetCount, subsets } from './subsets.js';

const sizes = fc
  .integer({ min: 2, max: 26 })
  .chain((teams) => fc.tuple(fc.constant(teams), fc.integer({ min: 2, max: Math.min(teams, 6) })));

function tally(keys: Iterable<string>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

describe('line-ups', () => {
  it('let every pair meet equally often and every team play equally often, none of them twice', () => {
    fc.assert(
      fc.property(sizes, ([teams, size]) => {
        const { lineUps, meetings, appearances } = balancedLineUps(teams, size);
        const pairs = tally(
          lineUps.flatMap((lineUp) => subsets(size, 2).map((at) => at.map((i) => lineUp[i]).join())),
        );
        expect(pairs.size).toBe(subsetCount(teams, 2));
        expect(new Set(pairs.values())).toEqual(new Set([meetings]));
        expect(new Set(tally(lineUps.flat().map(String)).values())).toEqual(new Set([appearances]));
        expect(new Set(lineUps.map((lineUp) => lineUp.join())).size).toBe(lineUps.length);
        for (const lineUp of lineUps) expect(new Set(lineUp).size).toBe(size);
      }),
      { numRuns: 30 },
    );
  });

  it('are all subsets where these are few, and far fewer where there is a design', () => {
    expect(balancedLineUps(5, 3)).toMatchObject({ kind: 'complete', meetings: 3, appearances: 6 });
    expect(balancedLineUps(6, 3)).toMatchObject({ kind: 'balanced-incomplete', meetings: 2, appearances: 5 });
    // the projective plane of order 3, and the complement of a smaller design
    expect(balancedLineUps(13, 4)).toMatchObject({
      kind: 'balanced-incomplete',
      meetings: 1,
      appearances: 4,
    });
    expect(balancedLineUps(13, 4).lineUps).toHaveLength(13);
    expect(balancedLineUps(13, 9).lineUps).toHaveLength(13);
  });

  it('are refused where there are none', () => {
    expect(() => balancedLineUps(3, 4)).toThrow(RangeError);
    expect(() => balancedLineUps(2000, 4)).toThrow(PlanError);
  });
});

describe('seat groups', () => {
  it('are shared out evenly, and fully evenly where the numbers allow it', () => {
    fc.assert(
      fc.property(sizes, ([teams, size]) => {
        const { lineUps, appearances } = balancedLineUps(teams, size);
        const seated = dealSeatGroups(lineUps, size);
        seated.forEach((teams, l) => expect([...teams].sort((a, b) => a - b)).toEqual(lineUps[l]));
        const places = tally(seated.flatMap((line) => line.map((team, group) => `${team} in ${group}`)));
        for (let team = 0; team < teams; team++)
          for (let group = 0; group < size; group++) {
            const count = places.get(`${team} in ${group}`) ?? 0;
            expect(count).toBeGreaterThanOrEqual(Math.floor(appearances / size));
            expect(count).toBeLessThanOrEqual(Math.ceil(appearances / size));
          }
      }),
      { numRuns: 20 },
    );
  });

  it('rotate', () => {
    expect(rotate(['a', 'b', 'c'], 1)).toEqual(['b', 'c', 'a']);
    expect(rotate(['a', 'b', 'c'], 3)).toEqual(['a', 'b', 'c']);
  });
});
