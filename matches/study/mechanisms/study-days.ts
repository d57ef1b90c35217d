/**
 * Six kinds of days of one street, as community scenarios: both seasons, hours and quarter-hours, prices below zero, and the two days on
 * which clocks change. Loads, weather and assets within narrow ranges are drawn from the seed.
 */
type Fields = Readonly<Record<string, unknown>>;

const load = (low: number, high: number): Fields => ({ load: { annualEnergy: [low, high] } });
const battery = { capacity: [4, 7], power: 3, efficiency: 0.9, initial: 0.2, wear: 0.01 };
const washing = { id: 'washing', energy: [0.8, 1.4], power: 2, from: '07:00', to: '21:00' };
const car = { energy: [5, 8], power: 7.4, arrival: '08:00', departure: '18:00' };

const street: readonly Fields[] = [
  { id: 'flat', ...load(1500, 3000), appliances: [washing] },
  { id: 'family', ...load(3500, 5500), appliances: [washing, { ...washing, id: 'dryer', power: 2.5 }] },
  { id: 'roof', ...load(2500, 4500), pv: { peakPower: [3, 6] } },
  { id: 'battery', ...load(3000, 4500), pv: { peakPower: [3, 6] }, battery },
  { id: 'home-office', ...load(3000, 4500), pv: { peakPower: [2, 4] }, ev: car },
];
/** In winter one of them heats with electricity. */
const winter = street.map((home, n) =>
  n === 1 ? { ...home, heatPump: { dailyEnergy: [14, 22], power: 3, windowHours: 6 } } : home,
);

const evenings = { otherwise: 0.32, windows: [{ from: '17:00', to: '21:00', price: 0.38 }] };
const usual = { grid: { retail: evenings, feedIn: 0.08 }, localFee: 0.04 };
/** Around noon whoever feeds in pays for it. */
const below = {
  grid: {
    retail: { otherwise: 0.3, windows: [{ from: '11:00', to: '15:00', price: 0.14 }] },
    feedIn: { otherwise: 0.07, windows: [{ from: '11:00', to: '14:00', price: -0.03 }] },
  },
  localFee: 0.02,
};
const wholeDay = {
  ...{ kind: 'community', timeZone: 'Europe/Berlin', periods: 'day', sky: 'mixed', settlement: 'final' },
  site: { latitude: 48.4, longitude: 10 },
};

export const studyDays: readonly (Fields & { readonly id: string })[] = [
  { ...wholeDay, ...usual, id: 'winter-quarters', start: '2025-01-15', step: 'PT15M', households: winter },
  { ...wholeDay, ...usual, id: 'clocks-go-forward', start: '2025-03-30', step: 'PT15M', households: winter },
  { ...wholeDay, ...below, id: 'spring-hours', start: '2025-04-20', step: 'PT1H', households: street },
  { ...wholeDay, ...usual, id: 'summer-hours', start: '2025-06-18', step: 'PT1H', households: street },
  { ...wholeDay, ...below, id: 'summer-quarters', start: '2025-07-13', step: 'PT15M', households: street },
  { ...wholeDay, ...usual, id: 'clocks-go-back', start: '2025-10-26', step: 'PT1H', households: winter },
];
