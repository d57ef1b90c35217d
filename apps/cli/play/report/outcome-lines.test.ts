import { scenarioFrom } from '#leagues/scenario-files/scenario-from.js';
import { worthlessTrade } from './outcome-lines.js';

const day = {
  ...{ kind: 'community', id: 'day', start: '2025-06-10', step: 'PT1H', periods: 24 },
  households: [{ id: 'a', load: { annualEnergy: 3000 } }],
};

it.each([
  ['a fee between both', { retail: 0.3, feedIn: 0.1 }, 0],
  [
    'feed-in above retail at two hours',
    { retail: 0.3, feedIn: { otherwise: 0.1, windows: [{ from: '10:00', to: '12:00', price: 0.35 }] } },
    2,
  ],
  // Neighbours are all there is then.
  ['an outage', { retail: 0.3, feedIn: 0.1, outages: [{ from: '18:00', to: '20:00' }] }, 0],
])('tells when no local trade is worth anything: %s', async (_, grid, periods) => {
  const document = { ...day, grid, localFee: 0.04, valueOfLostLoad: 2 };
  const scenario = await scenarioFrom(document, 'day', () => Promise.reject(new Error('there are no files')));
  const lines = worthlessTrade(scenario.draw('1'));
  expect(lines).toHaveLength(periods > 0 ? 1 : 0);
  if (periods > 0) expect(lines[0]).toContain(`In ${periods} of 24 periods`);
});
