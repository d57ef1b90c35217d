import type { AgentPlugin, DealerPlugin, Order } from '#plugins/sdk/index.js';
import { anAgent } from '../agent/test/agent-problems.js';
import { aMatch, totalsOf } from '../test/a-match.js';
import { aGrid, aMarketOf, aRandomMarket, aUser, workedExample } from '../test/markets.js';

/** An agent that does in each round what `bid` says. */
function anAgentThat(bid: (round: number) => Order[]): AgentPlugin {
  return { kind: 'agent', name: 'scripted', create: () => ({ bid: ({ round }) => bid(round) }) };
}
const silent = anAgentThat(() => []);

describe('a match ends', () => {
  it('converged, at once, where there is nothing to gain', async () => {
    const market = aMarketOf([1, 2].map(() => ({ problem: aUser(1, 3), holds: [5] })));
    const { report } = await aMatch().on(market).over(10).rounds();
    expect(report).toMatchObject({ outcome: 'converged', rounds: 1, efficiency: 1, gap: 0 });
    expect(report.perSeat.map(({ saving, surplusShare }) => [saving, surplusShare])).toEqual([[0, null], [0, null]]); // prettier-ignore
  });

  it('converged where rounding prices leaves a gap though there is nothing to gain', async () => {
    // One agent alone with 1e5 units that are worth 1/3 each: prices of 1e-9 leave a gap of up to 1e-4.
    const problem = anAgent({ cost: [-1], own: [[1]], upper: [1e6], shared: [[3]] });
    const { report } = await aMatch()
      .on(aMarketOf([{ problem, holds: [1e5], cash: 1e6 }]))
      .over(50)
      .rounds();
    expect(report).toMatchObject({ outcome: 'converged', efficiency: 1 });
  });

  it('at the round cap', async () => {
    const { report } = await aMatch().on(aRandomMarket('cap')).over(2).rounds();
    expect(report).toMatchObject({ outcome: 'round-cap', rounds: 2 });
    expect(report.efficiency).toBeGreaterThanOrEqual(0);
  });

  it('stalled where nobody says anything any more, and only after being called', async () => {
    const { report, played } = await aMatch().on(workedExample).with(silent).over(100).rounds();
    expect(report).toMatchObject({ outcome: 'stalled', efficiency: 0, cost: report.noTrade });
    expect(played.rounds.filter(({ call }) => call).length).toBeGreaterThanOrEqual(5);
  });

  it('asks only the agents that take part', async () => {
    let asked = 0;
    const counting = anAgentThat(() => {
      asked++;
      return [];
    });
    const market = aRandomMarket('asked', { agents: 6 });
    const { played } = await aMatch()
      .on(market)
      .with(counting)
      .under({ participation: 0.2 })
      .over(100)
      .rounds();
    const taken = played.rounds.reduce((sum, { participants }) => sum + participants, 0);
    expect(asked).toBe(taken);
    expect(taken).toBeLessThan(6 * played.rounds.length);
  });

  it('stalled where the same things happen again and again', async () => {
    const restless: DealerPlugin = {
      kind: 'dealer',
      name: 'restless',
      create: () => ({
        quote: (view) => ({ offer: view.inventory }),
        announce: ({ round, prices }) => prices.map((price) => price + (round % 2)),
      }),
    };
    const { report } = await aMatch().on(workedExample).with(silent).dealtBy(restless).over(100).rounds();
    expect(report.outcome).toBe('stalled');
    expect(report.rounds).toBeLessThan(20);
  });

  it('converged with a grid that nobody wants anything of, whatever the prices were', async () => {
    const market = aMarketOf([{ problem: aUser(1, 3), holds: [5] }], {
      grid: aGrid(0.3, 0, 10),
      prices: [0.1],
    });
    const { report } = await aMatch().on(market).with(silent).over(100).rounds();
    expect(report).toMatchObject({ outcome: 'converged', efficiency: 1, allocation: [[5], [0]] });
  });
});

describe('money', () => {
  it('without any nobody can buy first: the market stalls and stays whole', async () => {
    const { report } = await aMatch()
      .on(aRandomMarket('poor', { cash: 0 }))
      .over(30)
      .rounds();
    expect(report).toMatchObject({ outcome: 'stalled', conservation: { cash: '0' } });
  });

  it('without any an agent can still sell, and the dealer settle', async () => {
    // Holds 6 that are worth 1 each for two of them; the other pays up to 5 each for up to 3: 12 gained.
    const market = aMarketOf(
      [
        { problem: aUser(1, 6), holds: [6], cash: 0 },
        { problem: aUser(5, 3), holds: [1 / 3] },
      ],
      { dealerCash: 0 },
    );
    const { report } = await aMatch().on(market).over(30).rounds();
    expect(report).toMatchObject({ outcome: 'converged', efficiency: expect.closeTo(1, 6) as number });
    expect(report.cash[0]).toBeGreaterThan(0);
  });

  it('a dealer without any can settle what the others trade: deliveries are rounded at its cost', async () => {
    for (const seed of ['a', 'b', 'c', 'd']) {
      const market = aRandomMarket(`penniless-${seed}`, { agents: 5, resources: 3 });
      const dealer = { ...market.dealer, cash: 0 };
      const { report } = await aMatch()
        .on({ ...market, dealer })
        .over(100)
        .rounds();
      expect(report.outcome).toBe('converged');
    }
  });

  it('a dealer that spends all it has does not stop the others', async () => {
    const spendthrift: DealerPlugin = {
      kind: 'dealer',
      name: 'spendthrift',
      create: () => ({
        quote: ({ cash, inventory }) => ({
          offer: inventory,
          orders: [
            { bundle: inventory.map((_, r) => (r === 0 ? 1e-3 : 0)), limit: Math.max(0, cash - 1e-6) },
          ],
        }),
      }),
    };
    const market = aRandomMarket('spendthrift', { cash: 50 });
    const { report, played } = await aMatch().on(market).dealtBy(spendthrift).over(60).rounds();
    expect(report.outcome).not.toBe('void');
    expect(report.efficiency).toBeGreaterThan(0.5);
    expect(totalsOf(played.closing)).toEqual(totalsOf(played.opening));
  });
});

