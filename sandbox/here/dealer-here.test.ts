import { vectorOf } from '#market/agent/test/agent-problems.js';
import type { DealerBriefing, DealerDesk, DealerView } from '#market/traders.port.js';
import { defineDealer, type DealerPolicy } from '#plugins/sdk/index.js';
import { createHighsSolver } from '#market/lp/highs-solver.js';
import { sandboxDealer } from '../seats/dealer.js';
import { Here } from './here.js';
import { OwnPlugin } from './own-plugin.js';

const briefing: DealerBriefing = {
  agents: 2,
  resources: [
    { id: 'A', unit: 'kWh' },
    { id: 'B', unit: 'kWh' },
  ],
  roundCap: 100,
  closing: { kind: 'fixed' },
  inventory: vectorOf(4, 0),
  cash: 10,
  total: vectorOf(10, 10),
  initialPrices: vectorOf(1, 1),
};
const view: DealerView = {
  round: 1,
  prices: vectorOf(1, 2),
  inventory: vectorOf(4, 0),
  cash: 10,
  openOrders: 3,
  newOrders: 2,
  volume: vectorOf(0, 0),
};
const clearing = { prices: vectorOf(3, 4), settled: true, surplus: 1 };

const solver = await createHighsSolver();

async function seated(policy: object, maxOrders = 64): Promise<DealerDesk> {
  const plugin = OwnPlugin.of(defineDealer({ name: 'test', create: () => policy as DealerPolicy }));
  const desk = sandboxDealer({ pool: new Here(solver, maxOrders), plugin, seed: 's' });
  await desk.create(briefing);
  return desk;
}

describe('a dealer policy in this process', () => {
  it('may send an order per resource, however few are allowed', async () => {
    const order = { bundle: [1, 0], limit: 1 };
    const desk = (count: number): Promise<DealerDesk> =>
      seated({ quote: () => ({ offer: [0, 0], orders: Array.from({ length: count }, () => order) }) }, 1);
    expect(await (await desk(2)).quote(view)).toMatchObject({ outcome: 'ok' });
    expect(await (await desk(3)).quote(view)).toMatchObject({ outcome: 'invalid-output' });
  });

  it('quotes and announces', async () => {
    const desk = await seated({
      quote: () => ({ offer: [4, 0], orders: [{ bundle: [0, 1], limit: 2 }] }),
      announce: () => [5, 6],
    });
    expect(await desk.quote(view)).toEqual({
      outcome: 'ok',
      value: { offer: vectorOf(4, 0), orders: [{ bundle: vectorOf(0, 1), limit: 2, kind: 'limited' }] },
    });
    expect(await desk.announce(view, clearing)).toEqual({ outcome: 'ok', value: vectorOf(5, 6) });
    await desk.close();
  });

  it('announces the clearing prices unless it says otherwise', async () => {
    const desk = await seated({ quote: () => ({ offer: [0, 0] }) });
    expect(await desk.announce(view, clearing)).toEqual({ outcome: 'ok', value: null });
  });

  it('can change nothing of what it is shown', async () => {
    const desk = await seated({
      quote: (shown: DealerView) => {
        for (const vectorShown of [shown.inventory, shown.prices, shown.volume]) vectorShown.fill(9);
        return { offer: [0, 0] };
      },
      announce: (_: DealerView, shown: typeof clearing) => void shown.prices.fill(9),
    });
    await desk.quote(view);
    await desk.announce(view, clearing);
    expect([...view.inventory, ...view.prices, ...view.volume, ...clearing.prices]).toEqual([
      4, 0, 1, 2, 0, 0, 3, 4,
    ]);
  });

  it.each([
    [{ offer: [5, 0] }, 'offer[0] is 5, outside the inventory of 0 .. 4'],
    [{ offer: [-1, 0] }, 'offer[0] is -1, outside the inventory of 0 .. 4'],
    [{ offer: [1] }, 'offer has 1 entries; it needs 2'],
    [{ offer: [1, 0], orders: [{}] }, 'order 0: limit must be a number, not undefined'],
    [{ offer: [1, 0], orders: 7 }, 'orders must be an array, not number'],
    [undefined, 'quote() must return { offer, orders? }, not undefined'],
    [Promise.resolve(), 'offer must be an array of 2 numbers'],
  ])('fails with a reason when it quotes %j', async (quote, reason) => {
    const desk = await seated({ quote: () => quote });
    expect(await desk.quote(view)).toEqual({ outcome: 'invalid-output', reason });
  });

  it.each([
    [[1], 'announced prices has 1 entries; it needs 2'],
    [[1, NaN], 'announced prices[1] is NaN'],
  ])('fails with a reason when it announces %j', async (prices, reason) => {
    const desk = await seated({ quote: () => ({ offer: [0, 0] }), announce: () => prices });
    expect(await desk.announce(view, clearing)).toEqual({ outcome: 'invalid-output', reason });
  });

  it('fails with a reason when it throws or is no policy', async () => {
    const desk = await seated({
      quote: () => {
        throw new Error('closed today');
      },
    });
    expect(await desk.quote(view)).toEqual({ outcome: 'threw', reason: 'Error: closed today' });
    const plugin = OwnPlugin.of(defineDealer({ name: 'x', create: () => ({}) as never }));
    const nobody = sandboxDealer({ pool: new Here(solver), plugin, seed: 's' });
    expect(await nobody.create(briefing)).toEqual({
      outcome: 'invalid-output',
      reason: 'what create() returns has no function quote()',
    });
    expect(await nobody.quote(view)).toMatchObject({ outcome: 'threw' });
  });
});
