import { workedExample } from '../../test/worked-example.js';
import { comparedMarket, comparedObstacle } from '../auction/compared-market.js';
import { scenarioFrom } from '../scenario-from.js';
import { refuses, type Case } from '../test/malformed.js';

const lane = {
  ...{ kind: 'community', mechanism: 'clock-exchange', id: 'lane', start: '2025-06-10', step: 'PT1H' },
  ...{
    periods: 24,
    households: [{ id: 'roof', count: 3, load: { annualEnergy: 3000 }, pv: { peakPower: 5 } }],
  },
  grid: { retail: 0.3, feedIn: 0.08 },
};

const cases: Case[] = [
  ['an island', { ...lane, grid: undefined, island: {}, valueOfLostLoad: 1 }, 'grid', /left over/],
  ['an export limit', { ...lane, grid: { ...lane.grid, exportLimit: 5 } }, 'grid', /limited/],
  ['an outage', { ...lane, valueOfLostLoad: 3, grid: { ...lane.grid, outages: [{ from: '10:00', to: '12:00' }] } }, 'grid.outages', /left over/],
  ['a weak grid', { ...lane, grid: { ...lane.grid, power: 4 } }, 'grid.power', /could not take/],
  ['sealed packages', { ...lane, sealed: true }, 'sealed', /every round/],
  ['agents that sleep', { ...lane, communication: 'asynchronous' }, 'communication', /every round/],
  ['a settlement at final prices', { ...lane, settlement: 'final' }, 'settlement', /once/],
  ['a random close', { ...lane, closing: { random: { from: 3, hazard: 0.1 } } }, 'closing', /stand still/],
  ['no round for the clock', { ...lane, roundCap: 2 }, 'roundCap', /settlement/],
  ['several days', { ...lane, days: 2 }, 'days', /clock-exchange/],
  ['a price rule', { ...lane, pricing: 'midpoint' }, 'pricing', /only a double auction/],
  ['a linear market', { ...workedExample(), mechanism: 'clock-exchange' }, 'mechanism', /kind: community/],
  ['a random market', { kind: 'random', id: 'r', agents: 2, resources: 2, mechanism: 'double-auction' }, 'mechanism', /kind: community/],
]; // prettier-ignore

refuses('a clock exchange', lane, cases);

it('is compared by its own rules, whatever its scenario states of settlement and closing', async () => {
  const conduct = { settlement: 'final', closing: { random: { from: 3, hazard: 0.1 } } };
  const stated = { ...lane, ...conduct, mechanism: undefined };
  const drawn = (await scenarioFrom(stated, 'file.yaml')).draw('1');
  expect(comparedObstacle(drawn, 'clock-exchange')).toBeNull();
  const clock = comparedMarket(drawn, 'clock-exchange', '1');
  expect(clock).toMatchObject({
    mechanism: 'clock-exchange',
    rules: { settlement: 'path', closing: { kind: 'fixed' } },
  });
  expect(comparedMarket(clock, 'bundle-trading', '1')).toMatchObject({ mechanism: 'bundle-trading' });
  const sealed = (await scenarioFrom({ ...stated, sealed: true }, 'file.yaml')).draw('1');
  expect(comparedObstacle(sealed, 'clock-exchange')).toMatch(/^clock-exchange: sealed: /);
});