describe('a plugin that misbehaves', () => {
  const market = aRandomMarket('misbehaving', { agents: 3 });

  const misbehaviours: readonly (readonly [string, string, AgentPlugin])[] = [
    ['throws', 'threw', anAgentThat(() => { throw new Error('oops'); })], // prettier-ignore
    ['answers with nonsense', 'invalid-output', anAgentThat(() => [{ bundle: [1], limit: NaN }])],
    ['sells what it has not', 'refused-order', anAgentThat(() => [{ bundle: [-1e6, 0], limit: -1 }])],
    ['bids more than it has', 'refused-order', anAgentThat((round) => [{ bundle: [round, 1], limit: 1e6 }])],
  ];
  it.each(misbehaviours)(
    'and %s has empty turns, is benched, and the match goes on',
    async (_, kind, agent) => {
      const { played, report } = await aMatch()
        .on(market)
        .with(agent, 'truthful', 'truthful')
        .under({ errorBudget: 3 })
        .over(40)
        .rounds();
      const [bad, ...good] = played.seats;
      const failures = bad!.failures.map((failure) => failure.kind as string);
      expect(failures.slice(0, 3)).toEqual(new Array(Math.min(3, failures.length)).fill(kind));
      if (failures.length > 3) expect(failures.slice(3)).toEqual(['benched']);
      expect(bad).toMatchObject({ payment: 0n, cost: bad!.costBefore });
      expect(good.flatMap((seat) => seat.failures)).toEqual([]);
      expect(good.some(({ payment }) => payment !== 0n)).toBe(true);
      expect(report.conservation.cash).toBe('0');
    },
  );

  it('and cannot even be created is one of them', async () => {
    const stillborn: AgentPlugin = { kind: 'agent', name: 'stillborn', create: () => { throw new Error('no'); } }; // prettier-ignore
    const { played } = await aMatch().on(market).with(stillborn, 'truthful', 'truthful').over(40).rounds();
    expect(played.seats[0]!.failures[0]).toMatchObject({ round: 0, kind: 'threw' });
    expect(played.seats[1]!.failures).toEqual([]);
  });

  it('and is told of its trade when it throws, still has it', async () => {
    const grumpy: AgentPlugin = {
      kind: 'agent',
      name: 'grumpy',
      create: () => ({
        bid: ({ prices }, tools) =>
          tools.bestBundles(prices).map((option) => ({ ...option, limit: option.value })),
        settled: () => { throw new Error('unhappy'); }, // prettier-ignore
      }),
    };
    const { played, report } = await aMatch()
      .on(market)
      .with(grumpy)
      .under({ errorBudget: 100 })
      .over(60)
      .rounds();
    expect(report.outcome).toBe('converged');
    expect(played.seats.flatMap(({ failures }) => failures).every(({ kind }) => kind === 'threw')).toBe(true);
  });

  it('and repeats an unlimited promise after half of it was taken never sells what it has not', async () => {
    // Holds 7 and needs none; promises 1 each up to 7, once. Two buyers take 4 and then 3 and more.
    const seller = anAgentThat((round) =>
      round === 1 ? [{ bundle: [-1], limit: -0.1, kind: 'unlimited', cap: 7 }] : [],
    );
    const buyer = anAgentThat((round) => [{ bundle: [4 + round / 1e3], limit: 8 }]);
    const needy = aMarketOf([
      { problem: aUser(0.05, 100), holds: [7] },
      { problem: aUser(3, 100), holds: [0] },
    ]);
    const { report } = await aMatch()
      .on(needy)
      .with(seller, buyer)
      .under({ book: 'rebase' })
      .over(8)
      .rounds();
    expect(report.allocation[0]![0]).toBeGreaterThanOrEqual(0);
    expect(report.allocation[1]![0]).toBeGreaterThan(3.9);
  });

  it('as a dealer becomes passive, and the market reaches the same optimum', async () => {
    const broken: DealerPlugin = { kind: 'dealer', name: 'broken', create: () => ({ quote: () => { throw new Error('oops'); } }) }; // prettier-ignore
    const { played, report } = await aMatch()
      .on(workedExample)
      .dealtBy(broken)
      .under({ errorBudget: 2 })
      .over(100)
      .rounds();
    expect(report).toMatchObject({ outcome: 'converged', efficiency: expect.closeTo(1, 6) as number });
    expect(played.dealer.failures.map(({ kind }) => kind)).toEqual(['threw', 'threw', 'benched']);
  });
});
