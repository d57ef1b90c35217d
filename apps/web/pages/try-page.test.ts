import { trialPage } from './try-page.js';

const glance = { prices: [0.2, 0.3], trades: 4, gap: 0.5 };
const trial = {
  ...{ run: 'r', scenario: 's', agents: ['a'], dealer: 'd', state: 'running', error: null },
  ...{ ahead: 0, progress: { rounds: 1, glance } },
};

it.each([
  ['EUR', 'EUR per kWh', 'at most 0.500 EUR left to gain'],
  ['money', 'money per unit', 'at most 0.500 money left to gain'],
] as const)('tells what prices are in: %s', (currency, unit, gap) => {
  const page = trialPage({ ...trial, currency });
  expect(page).toContain(unit);
  expect(page).toContain(gap);
  expect(page.includes('>resource<')).toBe(currency === 'money');
});
