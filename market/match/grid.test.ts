import type { AgentPlugin, Order } from '#plugins/sdk/index.js';
import { aMatch } from '../test/a-match.js';
import { aGrid, aMarketOf, aUser } from '../test/markets.js';

/** Bids `orders[round - 1]`, then nothing. */
function aScript(...orders: Order[][]): AgentPlugin {
  return { kind: 'agent', name: 'script', create: () => ({ bid: ({ round }) => orders[round - 1] ?? [] }) };
}

describe('the grid sells at 0.30 and buys at 0.08, and takes back what it did', () => {
  // Needs 2 at 1 each; has 3 that are worth nothing to it.
  const market = aMarketOf(
    [
      { problem: aUser(1, 2), holds: [0] },
      { problem: aUser(0.01, 0), holds: [3] },
    ],
    { grid: aGrid(0.3, 0.08, 10), prices: [0.19] },
  );
  const buyer = aScript([{ bundle: [2], limit: 2 }]);

  it('an early purchase from the grid is undone by a neighbour who comes later', async () => {
    // Round 1: 2 from the grid at 0.30. Round 3: the neighbour sells 2; the grid buys back at up to 0.30 what
    // it sold, which the neighbour would have given for 0.10. In the end the grid is where it was.
    const late = aScript([], [], [{ bundle: [-2], limit: -0.2 }]);
    const { report, played } = await aMatch().on(market).with(buyer, late).over(5).rounds();
    expect(played.rounds[0]!.trades).toMatchObject([
      { seat: 0, payment: expect.closeTo(0.6, 6) as number },
      { seat: 2, payment: expect.closeTo(-0.6, 6) as number },
    ]);
    expect(report.allocation.map(([held]) => held)).toEqual([2, 1, 0]);
    const [, seller, grid] = report.perSeat;
    expect(seller!.payment).toBeLessThanOrEqual(-0.2 + 1e-6);
    expect(grid!.payment).toBeCloseTo(-0.6 - seller!.payment, 6);
    expect(grid!.saving).toBeGreaterThanOrEqual(-1e-6);
  });

  it('truthful agents and the grid reach the optimum: 2 to the neighbour, the third to the grid', async () => {
    const { report } = await aMatch().on(market).over(30).rounds();
    expect(report).toMatchObject({ outcome: 'converged', optimum: expect.closeTo(-2.08, 6) as number });
    expect(report.efficiency).toBeCloseTo(1, 6);
    expect(report.allocation.map(([held]) => held)).toEqual([2, 0, 1].map((held) => expect.closeTo(held, 6) as unknown)); // prettier-ignore
    for (const { saving } of report.perSeat) expect(saving).toBeGreaterThanOrEqual(-1e-7);
  });

  it('a grid without money sells, but buys nothing', async () => {
    const poor = {
      ...market,
      participants: market.participants.map((one) => ({ ...one, cash: one.grid ? 0 : 100 })),
    };
    const { report } = await aMatch().on(poor).with(buyer, aScript()).over(5).rounds();
    expect(report).toMatchObject({ allocation: [[2], [3], [-2]], conservation: { cash: '0' } });
  });

  it('prices stay between what it pays and what it takes', async () => {
    const { played } = await aMatch().on(market).over(30).rounds();
    for (const { prices } of played.rounds) {
      expect(prices[0]).toBeGreaterThanOrEqual(0.08 - 1e-9);
      expect(prices[0]).toBeLessThanOrEqual(0.3 + 1e-9);
    }
  });

  it('fees are billed on the net position: what is bought and sold again bears none', async () => {
    const trader = aScript([{ bundle: [2], limit: 2 }], [], [{ bundle: [-2], limit: 0 }]);
    const idle = aScript();
    const fees = Float64Array.of(0.04);
    const through = await aMatch()
      .on(market)
      .with(trader, idle)
      .told(fees)
      .under({ book: 'keep' })
      .over(3)
      .rounds();
    expect(through.played.rounds.filter(({ settled }) => settled)).toHaveLength(2);
    expect(through.report).toMatchObject({ fees: 0, allocation: [[0], [3], [0]] });
  });

  it('fees are due on what neighbours sold; what the grid sold is shared among the buyers alike', async () => {
    // 2 and 1 are bought, 1 of it from the neighbour, so 2 from the grid: a third of every unit is local.
    const three = aMarketOf(
      [
        { problem: aUser(1, 2), holds: [0] },
        { problem: aUser(1, 1), holds: [0] },
        { problem: aUser(0.01, 0), holds: [1] },
      ],
      { grid: aGrid(0.3, 0.08, 10), prices: [0.19] },
    );
    const buyers = [aScript([{ bundle: [2], limit: 2 }]), aScript([{ bundle: [1], limit: 1 }])];
    const fees = Float64Array.of(0.06);
    const match = aMatch().on(three).told(fees);
    const seller = aScript([{ bundle: [-1], limit: -0.1 }]);
    const { report } = await match
      .with(...buyers, seller)
      .over(5)
      .rounds();
    expect(report.perSeat.map(({ fees }) => fees)).toEqual([0.04, 0.02, 0, 0].map((fee) => expect.closeTo(fee, 9) as unknown)); // prettier-ignore
    expect(report.fees).toBeCloseTo(0.06 * 1, 9);
    const gridOnly = await match
      .with(...buyers, aScript())
      .over(5)
      .rounds();
    expect(gridOnly.report.fees).toBe(0);
  });
});
