import { clockOf } from '../periods/community-clock.js';
import { communityDocument } from '../schema/community-schema.js';
import { drawParts } from '../draws/community-market.js';
import { seriesBook } from '../periods/series-book.js';

/** Output by the hour of a CHP of 4 kW from 10:00 to 14:00 behind a storage of both ways 0.9, kWh. */
function outputWith(storage: object, more: object = {}): number[] {
  const document = communityDocument({
    ...{ kind: 'community', id: 'plant', start: '2025-07-08', step: 'PT1H', periods: 24 },
    households: [{ id: 'home', load: { annualEnergy: 3000 } }],
    grid: { retail: 0.3, feedIn: 0.08 },
    dealer: {
      chp: { power: 4, from: '10:00', to: '14:00' },
      storage: {
        ...{ capacity: 5.4, power: 3, efficiency: 0.81, charge: { from: '10:00', to: '14:00' } },
        ...{ discharge: { from: '18:00', to: '20:00' }, ...storage },
      },
    },
    ...more,
  });
  return [...drawParts(document, seriesBook([], clockOf(document)), '1').parts.plant];
}

describe('what the dealer sells of its plant behind a storage', () => {
  it('is held back until the cells are full, and given later less what is lost', () => {
    // 3 + 3 kWh make 5.4 in the cells, which are full; 3 leave 5.4 - 3 / 0.9, and 0.9 of that are 1.86. In all 6 x 0.81.
    const output = outputWith({});
    expect(output.slice(10, 14)).toEqual([1, 1, 4, 4]);
    expect(output.slice(18, 20)).toEqual([3, 1.86]);
    expect(output.reduce((sum, energy) => sum + energy, 0)).toBeCloseTo(16 - 6 * (1 - 0.81), 9);
  });

  it('is held back only as far as there is time to give it', () => {
    // One hour at 2.7 kW empties 3 kWh: 2.7 of 3, and 0.3 of a third.
    const output = outputWith({ dischargePower: 2.7, discharge: { from: '18:00', to: '19:00' } });
    expect(output.slice(10, 14)).toEqual([1, 3.666667, 4, 4]);
    expect(output[18]).toBeGreaterThan(2.7 - 2.1e-6);
    expect(output[18]).toBeLessThanOrEqual(2.7);
  });

  it('stays as it is where no window for giving comes after that for taking', () => {
    expect(outputWith({ discharge: { from: '06:00', to: '08:00' } }).slice(6, 14)).toEqual([
      0, 0, 0, 0, 4, 4, 4, 4,
    ]);
  });

  it('is carried over midnight where days follow one another', () => {
    const output = outputWith({ discharge: { from: '06:00', to: '08:00' } }, { periods: 'day', days: 2 });
    expect(output.slice(10, 14)).toEqual([1, 1, 4, 4]);
    expect(output.slice(24 + 6, 24 + 8)).toEqual([3, 1.86]);
    expect(output.slice(24 + 10, 24 + 14)).toEqual([4, 4, 4, 4]);
  });
});

it('refuses a charged battery that a shorter day does not let go', () => {
  const made = (start: string, energy: number): number => {
    const document = communityDocument({
      ...{ kind: 'community', id: 'plant', start, step: 'PT1H', periods: 'day', timeZone: 'Europe/Berlin' },
      households: [{ id: 'home', load: { annualEnergy: 3000 } }],
      grid: { retail: 0.3, feedIn: 0.08 },
      dealer: { battery: { energy, power: 1, from: '01:00', to: '05:00' } },
    });
    const { plant } = drawParts(document, seriesBook([], clockOf(document)), '1').parts;
    return plant.reduce((sum, output) => sum + output, 0);
  };
  expect(made('2025-03-29', 4)).toBeCloseTo(4, 9);
  expect(made('2025-03-30', 3)).toBeCloseTo(3, 9);
  expect(() => made('2025-03-30', 4)).toThrow(/4 kWh do not leave it at 1 kW .* is 3 hours/);
});
