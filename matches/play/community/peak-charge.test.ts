import { energyOf, hourly, playedCommunity } from '../../test/played-community.js';

it('a match with a charge on peaks ends at the optimum, and its bills have it', async () => {
  const community = {
    ...{ periods: 4, grid: { retail: 0.3, feedIn: 0.1 }, localFee: 0.02 },
    regulation: [{ name: 'power', unit: 'EUR/kW peak', retail: 0.5, receiver: 'grid operator' }],
    households: [
      { id: 'roof', load: { series: energyOf('roof') }, pv: { series: energyOf('sun') } },
      {
        ...{ id: 'cellar', load: { series: energyOf('cellar') } },
        battery: { capacity: 4, power: 4, efficiency: 1, initial: 0 },
      },
    ],
  };
  const files = { 'hours.csv': hourly({ roof: [0, 0, 1, 1], sun: [2, 2, 0, 0], cellar: [1, 1, 3, 3] }) };
  const { report } = await playedCommunity(community, files);
  expect(report.outcome).toBe('converged');
  // The cellar levels its 8 kWh at 2 a period, whoever sells them; the roof's peak is 1 kW. Four kWh are the roof's.
  const energy = 2 * 0.3 + 4 * 0.3 + 4 * 0.02;
  expect(report.optimum).toBeCloseTo(energy + 0.5 * (1 + 2), 9);
  expect(report.cost).toBeCloseTo(report.optimum, 5);
  // Alone: the same peaks, and the roof feeds in.
  expect(report.kpis.billWithoutMarket).toBeCloseTo(2 * 0.3 - 4 * 0.1 + 8 * 0.3 + 0.5 * 3, 6);
  const { bill, costSavings } = report.kpis;
  expect(bill! + costSavings!).toBeCloseTo(report.kpis.billWithoutMarket!, 9);
});
