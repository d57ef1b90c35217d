import { clockOf } from '../periods/community-clock.js';
import { communityDocument } from '../schema/community-schema.js';
import { windowNotices } from './window-notices.js';

/** Of six periods from midnight on. */
function noticesOf(home: object, dealer: object = {}): string[] {
  const document = communityDocument({
    ...{ kind: 'community', id: 'night', start: '2025-07-08', step: 'PT1H', periods: 6 },
    households: [{ id: 'home', load: { annualEnergy: 3000 }, ...home }],
    grid: { retail: 0.3, feedIn: 0.08 },
    dealer,
  });
  return windowNotices(document, clockOf(document));
}

describe('windows outside of the periods', () => {
  it('are told of loads that never run', () => {
    const washer = { id: 'washer', energy: 1, power: 2, from: '12:00', to: '20:00' };
    const dryer = { ...washer, id: 'dryer', from: ['02:00', '09:00'] };
    expect(noticesOf({ appliances: [washer, dryer] })).toEqual([
      'home: washer has no window within the periods, and does not run',
    ]);
    const ev = { energy: 3, power: 3, arrival: '10:00', departure: '16:00' };
    expect(noticesOf({ ev })).toEqual(['home: its car is not there within the periods, and does not charge']);
    expect(noticesOf({ ev: { ...ev, arrival: '18:00', departure: '06:00' } })).toEqual([]);
  });

  it('are told of the charged battery, which sells less', () => {
    const battery = (from: string, to: string): string[] =>
      noticesOf({}, { battery: { energy: 2, power: 1, from, to } });
    expect(battery('01:00', '03:00')).toEqual([]);
    expect(battery('22:00', '02:00')).toEqual([
      'dealer.battery: the periods hold 50 % of its window, and it sells as much of its energy',
    ]);
    expect(battery('12:00', '14:00')).toEqual([
      'dealer.battery: the periods hold nothing of its window, and it sells as much of its energy',
    ]);
  });
});
