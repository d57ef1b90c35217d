import {
  blems,
  blemsBriefing as aBriefing,
  blemsView as aView,
  vector,
} from '#market/agent/test/agent-problems.js';
import { createHighsSolver } from '#market/lp/highs-solver.js';
import type { LpSolver } from '#market/lp/lp-solver.port.js';
import type { Traders } from '#market/traders.port.js';
import { defineAgent, type AgentPlugin, type AgentStrategy } from '#plugins/sdk/index.js';
import { inProcessTraders, type SeatPlugin } from './in-process-traders.js';
import { loadAgent, loadSource, type LoadedPlugin } from './load-plugin.js';

/** An agent that answers whatever `bid` returns. */
function answering(bid: (...given: Parameters<AgentStrategy['bid']>) => unknown): AgentPlugin {
  return defineAgent({ name: 'test', create: () => ({ bid: bid as AgentStrategy['bid'] }) });
}

/** A loaded agent with this body of `bid(view, tools)`. */
async function anAgentSaying(body: string): Promise<LoadedPlugin<AgentPlugin>> {
  const source = `export default { kind: 'agent', name: 'test', create: () => ({ bid(view, tools) {\n${body}\n} }) };`;
  return (await loadSource(source, 'agent.js')) as LoadedPlugin<AgentPlugin>;
}

function realRandom(): unknown {
  return Reflect.get(Math, 'random');
}

