import type { AsynchronousRules, MarketRules } from '#market/instance.js';
import { aMatch } from '#market/test/a-match.js';
import { aRandomMarket } from '#market/test/markets.js';
import { defineAgent, type AgentBriefing } from '#plugins/sdk/index.js';

// A market that ended as soon as two rounds had the same prices would end in the first round in which nobody who was asked
// moved anything.
it('prices that stand still are no reason to close: with participation 0.2 the gain is still to come', async () => {
  const { report, played } = await aMatch()
    .on(aRandomMarket('quiet', { agents: 5, resources: 2 }))
    .under({ participation: 0.2 })
    .over(600)
    .rounds();
  const { rounds } = played;
  const quiet = rounds.findIndex(
    ({ call, settled, prices }, n) =>
      n > 0 && !call && !settled && prices.every((price, r) => price === rounds[n - 1]!.prices[r]),
  );
  const atStandstill = rounds[quiet]!.cost;
  const attainable = report.baseline - report.optimum;
  expect((report.baseline - atStandstill) / attainable).toBeLessThan(0.9);
  // The market closes at the optimum, after everybody has answered a call.
  expect(report.outcome).toBe('converged');
  expect((report.baseline - report.cost) / attainable).toBeCloseTo(1, 5);
  expect(rounds.at(-1)!.participants).toBe(5);
  expect(rounds.slice(quiet).some(({ call }) => call)).toBe(true);
});

const paces: [string, Partial<MarketRules>][] = [
  ['P 0.2, asymmetric', { participation: 0.2, asynchronous: asynchronous({ information: 'asymmetric' }) }],
  ['P 0.2, one by one', { participation: 0.2, asynchronous: asynchronous({ window: 0 }) }],
  ['Poisson', { asynchronous: asynchronous({ rate: 0.2, information: 'asymmetric' }) }],
  ['Poisson, one by one', { asynchronous: asynchronous({ rate: 0.2, window: 0, agents: { 'agent-1': 5 } }) }],
];
it.each(paces)('%s: ends at the optimum, after a call', async (_, rules) => {
  for (const strategy of ['truthful', 'forecast']) {
    const { report, played } = await aMatch()
      .on(aRandomMarket('paces', { agents: 4, resources: 2 }))
      .with(strategy)
      .under(rules)
      .over(2000)
      .rounds();
    expect(report.outcome).toBe('converged');
    expect(report.efficiency).toBeCloseTo(1, 5);
    expect(played.rounds.at(-1)!.participants).toBe(4);
    expect(played.rounds.filter(({ call, participants }) => call && participants < 4)).toEqual([]);
  }
});

it('tells each seat how it wakes, and the prices that it knows', async () => {
  const told: { pricesSince: number; round: number; call: boolean; prices: number; agent: number }[] = [];
  const briefings: AgentBriefing['communication'][] = [];
  const listener = defineAgent({
    name: 'listener',
    create: ({ communication, seat }) => {
      briefings.push(communication);
      return {
        bid: ({ pricesSince, round, call, prices }, tools) => {
          told.push({ pricesSince, round, call, prices: prices[0]!, agent: seat });
          return tools.bestBundles(prices).map((option) => ({ ...option, limit: option.value }));
        },
      };
    },
  });
  const market = aRandomMarket('paces', { agents: 4, resources: 2 });
  const participants = market.participants.map((one, j) => (j === 3 ? { ...one, id: 'constructor' } : one));
  const { played } = await aMatch()
    .on({ ...market, participants })
    .with(listener)
    .under({
      participation: 0.4,
      asynchronous: asynchronous({ information: 'asymmetric', agents: { 'agent-3': 1 } }),
    })
    .over(2000)
    .rounds();
  const wakes = briefings.map((one) => one.kind === 'asynchronous' && [one.wakes, one.by, one.information]);
  expect(wakes).toEqual([0.4, 0.4, 1, 0.4].map((own) => [own, 'round', 'asymmetric']));
  for (const { pricesSince, round, call, prices, agent } of told) {
    const heard = told.filter((other) => other.agent === agent && other.round < round);
    expect(pricesSince).toBe(call ? round - 1 : (heard.at(-1)?.round ?? 0));
    const announced = pricesSince === round - 1 ? played.rounds[round - 1]! : played.rounds[pricesSince]!;
    expect(prices).toBe(announced.announced[0]);
  }
  expect(told.some(({ pricesSince, round }) => pricesSince < round - 1)).toBe(true);
});

function asynchronous(changes: Partial<AsynchronousRules>): AsynchronousRules {
  return { agents: {}, window: 1, information: 'symmetric', ...changes };
}
