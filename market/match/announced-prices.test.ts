import type { DealerPlugin, DealerClearing, DealerView } from '#plugins/sdk/index.js';
import { aMatch } from '../test/a-match.js';
import { aRandomMarket } from '../test/markets.js';

function aDealerThat(announces: (clearing: DealerClearing, view: DealerView) => Float64Array): DealerPlugin {
  return {
    kind: 'dealer',
    name: 'announcer',
    create: () => ({
      quote: ({ inventory }) => ({ offer: inventory }),
      announce: (view, clearing) => announces(clearing, view),
    }),
  };
}
const everywhere =
  (price: number) =>
  ({ prices }: DealerClearing): Float64Array =>
    prices.map(() => price);

/** What no market could pay: it falls back to the clearing prices, and is a failure. */
const impossible: [string, (clearing: DealerClearing, view: DealerView) => Float64Array][] = [
  ['the largest number', everywhere(Number.MAX_VALUE)],
  ['1e20', everywhere(1e20)],
  ['1e10', everywhere(1e10)],
  ['the largest integer of 64 bits', everywhere(2 ** 63 / 1e9)],
  ['a little more than all the money', everywhere(6_000.1)],
  ['infinity', everywhere(Infinity)],
  ['nothing that is a number', everywhere(NaN)],
  ['below zero', everywhere(-1e-300)],
  ['one of four', ({ prices }) => prices.map((price, r) => (r === 2 ? 1e300 : price))],
  ['a price that doubles', (_, { round }) => Float64Array.of(10 * 2 ** (30 * round), 0, 0, 0)],
  ['its own prices to the fiftieth power', ({ prices }) => prices.map((price) => (10 + price) ** 50)],
  ['too many', ({ prices }) => Float64Array.of(...prices, 1)],
];
/** What is odd and allowed. */
const odd: [string, (clearing: DealerClearing, view: DealerView) => Float64Array][] = [
  ['all the money there is for a unit', everywhere(6_000)],
  ['the smallest number', everywhere(5e-324)],
  ['a negative zero', everywhere(-0)],
  [
    '1e-300 and all the money in turn',
    (_, { round }) => new Float64Array(4).fill(round % 2 ? 6_000 : 1e-300),
  ],
];

const market = aRandomMarket('announced', { agents: 5, resources: 4, endowments: 'dealer', cash: 1000 });

it.each(impossible)('%s is not announced', async (_, announces) => {
  const { report, played } = await aMatch()
    .on(market)
    .dealtBy(aDealerThat(announces))
    .under({ errorBudget: 1000 })
    .over(6)
    .rounds();
  expect(report.outcome).not.toBe('void');
  expect(report.dealer.failures.length).toBeGreaterThan(0);
  expect(new Set(report.dealer.failures.map(({ kind }) => kind))).toEqual(new Set(['invalid-output']));
  expect(played.seats.flatMap(({ failures }) => failures)).toEqual([]);
  const { rounds } = played;
  rounds.slice(1).forEach(({ announced }, i) => expect(announced).toEqual(rounds[i]!.prices));
});

it.each(odd)('%s is announced, and the match goes on', async (_, announces) => {
  const { report, played } = await aMatch().on(market).dealtBy(aDealerThat(announces)).over(6).rounds();
  expect(report.outcome).not.toBe('void');
  expect(report.dealer.failures).toEqual([]);
  expect(played.seats.flatMap(({ failures }) => failures)).toEqual([]);
});
