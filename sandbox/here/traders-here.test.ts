import {
  blems,
  blemsBriefing as aBriefing,
  blemsView as aView,
  vectorOf,
} from '#market/agent/test/agent-problems.js';
import { createHighsSolver } from '#market/lp/highs-solver.js';
import type { LpSolver } from '#market/lp/lp-solver.port.js';
import type { Traders } from '#market/traders.port.js';
import { defineAgent, type AgentStrategy } from '#plugins/sdk/index.js';
import { sandboxTraders } from '../seats/traders.js';
import { pluginFiles } from '../test/plugin-files.js';
import { Here } from './here.js';
import { OwnPlugin } from './own-plugin.js';

/** An agent that answers whatever `bid` returns. */
function answering(bid: (...given: Parameters<AgentStrategy['bid']>) => unknown): OwnPlugin {
  return OwnPlugin.of(defineAgent({ name: 'test', create: () => ({ bid: bid as AgentStrategy['bid'] }) }));
}

function realRandom(): unknown {
  return Reflect.get(Math, 'random');
}

describe('strategies in this process', () => {
  let solver: LpSolver;
  const open: Traders[] = [];
  const file = pluginFiles();

  const load = (source: string, name = 'agent.js'): Promise<OwnPlugin> =>
    OwnPlugin.load(file(name, source), 'agent', new Here(solver));

  /** A file whose agent has this body of `bid(view, tools)`. */
  const anAgentSaying = (body: string): Promise<OwnPlugin> =>
    load(
      `export default { kind: 'agent', name: 'test', create: () => ({ bid(view, tools) {\n${body}\n} }) };`,
    );
  beforeAll(async () => (solver = await createHighsSolver()));
  afterEach(() => Promise.all(open.splice(0).map((traders) => traders.close())));

  async function seated(plugins: OwnPlugin[], seed = 'seed'): Promise<Traders> {
    const traders = sandboxTraders({ pool: new Here(solver), plugins, seed });
    open.push(traders);
    await traders.create(plugins.map((_, seat) => aBriefing(seat)));
    return traders;
  }

  async function turnOf(plugin: OwnPlugin, view = aView()) {
    const [answer] = await (await seated([plugin])).bid([{ seat: 0, view }]);
    return answer!;
  }

  it('bid with tools and proofs', async () => {
    const answer = await turnOf(await OwnPlugin.load('truthful', 'agent', new Here(solver)));
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
    const openOrder = { bundle: vectorOf(1, 1), limit: 1, kind: 'limited', plan: vectorOf(1, 1) } as const;
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
    const traders = sandboxTraders({ pool: new Here(solver), plugins: [OwnPlugin.of(vandal)], seed: 's' });
    open.push(traders);
    expect(await traders.create([briefing])).toEqual([{ outcome: 'ok', value: null }]);
    expect(await traders.bid([{ seat: 0, view }])).toEqual([{ outcome: 'ok', value: { orders: [] } }]);
    const trade = { round: 1, delivered: vectorOf(1, 0), payment: 1, prices: vectorOf(1, 1), fills: [] };
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

  it('have globals of their own, as in the sandbox', async () => {
    const real = realRandom();
    const vandal = await anAgentSaying(`
      Math.random = () => 4;
      delete globalThis.Map;
      throw new Error([typeof process, typeof WebAssembly, typeof definition, Date.now()].join());`);
    expect(await turnOf(vandal)).toMatchObject({
      reason: expect.stringContaining(
        'Error: undefined,undefined,undefined,946684800000 (agent.js:',
      ) as string,
    });
    expect(realRandom()).toBe(real);
    expect(typeof Map).toBe('function');
  });

  it('see numbers of their own realm', async () => {
    const agent = await anAgentSaying(`
      const [best] = tools.bestBundles(view.prices);
      const lists = [view.prices, view.allocation, best.bundle];
      return lists.every((list) => list instanceof Float64Array) ? [] : 'foreign';`);
    expect(await turnOf(agent)).toMatchObject({ outcome: 'ok', value: { orders: [] } });
  });

  it.each([
    ['nothing', () => undefined, 'orders must be an array, not undefined'],
    ['a promise', async () => [], 'orders must be an array, not a promise: calls are synchronous'],
    ['text', () => 'buy', 'orders must be an array, not string'],
    ['a hole', () => [null], 'order 0 must be an object, not null'],
    ['no bundle', () => [{ limit: 1 }], 'order 0: bundle must be an array of 2 numbers'],
    ['a short bundle', () => [{ bundle: [1], limit: 1 }], 'order 0: bundle has 1 entries; it needs 2'],
    ['a sparse bundle', () => [{ bundle: Array<number>(2), limit: 1 }], 'order 0: bundle[0] must be a number, not undefined'], // prettier-ignore
    ['NaN', () => [{ bundle: [1, NaN], limit: 1 }], 'order 0: bundle[1] is NaN'],
    ['an infinite limit', () => [{ bundle: [1, 1], limit: Infinity }], 'order 0: limit is Infinity'], // prettier-ignore
    ['big integers', () => [{ bundle: [1n, 1n], limit: 1 }], 'order 0: bundle[0] must be a number, not bigint'], // prettier-ignore
    ['an unknown kind', () => [{ bundle: [1, 1], limit: 1, kind: 'x' }], "order 0: kind must be 'limited' or 'unlimited'"], // prettier-ignore
    ['an uncapped order', () => [{ bundle: [1, 1], limit: 1, kind: 'unlimited' }], 'order 0: cap of an unlimited order must be a number, not undefined'], // prettier-ignore
    ['a cap of zero', () => [{ bundle: [1, 1], limit: 1, kind: 'unlimited', cap: 0 }], 'order 0: cap is 0; an unlimited order needs one above 0'], // prettier-ignore
    [
      'a flood',
      () => Array<unknown>(65).fill({ bundle: [1, 1], limit: 1 }),
      '65 orders in one call; 64 are allowed',
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
      { outcome: 'over-budget', reason: 'Error: more than 200 LP solves in one call (agent.js:4:44)' },
      { outcome: 'threw', reason: 'an object that is no Error' },
      { outcome: 'ok', value: { orders: [] } },
    ]);
  });

  it('never come to a turn when they could not be created', async () => {
    const source = `export default { kind: 'agent', name: 'x', create(briefing) { return briefing.gone.bid; } };`;
    const plugins = [await load(source, 'broken.js')];
    const traders = sandboxTraders({ pool: new Here(solver), plugins, seed: 's' });
    open.push(traders);
    const [created] = await traders.create([aBriefing(0)]);
    expect(created).toMatchObject({ outcome: 'threw' });
    expect(created).toHaveProperty('reason', expect.stringContaining('(broken.js:1:'));
    expect(await traders.bid([{ seat: 0, view: aView() }])).toMatchObject([{ outcome: 'threw' }]);
  });

  it('each have their own copy of a loaded file', async () => {
    const source = `let calls = 0;
      export default { kind: 'agent', name: 'x', create: () => ({ bid: () => [{ bundle: [1, 0], limit: ++calls }] }) };`;
    const loaded = await load(source, 'counter.js');
    const traders = await seated([loaded, loaded]);
    const answers = await traders.bid([0, 1].map((seat) => ({ seat, view: aView() })));
    expect(answers).toMatchObject([
      { value: { orders: [{ limit: 1 }] } },
      { value: { orders: [{ limit: 1 }] } },
    ]);
  });
});
