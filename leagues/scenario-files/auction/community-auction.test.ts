import { scenarioFrom } from '../scenario-from.js';
import { ScenarioError } from '../reading/scenario-error.js';
import { spoiled, type Case } from '../test/malformed.js';
import { ruleIn } from '#market/double-auction/pricing.js';
import { clearPeriod } from '#market/double-auction/clear-period.js';
import { auctionIn } from './load-auction.js';

const village = {
  ...{ kind: 'community', mechanism: 'double-auction', id: 'village', start: '2025-06-10', step: 'PT1H', periods: 24 },
  households: [{ id: 'home', count: 3, load: { annualEnergy: 3000 }, pv: { peakPower: 8 } }],
  dealer: { chp: { power: 2, from: '06:00', to: '18:00' } },
  grid: { retail: { otherwise: 0.3, windows: [{ from: '17:00', to: '20:00', price: 0.4 }] }, feedIn: 0.08 },
}; // prettier-ignore

describe('a community’s double auction', () => {
  it('offers and wants what meters count, at prices between the grid’s, which follow its tariff', async () => {
    const auction = (await auctionIn(village, 'file.yaml', '1'))!;
    expect(auction.seed).toBe('1');
    expect(auction.periods.map(({ grid }) => Number(grid.sells))).toEqual(
      Array.from({ length: 24 }, (_, hour) => (hour >= 17 && hour < 20 ? 4000 : 3000)),
    );
    const plant = auction.periods.map(({ orders }) => orders.find(({ order }) => order.id === 'plant'));
    plant.forEach((placed, hour) => {
      const running = hour >= 6 && hour < 18;
      expect(placed ?? null).toEqual(running ? expect.objectContaining({ side: 'ask' }) : null);
      if (running) expect(placed!.order).toMatchObject({ amount: 2000n, type: 'chp' });
    });
    const prices = auction.periods.flatMap(({ orders }) =>
      orders.flatMap(({ side, order }) => (side === 'ask' ? [order.price] : Object.values(order.prices))),
    );
    for (const price of prices) expect(price >= 800n && price <= 4000n).toBe(true);
    const asks = auction.periods.flatMap(({ orders }) => orders.filter(({ side }) => side === 'ask'));
    expect(asks.some(({ order }) => order.id.startsWith('home'))).toBe(true);
  });

  it.each([
    [undefined, 'highest-ask', 0],
    ['midpoint', 'midpoint', 0.5],
    [{ k: 0.25 }, { k: 2_500n }, 0.25],
  ])('is priced as its file says: %j', async (pricing, told, k) => {
    const auction = (await auctionIn({ ...village, ...(pricing && { pricing }) }, 'file.yaml', '1'))!;
    expect(auction.pricing).toEqual(told);
    let traded = 0;
    for (const { orders, grid } of auction.periods) {
      const asks = orders.flatMap(({ side, order }) => (side === 'ask' ? [order] : []));
      const bids = orders.flatMap(({ side, order }) => (side === 'bid' ? [order] : []));
      for (const { type, matches } of clearPeriod(asks, bids, { grid, pricing: ruleIn(auction.rule, 0) })
        .auctions) {
        if (matches.length === 0) continue;
        const priceOf = (id: string, of: 'bid' | 'ask'): number => {
          const { prices } = auction.agents!.find((agent) => agent.id === id)!;
          return Number(of === 'ask' ? prices.ask : prices.bids[type]);
        };
        const asked = Math.max(...matches.map(({ seller }) => priceOf(seller, 'ask')));
        const bid = Math.min(...matches.map(({ buyer }) => priceOf(buyer, 'bid')));
        for (const { buyerPrice } of matches)
          expect(Number(buyerPrice)).toBe(Math.floor(asked + k * (bid - asked)));
        traded++;
      }
    }
    expect(traded).toBeGreaterThan(0);
  });

  it('reads a meter from a CSV file', async () => {
    const measured = {
      ...{ kind: 'community', mechanism: 'double-auction', id: 'measured', start: '2025-06-10', step: 'PT15M', periods: 4 },
      households: [
        { id: 'meter', load: { series: { csv: 'meter.csv', column: 'load', unit: 'W', time: 'time' } }, pv: { series: { csv: 'meter.csv', column: 'pv', unit: 'W', time: 'time' } } },
      ],
      grid: { retail: 0.2367, feedIn: 0.12 },
    }; // prettier-ignore
    const csv = [
      'time,load,pv',
      '2025-06-10T00:00Z,400,0', // 100 Wh drawn
      '2025-06-10T00:15Z,402,0', // 100.5 Wh: the reading goes from 100 to 200.5, rounded towards the larger
      '2025-06-10T00:30Z,402,0', // 100.5 Wh, the reading to 301
      '2025-06-10T00:45Z,200,1400', // 300 Wh fed in
    ].join('\n');
    const auction = (await auctionIn(measured, 'file.yaml', '1', () => Promise.resolve(csv)))!;
    const counted = auction.periods.map(({ orders }) =>
      orders.map(({ side, order }) => (side === 'ask' ? order.amount : -order.amount)),
    );
    expect(counted).toEqual([[-100n], [-100n], [-101n], [300n]]);
    expect(auction.periods[3]!.orders[0]!.order).toMatchObject({ type: 'pv' });
  });

  it('has a price rule, which bundle trading has not', async () => {
    const bundles = { ...village, mechanism: 'bundle-trading', pricing: 'midpoint' };
    await expect(scenarioFrom(bundles, 'file.yaml')).rejects.toThrow(
      /pricing: only a double auction has one/,
    );
  });

  const cases: Case[] = [
    ['plants that must generate', { ...village, curtailment: 'none' }, 'curtailment', /nobody wants/],
    ['a solar plant of the dealer', spoiled(village, ['dealer'], { pv: { peakPower: 5 } }), 'dealer.pv', /dealer\.chp/],
    ['a local fee between two hundredths', { ...village, localFee: 0.04005 }, 'localFee', /1\/100 ct/],
    ['charges on peaks', { ...village, regulation: [{ name: 'peak', unit: 'EUR/kW peak', retail: 5 }] }, 'regulation', /peaks/],
    ['an island', { ...spoiled(village, ['grid'], undefined) as object, island: {}, valueOfLostLoad: 1 }, 'grid', /left over/],
    ['an import limit', { ...village, valueOfLostLoad: 1, grid: { ...village.grid, importLimit: 5 } }, 'grid.importLimit', /limit/],
    ['a price between two hundredths', { ...village, grid: { retail: 0.23675, feedIn: 0.1 } }, 'grid.retail', /1\/100 ct/],
    ['a price rule that there is not', { ...village, pricing: 'second-price' }, 'pricing', /mcafee/],
    ['a household named as the plant', spoiled(village, ['households', 0], { id: 'plant', load: { annualEnergy: 1 } }), 'households', /named|called/],
  ]; // prettier-ignore

  it.each(cases)('refuses %s: it would be left out of account', async (_what, document, field, reason) => {
    const error: unknown = await auctionIn(document, 'file.yaml', '1').catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ScenarioError);
    expect((error as ScenarioError).field).toBe(field);
    expect((error as ScenarioError).message).toMatch(reason);
  });
});
