import { optimumOf } from '../energy/test/households.js';
import { entriesOf } from '../lp/sparse-matrix.js';
import { centralProblem, jointProblem, totalSupply } from '../referee/central-problem.js';
import { seededRng } from '../rng.js';
import { randomMarket, type RandomMarketSettings } from './random-market.js';

function settings(more: Partial<RandomMarketSettings> = {}): RandomMarketSettings {
  return {
    agents: 10,
    resources: 8,
    rows: 4,
    columns: 8,
    coefficients: [-1, 5],
    endowments: 'spread',
    integer: false,
    cash: 1000,
    ...more,
  };
}

const kinds = [
  ['spread', settings()],
  ['dealer', settings({ endowments: 'dealer' })],
  ['spread, whole numbers', settings({ integer: true })],
  ['two agents', settings({ agents: 2, resources: 2 })],
  ['50 agents, 24 resources', settings({ agents: 50, resources: 24 })],
] as const;

describe.each(kinds)('a random market (%s)', (_, chosen) => {
  const markets = Array.from({ length: 5 }, (_, i) => randomMarket('random', chosen, seededRng(`seed ${i}`)));

  it('has a plan for everybody alone, an optimum together, and something to gain by trade', () => {
    for (const market of markets) {
      const alone = market.participants.map((one) => optimumOf(jointProblem([one], one.endowment)).objective);
      const noTrade = alone.reduce((sum, cost) => sum + cost, 0);
      const { objective } = optimumOf(centralProblem(market));
      expect(objective).toBeLessThan(noTrade - 0.05 * Math.abs(objective));
    }
  });

  it('draws coefficients from the range it is given', () => {
    const [low, high] = chosen.coefficients;
    for (const { participants } of markets)
      for (const { problem } of participants)
        expect(
          [...entriesOf(problem.shared)].filter(
            ([, , value]) => !(low <= value && value <= high && (!chosen.integer || Number.isInteger(value))),
          ),
        ).toEqual([]);
  });

  it('hands out endowments in whole millionths that add up', () => {
    for (const market of markets) {
      const held = [...market.participants.map(({ endowment }) => endowment), market.dealer.endowment];
      const isWhole = (amount: number): boolean =>
        amount >= 0 && Math.abs(amount * 1e6 - Math.round(amount * 1e6)) < 1e-6;
      for (const endowment of held) expect(endowment.every(isWhole)).toBe(true);
      for (const total of totalSupply(market)) {
        expect(total / chosen.agents).toBeGreaterThan(1.9);
        expect(total / chosen.agents).toBeLessThan(8.1);
      }
    }
  });
});

it('is the same for the same seed and another for another', () => {
  const draw = (seed: string) => randomMarket('random', settings(), seededRng(seed));
  expect(draw('a')).toEqual(draw('a'));
  expect(draw('a')).not.toEqual(draw('b'));
});

it('leaves agents without anything when the dealer holds it all', () => {
  const { participants } = randomMarket('random', settings({ endowments: 'dealer' }), seededRng('a'));
  expect(participants.every(({ endowment }) => endowment.every((amount) => amount === 0))).toBe(true);
});
