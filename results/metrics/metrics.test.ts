import type { MatchReport } from '#market/match/report/report.js';
import { aMatch } from '../test/match-builder.js';
import { convergenceOf, matchConvergence } from './convergence.js';
import { dealerScore } from './dealer-scores.js';
import { gapCurve } from './gap-curve.js';
import { marginalContributions } from './marginal-contribution.js';
import { teamScores } from './team-scores.js';

describe('convergence', () => {
  it('adds up gaps and finds the first round below each threshold', () => {
    const found = convergenceOf({ gapPerRound: [0.5, 0.01, 0.02, 1e-7], outcome: 'converged', roundCap: 10 });
    expect(found.gapIntegral).toBeCloseTo(0.53 + 1e-7, 12);
    expect(found.toOnePercent).toEqual({ rounds: 2, censored: false });
    expect(found.toMillionth).toEqual({ rounds: 4, censored: false });
    expect(found.unprovenRounds).toBe(0);
  });

  it('counts infinite gaps, stored or live, as nothing proven', () => {
    const stored = JSON.parse(JSON.stringify([Infinity, 3, 0.5])) as number[];
    expect(convergenceOf({ gapPerRound: stored, outcome: 'converged', roundCap: 5 })).toMatchObject({
      gapIntegral: 2.5,
      unprovenRounds: 2,
      toOnePercent: { rounds: 5, censored: true },
    });
    expect(
      convergenceOf({ gapPerRound: [Infinity, 3, 0.5], outcome: 'converged', roundCap: 5 }).gapIntegral,
    ).toBe(2.5);
  });

  it('lets nobody gain by giving up: the last gap stays until the cap', () => {
    const stalled = convergenceOf({ gapPerRound: [1, 0.2], outcome: 'stalled', roundCap: 12 });
    expect(stalled.gapIntegral).toBeCloseTo(1 + 11 * 0.2, 12);
    expect(stalled.toOnePercent).toEqual({ rounds: 12, censored: true });
    expect(convergenceOf({ gapPerRound: [], outcome: 'stalled', roundCap: 3 }).gapIntegral).toBe(3);
  });

  it('is the mean over the markets of a match over days, each up to the cap by itself', () => {
    const { report } = aMatch('1').over(1, 0.5, 0, 1, 0.1).ending('converged').result();
    const market = (rounds: number, outcome: 'converged' | 'stalled'): object => ({
      ...{ period: 0, rounds, outcome, resources: 0, cashDifference: '0' },
    });
    const perDay = [market(3, 'converged'), market(2, 'stalled')].map((one, d) => ({
      ...{ day: d + 1, date: `2025-06-1${d}`, markets: [one] },
    }));
    const overDays = { ...report, roundCap: 4, days: { perDay } } as unknown as MatchReport;
    // 1 + 0.5 and 1 + 0.1, which stays for the two rounds that are left
    expect(matchConvergence(overDays).gapIntegral).toBeCloseTo((1.5 + 1.1 + 2 * 0.1) / 2, 12);
    expect(matchConvergence(overDays).toOnePercent).toEqual({ rounds: (3 + 4) / 2, censored: true });
    expect(matchConvergence({ ...report, roundCap: 5 })).toEqual(convergenceOf({ ...report, roundCap: 5 }));
  });

  it('draws a median curve in which arrived matches are at 0', () => {
    const curve = gapCurve('A', [
      aMatch('1').over(1, 0.5).ending('stalled').result(),
      aMatch('2').over(Infinity, 0.25, 0).result(),
      aMatch('3').over(0.5).result(),
      aMatch('4').over(9).ending('void').result(),
    ]);
    expect(curve.median).toEqual([1, 0.25, 0]);
  });
});

