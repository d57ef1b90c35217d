import type { PlayedScenario } from '../play-setting.js';
import { energyOf, hourly, playedCommunity } from '../../test/played-community.js';

/** A needs 1 kWh in each of three hours; B has a roof and needs nothing. Who is not served loses 2 EUR/kWh. */
const hours = { 'hours.csv': hourly({ load: [1, 1, 1], pv: [0, 2, 0.8], none: [0, 0, 0] }) };
const homes = [
  { id: 'a', load: { series: energyOf('load') } },
  { id: 'b', load: { series: energyOf('none') }, pv: { series: energyOf('pv') } },
];
const day = { periods: 3, households: homes, valueOfLostLoad: 2 };

/** What households gained by their own costs and payments. */
function saved({ report }: PlayedScenario): number {
  return report.perSeat.filter(({ role }) => role === 'agent').reduce((sum, { saving }) => sum + saving, 0);
}

describe('on an island', () => {
  let played: PlayedScenario;
  beforeAll(async () => {
    played = await playedCommunity({ ...day, island: {} }, hours);
  });

  it('self-sufficiency counts demand that nobody serves as not served', () => {
    const { kpis } = played.report;
    // hour 0: nothing; hour 1: 1 of 2; hour 2: 0.8
    expect(kpis.servedDemand).toBeCloseTo(1.8, 6);
    expect(kpis.unservedDemand).toBeCloseTo(1.2, 6);
    expect(kpis.unservedEnergy).toBeCloseTo(0.4, 6);
    expect(kpis.selfSufficiencyPercent).toBeCloseTo(60, 4);
  });

  it('savings include lost load: 6 EUR without a market, 2.40 with it', () => {
    const { kpis } = played.report;
    expect(kpis.lostLoadWithoutMarket).toBeCloseTo(6, 6);
    expect(kpis.lostLoad).toBeCloseTo(2.4, 6);
    expect(kpis.bill).toBeCloseTo(played.report.dealerCash, 6); // nobody else to pay
    expect(kpis.costSavings).toBeCloseTo(saved(played), 6);
    expect(kpis.costSavings! + played.report.dealerCash).toBeCloseTo(3.6, 6);
    expect(kpis.congestionRent).toBeNull();
  });
});

describe('behind an import limit of 0.5 kW', () => {
  let played: PlayedScenario;
  beforeAll(async () => {
    const grid = { retail: 0.3, feedIn: 0.1, importLimit: 0.5 };
    played = await playedCommunity({ ...day, grid }, hours);
  });

  it('what is imported or not served is not self-sufficient', () => {
    const { kpis, outcome } = played.report;
    expect(outcome).toBe('converged');
    // hour 0: 0.5 imported, 0.5 lost; hour 1: all local, 1 exported; hour 2: 0.8 local, 0.2 imported
    expect(kpis.gridImport).toBeCloseTo(0.7, 6);
    expect(kpis.servedDemand).toBeCloseTo(2.5, 6);
    expect(kpis.selfSufficiencyPercent).toBeCloseTo(60, 4);
    expect(kpis.costSavings).toBeCloseTo(saved(played), 6);
  });

  it('the limit has a congestion price where it binds: what one kWh more would save', () => {
    const { report, drawn } = played;
    const { importCapacity } = drawn.community!.market.resources;
    const prices = Array.from(importCapacity, (r) => report.prices[r]!);
    [1.7, 0, 0].forEach((price, t) => expect(prices[t]).toBeCloseTo(price, 6)); // 2 lost less 0.30 retail
    expect(report.kpis.congestedPeriods).toBe(1);
    expect(report.kpis.congestionRent).toBeCloseTo(0.85, 6);
  });

  it('rights are told apart from energy', () => {
    const { resources } = played.drawn.instance;
    expect(resources.map(({ right }) => right ?? 'energy')).toEqual([
      ...['energy', 'energy', 'energy'],
      ...['import', 'import', 'import'],
    ]);
  });
});

describe('in an outage', () => {
  const grid = { retail: 0.3, feedIn: 0.1, outages: [{ from: '00:00', to: '02:00' }] };

  it('the community is an island for as long as it lasts', async () => {
    const { report } = await playedCommunity({ ...day, grid }, hours);
    // hour 0: lost; hour 1: B's, the rest curtailed; hour 2: 0.8 local, 0.2 imported
    expect(report.optimum).toBeCloseTo(2 + 0.2 * 0.3, 9);
    expect(report.outcome).toBe('converged');
    expect(report.kpis.unservedDemand).toBeCloseTo(1, 6);
    expect(report.kpis.gridExport).toBeCloseTo(0, 6);
    expect(report.kpis.gridImport).toBeCloseTo(0.2, 6);
    expect(report.kpis.selfSufficiencyPercent).toBeCloseTo(60, 4);
  });

  it('whoever loses most by it is served first', async () => {
    const flats = ['cool', 'hospital'].map((id) => ({
      ...{ id, load: { series: energyOf('load') } },
      ...(id === 'hospital' && { valueOfLostLoad: 20 }),
    }));
    const half = { series: { ...energyOf('pv'), factor: 0.5 } };
    const households = [...flats, { id: 'roof', load: { series: energyOf('none') }, pv: half }];
    const { report } = await playedCommunity({ ...day, households, grid }, hours);
    // hour 0: both lost; hour 1: 1 kWh for the hospital; hour 2: 0.4 local, 1.6 imported
    expect(report.optimum).toBeCloseTo(22 + 2 + 1.6 * 0.3, 9);
    expect(report.kpis.lostLoad).toBeCloseTo(24, 5);
  });
});
