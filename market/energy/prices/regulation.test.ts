import { regulatedPrices, standingCharge, tariffLines } from './regulation.js';
import { regulationPresets } from './regulation-presets.js';
import { pricesOver } from './tariff.js';

const day = { start: 0, stepHours: 1, periods: 24 };

describe('presets (EUR/kWh)', () => {
  it('DE-2025 comes to the average household price of 39.7 ct, feed-in 7.94 ct', () => {
    const { retail, localFee, feedIn } = regulatedPrices(day, regulationPresets['DE-2025']);
    expect(retail[0]).toBeCloseTo(0.397, 4);
    expect(feedIn[0]).toBeCloseTo(0.0794, 6);
    expect(localFee[0]).toBe(0);
  });

  it('DE-42c leaves a band from feed-in to procurement, 7.94 to 16.04 ct', () => {
    const { retail, localFee } = regulatedPrices(day, regulationPresets['DE-42c']);
    expect(retail[0]! - localFee[0]!).toBeCloseTo(0.1604, 5);
  });

  it('AT-community charges 72 % of the grid fee and its tax on local energy, no levies', () => {
    expect(regulatedPrices(day, regulationPresets['AT-community']).localFee[0]).toBeCloseTo(0.0576 * 1.2, 6);
  });

  it('a local community in Austria pays 43 % of the grid fee, one in Switzerland 60 % and all levies', () => {
    expect(regulatedPrices(day, regulationPresets['AT-community-local']).localFee[0]).toBeCloseTo(
      0.0344 * 1.2,
      6,
    );
    expect(regulatedPrices(day, regulationPresets['CH-LEG']).localFee[0]).toBeCloseTo(
      (0.063 + 0.023 + 0.01) * 1.081,
      6,
    );
  });

  it('every line says who gets it; lines add up to the price', () => {
    for (const table of Object.values(regulationPresets)) {
      const prices = regulatedPrices(day, table);
      for (const [flow, price] of [
        ['retail', prices.retail],
        ['local', prices.localFee],
        ['feedIn', prices.feedIn],
      ] as const) {
        const lines = tariffLines(day, table, flow);
        expect(lines.reduce((sum, line) => sum + line.prices[7]!, 0)).toBeCloseTo(price[7]!, 14);
      }
    }
    const german = tariffLines(day, regulationPresets['DE-2025'], 'retail');
    expect(german.map(({ receiver }) => receiver)).toEqual([
      'supplier',
      'grid operator',
      'levy funds',
      'levy funds',
      'levy funds',
      'municipality',
      'state',
      'state',
    ]);
    // 19 % of 33.361 ct
    expect(german.at(-1)!.prices[0]).toBeCloseTo(0.0633859, 6);
  });

  it('every preset with a retail price leaves room to trade', () => {
    for (const name of ['DE-2025', 'DE-42c', 'AT-community', 'AT-community-local', 'CH-LEG'] as const) {
      const { retail, localFee, feedIn } = regulatedPrices(day, regulationPresets[name]);
      expect(retail[0]! - localFee[0]!).toBeGreaterThan(feedIn[0]!);
    }
  });
});

it('percentages are taken of what stands above them, windows by the hour', () => {
  const { retail } = regulatedPrices(day, [
    { name: 'energy', unit: 'ct/kWh', retail: 10 },
    { name: 'night', unit: 'ct/kWh', retail: -2, window: { from: 22, to: 6 } },
    { name: 'tax', unit: '%', retail: 20 },
    { name: 'meter', unit: 'EUR/a', retail: 100 },
  ]);
  expect([retail[5], retail[6], retail[21], retail[22]]).toEqual([0.096, 0.12, 0.12, 0.096]);
});

it('fixed charges go by time and connection', () => {
  const table = [
    { name: 'meter', unit: 'EUR/a', retail: 87.6 },
    { name: 'power', unit: 'EUR/kW', retail: 8.76 },
  ] as const;
  expect(standingCharge(table, 10, 24)).toBeCloseTo(0.24 + 0.24, 9);
});

it('a schedule gives prices by the hour, over midnight too', () => {
  const prices = pricesOver(day, { otherwise: 0.3, windows: [{ from: 22, to: 6, price: 0.2 }] });
  expect([prices[21], prices[22], prices[5], prices[6]]).toEqual([0.3, 0.2, 0.2, 0.3]);
  expect(new Set(pricesOver(day, 0.25))).toEqual(new Set([0.25]));
});
