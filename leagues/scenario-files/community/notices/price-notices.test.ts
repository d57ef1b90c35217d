import { seriesFrom } from '../../series/load-series.js';
import { communityDocument, seriesOf } from '../schema/community-schema.js';
import { priceNotices } from './price-notices.js';

function noticesOf(fields: object, text = ''): string[] {
  const document = communityDocument({
    ...{ kind: 'community', id: 'prices', start: '2025-07-08', step: 'PT1H', periods: 2 },
    households: [{ id: 'home', load: { annualEnergy: 3000 } }],
    ...fields,
  });
  const all = seriesOf(document).map(({ path, series }) => ({
    ...{ path, document: series, series: seriesFrom(text, series) },
  }));
  return priceNotices(document, all);
}

describe('prices that are hardly in EUR/kWh', () => {
  it('are told where they stand', () => {
    const windows = [{ from: '17:00', to: '20:00', price: 38 }];
    const households = [{ id: 'home', load: { annualEnergy: 3000 }, tariff: { feedIn: 12 } }];
    const grid = { retail: { otherwise: 0.3, windows }, feedIn: 0.08 };
    expect(noticesOf({ grid, localFee: 5, households })).toEqual([
      'grid.retail: 38 EUR/kWh is hardly a price of energy; a number here is in EUR/kWh',
      'localFee: 5 EUR/kWh is hardly a price of energy; a number here is in EUR/kWh',
      'households[0].tariff.feedIn: 12 EUR/kWh is hardly a price of energy; a number here is in EUR/kWh',
    ]);
    expect(noticesOf({ grid: { retail: 4, feedIn: -0.5 } })).toEqual([]);
  });

  it('are told of files, whose unit is another one', () => {
    const spot = (unit: string): object => ({ csv: 'spot.csv', column: 'price', unit, time: 'time' });
    const text = 'time,price\n2025-07-08T00:00,83.2\n2025-07-08T01:00,-120.5\n';
    const told = (unit: string): string[] => noticesOf({ grid: { retail: 0.3, feedIn: spot(unit) } }, text);
    expect(told('EUR/kWh')).toEqual([
      'grid.feedIn (spot.csv): -120.5 EUR/kWh is hardly a price of energy; is `unit: EUR/kWh` what the file is in?',
    ]);
    expect(told('EUR/MWh')).toEqual([]);
  });
});
