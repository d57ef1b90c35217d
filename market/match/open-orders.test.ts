import type { AgentPlugin, Order } from '#plugins/sdk/index.js';
import { aMatch } from '../test/a-match.js';
import { aRandomMarket } from '../test/markets.js';

/** Nobody buys at this: the order stays for ever. */
const NEVER = -50;

/** 64 new orders a round, none of which will ever fill. */
const floods: [string, (round: number, i: number, m: number) => Order][] = [
  ['single quantities', (round, i, m) => ({ bundle: one(m, i % m, 1e-3 * (1 + i) + 1e-5 * round), limit: NEVER - i })],
  ['all resources at once', (round, i, m) => ({ bundle: filled(m, 1e-3 * (1 + i) + 1e-5 * round), limit: NEVER - i })],
  ['the last digit differs', (round, i, m) => ({ bundle: one(m, 0, 1 + 2e-9 * (64 * round + i)), limit: NEVER })],
  ['each a little better', (round, i, m) => ({ bundle: one(m, 0, 1), limit: NEVER + 1e-6 * (64 * round + i) })],
  ['to be paid for taking', (round, i, m) => ({ bundle: filled(m, 1 + i + 64 * round), limit: NEVER / 2 })],
  ['bids of next to nothing', (round, i, m) => ({ bundle: one(m, i % m, 1 + i + 100 * round), limit: 1e-15 })],
  ['unlimited', (round, i, m) => ({ bundle: one(m, i % m, 1 + i + 100 * round), limit: NEVER - round, kind: 'unlimited', cap: 1 })],
  ['caps that differ', (round, i, m) => ({ bundle: one(m, 0, 1), limit: NEVER, kind: 'unlimited', cap: 1 + i + 100 * round })],
  ['tiny ones', (round, i, m) => ({ bundle: one(m, i % m, 2e-7 + 2e-9 * (64 * round + i)), limit: -1 })],
  ['huge ones', (round, i, m) => ({ bundle: one(m, i % m, 1e4 - i - 100 * round), limit: 0 })],
  ['sixty-three a round', (round, i, m) => ({ bundle: one(m, 0, i === 0 ? 1 : 1 + i + 100 * round), limit: NEVER })],
]; // prettier-ignore

function one(m: number, r: number, quantity: number): number[] {
  return Array.from({ length: m }, (_, i) => (i === r ? quantity : 0));
}

function filled(m: number, quantity: number): number[] {
  return one(m, 0, 0).map((_, r) => quantity * (1 + r / 10));
}

function aFlood(order: (round: number, i: number, m: number) => Order): AgentPlugin {
  return {
    kind: 'agent',
    name: 'flood',
    create: () => ({
      bid: ({ round, prices }) => Array.from({ length: 64 }, (_, i) => order(round, i, prices.length)),
    }),
  };
}

const market = aRandomMarket('flood', { agents: 4, resources: 3 });

it.each(floods)('%s: beyond the limit of open orders every turn is a failure', async (_, order) => {
  const { played, report } = await aMatch()
    .on(market)
    .with(aFlood(order), 'truthful', 'truthful', 'truthful')
    .over(10)
    .rounds();
  const [culprit, ...others] = played.seats;
  expect(culprit!.book.length).toBeLessThanOrEqual(256);
  expect(culprit!.book.length).toBeGreaterThan(250 - 64);
  expect(culprit!.failures.length).toBeGreaterThan(0);
  for (const { kind, reason } of culprit!.failures)
    expect([kind, reason]).toEqual(['refused-order', expect.stringMatching(/open orders; 256 are allowed/)]);
  expect(others.flatMap(({ failures }) => failures)).toEqual([]);
  expect(report.outcome).not.toBe('void');
});

it('is told to the agents, with what an order may ask for', async () => {
  let told: unknown;
  const listener: AgentPlugin = {
    kind: 'agent',
    name: 'listener',
    create: ({ limits }) => {
      told = limits;
      return { bid: () => [] };
    },
  };
  await aMatch().on(market).with(listener).over(1).rounds();
  expect(told).toEqual({
    orders: 64,
    openOrders: 256,
    openWeight: 60_000,
    placedOrders: expect.any(Number) as number,
    matchWeight: 20_000_000,
    gas: Infinity,
    quantity: expect.any(Number) as number,
    money: expect.any(Number) as number,
    price: 1e9,
    // nothing watches the clock here
    milliseconds: Infinity,
    seatMilliseconds: Infinity,
  });
});
