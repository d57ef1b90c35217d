import { aMatch } from '../test/a-match.js';
import { aMarketOf, workedExample } from '../test/markets.js';
import type { MatchReport } from './report/report.js';

const near = (values: readonly number[]): unknown[] =>
  values.map((value) => expect.closeTo(value, 6) as unknown);

describe.each(['keep', 'rebase'] as const)('the example of [BLEMS] Appendix C, book %s', (book) => {
  let report: MatchReport;
  let first: {
    prices: readonly number[];
    surplus: number;
    trades: readonly { delivered: readonly number[]; payment: number }[];
  };

  beforeAll(async () => {
    const match = await aMatch().on(workedExample).under({ book }).over(100).rounds();
    report = match.report;
    first = match.played.rounds[0]!;
  });

  it('reaches the optimum, its allocation and its prices', () => {
    expect(report).toMatchObject({ outcome: 'converged', optimum: expect.closeTo(-12.5, 6) as number });
    expect(report.cost).toBeCloseTo(-12.5, 6);
    expect(report.perSeat.map(({ cost }) => cost)).toEqual(near([-3.5, -9]));
    expect(report.allocation).toEqual([near([5, 2]), near([3, 3])]);
    expect(report.inventory).toEqual(near([0, 0]));
    expect(report.prices).toEqual(near([0.5, 0.5]));
  });

  it('clears the first round by hand: p = (0, 2.5), surplus 4.8333', () => {
    expect(first.prices).toEqual(near([0, 2.5]));
    expect(first.surplus).toBeCloseTo(29 / 6, 6);
    const held = first.trades.map(({ delivered: [a, b] }) => [a! + 8 / 3, b! + 5 / 3]);
    expect(held).toEqual([near([4, 2]), near([3, 3])]);
    expect(first.trades.map(({ payment }) => payment)).toEqual(near([2.5 / 3, 10 / 3]));
  });

  it('leaves the dealer 4.6667 and conserves everything to the last unit', () => {
    expect(report.dealerCash).toBeCloseTo(14 / 3, 6);
    expect(report.conservation).toEqual({ resources: ['0', '0'], cash: '0' });
  });

  it('leaves nobody worse off; here all of the gain goes to agent 2 and the dealer', () => {
    // Agent 1 pays 2.5 / 3 in the first round for what lowers its cost by just that.
    const [first, second] = report.perSeat.map(({ saving }) => saving);
    expect(first).toBeCloseTo(0, 6);
    expect(second).toBeGreaterThan(0.1);
    expect(first! + second! + report.dealerCash).toBeCloseTo(report.noTrade + 12.5, 6);
  });
});

// Another split of the same resources: the dealer (3, 4), the agents (4, 1) and (1, 0). Agent 1 alone makes x2 = 1, agent 2
// nothing. At prices of 0 agent 1 asks for (8, 3), worth 6 to it, agent 2 for (2, 3), worth 9: an eighth of the one and all of
// the other use up the first resource, which so costs 6 / 8 a unit.
it.each(['keep', 'rebase'] as const)('the same example, split another way, book %s', async (book) => {
  const { problem: one } = workedExample.participants[0]!;
  const { problem: other } = workedExample.participants[1]!;
  const agents = [
    { problem: one, holds: [4, 1] },
    { problem: other, holds: [1, 0] },
  ];
  const { report, played } = await aMatch()
    .on(aMarketOf(agents, { dealerHolds: [3, 4] }))
    .under({ book })
    .over(100)
    .rounds();
  expect(report.perSeat.map(({ costBefore }) => costBefore)).toEqual(near([-2, 0]));
  const { prices, surplus, trades } = played.rounds[0]!;
  expect(prices).toEqual(near([0.75, 0]));
  expect(surplus).toBeCloseTo(9.75, 6);
  expect(trades.map(({ delivered }) => delivered)).toEqual([near([1, 3 / 8]), near([2, 3])]);
  expect(trades.map(({ payment }) => payment)).toEqual(near([0.75, 1.5]));
  expect(report).toMatchObject({ outcome: 'converged', cost: expect.closeTo(-12.5, 6) as number });
  expect(report.perSeat.map(({ cost }) => cost)).toEqual(near([-3.5, -9]));
  expect(report.allocation).toEqual([near([5, 2]), near([3, 3])]);
  expect(report.prices).toEqual(near([0.5, 0.5]));
  expect(report.conservation).toEqual({ resources: ['0', '0'], cash: '0' });
});