describe('team scores', () => {
  // Z0 = 20, Z* = 0, four households: 5 each is what there is to gain. A has seats 0 and 2, B 1 and 3.
  const match = aMatch('1').of('A', 'B').from(20).to(4).optimum(0).saving(10, 2, 5, -1);

  it('relates savings per household to the attainable surplus per household', () => {
    const [a, b] = teamScores(match.result());
    expect(a).toMatchObject({ team: 'A', households: 2, welfare: 0.8, cost: 1.5, worseOffShare: 0 });
    expect(b).toMatchObject({ team: 'B', households: 2, welfare: 0.8, cost: 0.1, worseOffShare: 0.5 });
    // |10 - 5| / (2 * 15) for A; for B |2 + 1| / (2 * 3): all that is gained is taken from somebody
    expect(a!.gini).toBeCloseTo(5 / 30, 12);
    expect(b!.gini).toBeCloseTo(3 / 6, 12);
  });

  it('finds no inequality, nor equality, in a team of one household', () => {
    const alone = aMatch('1').of('A', 'B').saving(3, 1).result();
    expect(teamScores(alone).map(({ gini }) => gini)).toEqual([null, null]);
    expect(dealerScore(alone)!.gini).toBeCloseTo(1 / 4, 12);
    expect(dealerScore(aMatch('2').of('A').saving(3).result())!.gini).toBeNull();
  });

  it('has no cost score where there is nothing to gain, and none at all for a void match', () => {
    expect(teamScores(aMatch('2').of('A').from(5).to(5).optimum(5).saving(0).result())[0]!.cost).toBeNull();
    expect(teamScores(aMatch('3').ending('void').result())).toEqual([]);
  });

  it('measures what a team was worth to the others', () => {
    const with_ = aMatch('1').of('A', 'B').from(20).optimum(0).saving(10, 2, 5, -1).result();
    const without = aMatch('2').of('T', 'B').from(20).optimum(0).saving(4, 3, 4, 4).result();
    const voided = aMatch('3').of('A', 'T').from(20).optimum(0).ending('void').result();
    // B saves 1 with A and 7 with T in A's seats: 6 less, for two households of A, in shares of 20 / 4
    const found = marginalContributions(
      [
        { match: '1', team: 'A', without: '2' },
        { match: '1', team: 'B', without: '3' },
      ],
      [with_, without, voided],
    );
    // What B is worth cannot be told without match 3.
    expect(found).toEqual([
      { team: 'A', match: '1', block: 1, scenario: 'street', dealer: 'passive', contribution: -0.6 },
    ]);
  });

  it('counts against a team what it gives away, or leaves to the others, and takes truthful for the yardstick', () => {
    const worth = (own: number, others: number): number[] => {
      const with_ = aMatch('1').of('A', 'T').from(20).optimum(0).saving(own, others).result();
      const without = aMatch('2').of('T', 'T').from(20).optimum(0).saving(4, 6).result();
      const found = marginalContributions([{ match: '1', team: 'A', without: '2' }], [with_, without]);
      expect(found.map(({ team }) => team)).toEqual(['A', 'T']);
      return found.map(({ contribution }) => contribution);
    };
    expect(worth(4, 8)).toEqual([0.2, 0]);
    expect(worth(6, 8)).toEqual([0.2, 0]);
    // gives 2 to the others; leaves 4 of its own, of which they take 3; takes 3 from them
    expect(worth(2, 8)).toEqual([0, 0]);
    expect(worth(0, 9)).toEqual([-0.1, 0]);
    expect(worth(7, 3)).toEqual([-0.3, 0]);
  });

  it('tells nothing of a block of which a comparison is missing', () => {
    const match = (id: string, block: number, saving: number) =>
      aMatch(id).inBlock(block).of('A', 'T').from(20).optimum(0).saving(4, saving).result();
    const found = marginalContributions(
      [
        { match: '1', team: 'A', without: '3' },
        { match: '2', team: 'A', without: '4' },
      ],
      [match('1', 1, 8), match('2', 2, 8), { ...match('3', 1, 6), place: { ...match('3', 1, 6).place, teams: ['T', 'T'] } }], // prettier-ignore
    );
    expect(found.map(({ block }) => block)).toEqual([1, 1]);
  });
});

describe('dealer scores', () => {
  it('divides the realised gain between agents and dealer', () => {
    // Z0 - Z_T = 8, the agents keep 6, the dealer 2; 3 of 4 units sold, 1 bought on top of another resource
    const score = dealerScore(
      aMatch('1')
        .dealtBy('keen', 2)
        .of('B', 'A')
        .from(10)
        .to(2)
        .saving(4, 2)
        .leaving([1, 1], [2, -1], [1, 0])
        .result(),
    );
    expect(score).toMatchObject({
      mix: 'A + B',
      agentsShare: 0.75,
      dealerCash: 2,
      belowZero: false,
      inventoryUse: 0.75,
    });
  });

  it('marks a dealer that paid for the agents, and has no share without a gain', () => {
    const generous = dealerScore(aMatch('1').dealtBy('kind', -1).of('A').from(10).to(5).saving(6).result());
    // 6 of 5 to the agents, of which the dealer lost 1
    expect(generous).toMatchObject({ belowZero: true, agentsShare: 1, inventoryUse: null });
    // the same gift, of which the grid took half
    const wasted = dealerScore(aMatch('5').dealtBy('kind', -1).of('A').from(10).to(5).saving(5.5).gridOnly(10).givingTheGrid(0.5).result()); // prettier-ignore
    expect(wasted!.agentsShare).toBeCloseTo((5.5 - 1) / 5, 12);
    expect(wasted!.shares).toEqual({ households: 1.1, grid: 0.1, dealer: -0.2, fees: 0 });
    const exact = dealerScore(aMatch('4').dealtBy('passive', -2e-8).of('A').to(5).saving(5).result())!;
    expect(exact.belowZero).toBe(false); // the ledger's rounding, not a loss
    expect(dealerScore(aMatch('2').of('A').from(10).to(10).saving(0).result())!.agentsShare).toBeNull();
    expect(dealerScore(aMatch('3').ending('void').result())).toBeNull();
  });
});
