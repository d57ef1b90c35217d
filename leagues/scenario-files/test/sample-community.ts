/** The fields of a community that is fine. */
export function community(): Record<string, unknown> {
  return {
    kind: 'community',
    id: 'street',
    start: '2025-07-08',
    step: 'PT1H',
    periods: 24,
    households: [
      {
        id: 'home',
        count: 2,
        load: { annualEnergy: [2000, 3000] },
        pv: { peakPower: 5 },
        battery: { capacity: 5, power: 3 },
        appliances: [{ id: 'dryer', energy: 2, power: 2, from: '10:00', to: '18:00' }],
      },
    ],
    grid: { retail: 0.3, feedIn: 0.08 },
  };
}

/** Where its first household stands. */
export const home = ['households', 0];