describe('strategies in this process', () => {
  let solver: LpSolver;
  const open: Traders[] = [];
  beforeAll(async () => (solver = await createHighsSolver()));
  afterEach(() => Promise.all(open.splice(0).map((traders) => traders.close())));

  async function seated(plugins: SeatPlugin[], seed = 'seed', maxOrders = 64): Promise<Traders> {
    const traders = inProcessTraders({ solver, plugins, seed, maxOrders });
    open.push(traders);
    await traders.create(plugins.map((_, seat) => aBriefing(seat)));
    return traders;
  }

  async function turnOf(plugin: SeatPlugin, view = aView()) {
    const [answer] = await (await seated([plugin])).bid([{ seat: 0, view }]);
    return answer!;
  }

  it('bid with tools and proofs', async () => {
    const answer = await turnOf(await loadAgent('truthful'));
    expect(answer).toMatchObject({ outcome: 'ok', value: { orders: [{ kind: 'limited' }] } });
    if (answer.outcome !== 'ok') return;
    const [order] = answer.value.orders;
    expect([...order!.bundle]).toEqual([28 / 3, 7 / 3].map((value) => expect.closeTo(value, 9) as unknown));
    expect(order!.limit).toBeCloseTo(35 / 6, 9);
    expect([...order!.plan!]).toEqual([0, 4]);
    expect(answer.value.best).toBeDefined();
  });

  it('can change nothing of what they are shown', async () => {
    const briefing = aBriefing(0);
    const before = structuredClone(briefing);
    const openOrder = { bundle: vector(1, 1), limit: 1, kind: 'limited', plan: vector(1, 1) } as const;
    const view = aView({ openOrders: [openOrder] });
    const vandal = defineAgent({
      name: 'vandal',
      create: (given) => {
        given.problem.cost.fill(7);
        given.endowment.fill(7);
        return {
          bid: (shown) => {
            shown.prices.fill(7);
            shown.allocation.fill(7);
            shown.openOrders[0]!.bundle.fill(7);
            if ('plan' in shown.openOrders[0]!) throw new Error('saw the plan');
            return [];
          },
          settled: (trade, shown) => {
            trade.delivered.fill(7);
            trade.prices.fill(7);
            shown.prices.fill(7);
          },
        };
      },
    });
    const traders = inProcessTraders({ solver, plugins: [vandal], seed: 's' });
    open.push(traders);
    expect(await traders.create([briefing])).toEqual([{ outcome: 'ok', value: null }]);
    expect(await traders.bid([{ seat: 0, view }])).toEqual([{ outcome: 'ok', value: { orders: [] } }]);
    const trade = { round: 1, delivered: vector(1, 0), payment: 1, prices: vector(1, 1) };
    expect(await traders.settled([{ seat: 0, trade, view }])).toEqual([{ outcome: 'ok', value: null }]);
    expect(briefing).toEqual(before);
    expect([...view.prices, ...view.allocation]).toEqual([0, 0, ...blems.third]);
    expect([...openOrder.bundle, ...trade.delivered, ...trade.prices]).toEqual([1, 1, 1, 0, 1, 1]);
  });

  it('draw from a stream of their own, which nobody else disturbs', async () => {
    const real = realRandom();
    const drawing = await anAgentSaying('return [{ bundle: [1, 0], limit: Math.random() }];');
    const limits = async (traders: Traders, rounds: number[][]): Promise<number[]> => {
      const drawn: number[] = [];
      for (const seats of rounds)
        for (const answer of await traders.bid(seats.map((seat) => ({ seat, view: aView() }))))
          drawn.push(answer.outcome === 'ok' ? answer.value.orders[0]!.limit : NaN);
      return drawn;
    };
    const together = await limits(await seated([drawing, drawing]), [[0, 1], [0, 1]]); // prettier-ignore
    expect(new Set(together).size).toBe(4);
    const alone = await limits(await seated([drawing, drawing]), [[1], [1]]);
    expect(alone).toEqual([together[1], together[3]]);
    const otherMatch = await limits(await seated([drawing, drawing], 'other'), [[0, 1]]);
    expect(otherMatch[0]).not.toBe(together[0]);
    expect(realRandom()).toBe(real);
  });

  it('leave the real Math.random in place even when they fail or replace it', async () => {
    const real = realRandom();
    await turnOf(
      answering(() => {
        Object.defineProperty(Math, 'random', { value: () => 4 });
        throw new Error('oops');
      }),
    );
    expect(realRandom()).toBe(real);
  });

  it.each([
    ['nothing', () => undefined, 'bid returned nothing, not a list of orders'],
    ['a promise', async () => [], 'bid returned a promise; it must answer at once'],
    ['text', () => 'buy', 'bid returned a value of type string, not a list of orders'],
    ['a hole', () => [null], 'order 0 is null'],
    ['no bundle', () => [{ limit: 1 }], 'order 0: bundle is nothing, not a list of numbers'],
    ['a short bundle', () => [{ bundle: [1], limit: 1 }], 'order 0: bundle has 1 entries, not 2'],
    ['a sparse bundle', () => [{ bundle: Array<number>(2), limit: 1 }], 'order 0: bundle[0] is nothing, not a number'], // prettier-ignore
    ['NaN', () => [{ bundle: [1, NaN], limit: 1 }], 'order 0: bundle[1] is NaN, not a finite number'],
    ['an infinite limit', () => [{ bundle: [1, 1], limit: Infinity }], 'order 0: limit is Infinity, not a finite number'], // prettier-ignore
    ['big integers', () => [{ bundle: [1n, 1n], limit: 1 }], 'order 0: bundle[0] is a value of type bigint, not a number'], // prettier-ignore
    ['an unknown kind', () => [{ bundle: [1, 1], limit: 1, kind: 'x' }], "order 0: kind is neither 'limited' nor 'unlimited'"], // prettier-ignore
    ['an uncapped order', () => [{ bundle: [1, 1], limit: 1, kind: 'unlimited' }], 'order 0: cap is nothing, not a number'], // prettier-ignore
    ['a cap of zero', () => [{ bundle: [1, 1], limit: 1, kind: 'unlimited', cap: 0 }], 'order 0: cap is 0; an unlimited order needs one above 0'], // prettier-ignore
    [
      'a flood',
      () => Array<unknown>(65).fill({ bundle: [1, 1], limit: 1 }),
      'bid returned 65 orders; 64 are allowed',
    ],
  ])('have an empty turn when they answer %s', async (_, bid, reason) => {
    expect(await turnOf(answering(bid))).toEqual({ outcome: 'invalid-output', reason });
  });

  it('have an empty turn when they throw or spend too much, and play on afterwards', async () => {
    const moody = await anAgentSaying(`
      if (view.round === 1) throw new RangeError('no idea');
      if (view.round === 2) for (;;) tools.value([0, 0]);
      if (view.round === 3) throw { odd: true };
      return [];`);
    const traders = await seated([moody]);
    const turns = [];
    for (const round of [1, 2, 3, 4])
      turns.push(...(await traders.bid([{ seat: 0, view: aView({ round }) }])));
    expect(turns).toEqual([
      { outcome: 'threw', reason: 'RangeError: no idea (agent.js:3:35)' },
      { outcome: 'over-budget', reason: 'more than 200 LP solves in one call' },
      { outcome: 'threw', reason: 'threw object' },
      { outcome: 'ok', value: { orders: [] } },
    ]);
  });

  it('never come to a turn when they could not be created', async () => {
    const source = `export default { kind: 'agent', name: 'x', create(briefing) { return briefing.gone.bid; } };`;
    const traders = inProcessTraders({
      solver,
      plugins: [(await loadSource(source, 'broken.js')) as never],
      seed: 's',
    });
    open.push(traders);
    const [created] = await traders.create([aBriefing(0)]);
    expect(created).toMatchObject({ outcome: 'threw' });
    expect(created).toHaveProperty('reason', expect.stringContaining('(broken.js:1:'));
    expect(await traders.bid([{ seat: 0, view: aView() }])).toMatchObject([{ outcome: 'threw' }]);
  });

  it('each have their own copy of a loaded file', async () => {
    const source = `let calls = 0;
      export default { kind: 'agent', name: 'x', create: () => ({ bid: () => [{ bundle: [1, 0], limit: ++calls }] }) };`;
    const loaded = (await loadSource(source, 'counter.js')) as never;
    const traders = await seated([loaded, loaded]);
    const answers = await traders.bid([0, 1].map((seat) => ({ seat, view: aView() })));
    expect(answers).toMatchObject([
      { value: { orders: [{ limit: 1 }] } },
      { value: { orders: [{ limit: 1 }] } },
    ]);
  });
});
