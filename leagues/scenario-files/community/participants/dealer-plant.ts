import {
  clockTimeOf,
  type DailyWindow,
  holds,
  occurrencesOf,
  type PeriodClock,
} from '#market/energy/period-clock.js';
import type { Rng } from '#market/rng.js';
import { FieldError } from '../../reading/scenario-error.js';
import type { CommunityDocument } from '../schema/community-schema.js';
import { type DrawConditions, ENERGY_STEPS, inSteps, pick, solarGeneration } from './household-draw.js';
import type { DrawnNumber, StorageDocument, TimetableDocument } from '../schema/household-schema.js';

/** Throws `FieldError` for storage of the dealer that cannot do what is asked of it, and for fuel whose CO2 would not be told. */
export function checkDealerStorage({ dealer, carbon }: CommunityDocument): void {
  checkStorage(dealer);
  if (typeof dealer.chp?.fuel === 'object' && !carbon)
    throw new FieldError(
      ['dealer', 'chp', 'fuel', 'co2'],
      'is told beside that of the grid, which the scenario does not state',
      'give `carbon` as well, or `fuel` as a price alone',
    );
  if (dealer.battery) checkBattery(dealer.battery);
}

/** It charges from the plant, and must know when to do what. */
function checkStorage({ storage, pv, chp, output }: CommunityDocument['dealer']): void {
  if (!hasTimetable(storage)) return;
  if ((!pv || output === 'forecast') && (!chp || chp.fuel !== undefined))
    throw new FieldError(
      ['dealer', 'storage'],
      "charges by a timetable from a pv or chp of the dealer's that does not trade for itself, and there is neither",
      'add one, or leave out `charge` and `discharge`: then it buys and sells',
    );
  const { charge, discharge } = storage;
  if (holds(charge, discharge.from) || holds(discharge, charge.from))
    throw new FieldError(
      ['dealer', 'storage'],
      'would charge and discharge at once: its windows overlap',
      'let one end before the other begins',
    );
}

/** Whether it goes by two windows; else it trades for itself (`dealer-units.ts`). */
function hasTimetable(storage: StorageDocument | undefined): storage is TimetableDocument {
  return storage?.charge !== undefined;
}

/** It must be able to sell its energy at its power in its window. */
function checkBattery({
  energy,
  power,
  from,
  to,
}: NonNullable<CommunityDocument['dealer']['battery']>): void {
  const most = typeof energy === 'number' ? energy : energy[1];
  const hours = to > from ? to - from : to + 24 - from;
  if (most <= power * hours + 1e-9) return;
  const clock = (hour: number): string =>
    `${String(Math.floor(hour)).padStart(2, '0')}:${String(Math.round((hour % 1) * 60)).padStart(2, '0')}`;
  throw new FieldError(
    ['dealer', 'battery'],
    `${most} kWh do not leave it at ${power} kW from ${clock(from)} to ${clock(to)}, which is ${power * hours} kWh`,
    'lower `energy`, raise `power` or widen the window',
  );
}

/** Output of the dealer's own plants, kWh per period. */
export function dealerPlant(
  dealer: CommunityDocument['dealer'],
  around: DrawConditions,
  rng: Rng,
): Float64Array {
  const { clock } = around;
  const output =
    dealer.pv && dealer.output === 'known'
      ? solarGeneration(dealer.pv, around, rng.fork('pv'))
      : new Float64Array(clock.periods);
  if (dealer.chp && dealer.chp.fuel === undefined) {
    const { from = 0, to = 24 } = dealer.chp;
    const power = pick(dealer.chp.power, rng.fork('chp'));
    for (const { firstPeriod, hours } of occurrencesOf(clock, { from, to }))
      hours.forEach((inside, i) => (output[firstPeriod + i]! += power * inside));
  }
  if (hasTimetable(dealer.storage)) shift(output, dealer.storage, clock, rng.fork('storage'));
  if (dealer.battery) {
    const { from, to, power } = dealer.battery;
    const energy = pick(dealer.battery.energy, rng.fork('battery'));
    for (const { firstPeriod, hours, share } of occurrencesOf(clock, { from, to })) {
      const open = hours.reduce((sum, inside) => sum + inside, 0);
      const level = (energy * share) / open;
      if (level > power + 1e-9)
        throw new FieldError(
          ['dealer', 'battery'],
          `${energy} kWh do not leave it at ${power} kW on a day on which clocks are set forward: ` +
            `its window from ${clockTimeOf(clock, firstPeriod)} on is ${open / share} hours`,
          'lower `energy`, raise `power` or widen the window',
        );
      hours.forEach((inside, i) => (output[firstPeriod + i]! += level * inside));
    }
  }
  return inSteps(output);
}

/**
 * The output (kWh per period) as the dealer's storage lets it through, in place. In its window it charges all that the plant makes,
 * as far as power, cells and what it can still give later allow; in the other it gives all it can. So it begins and ends empty, and what it
 * gives is what it took, losses taken off: charge x efficiency, but for less than a step of energy in each period.
 */
function shift(output: Float64Array, storage: TimetableDocument, clock: PeriodClock, rng: Rng): void {
  const drawn = (number: DrawnNumber, what: string): number => pick(number, rng.fork(what));
  const { dischargePower = storage.power } = storage;
  const capacity = drawn(storage.capacity, 'capacity');
  const oneWay = Math.sqrt(drawn(storage.efficiency, 'efficiency'));
  const most = (power: number, window: DailyWindow): Float64Array => {
    const energy = new Float64Array(clock.periods);
    for (const { firstPeriod, hours } of occurrencesOf(clock, window))
      hours.forEach((inside, i) => (energy[firstPeriod + i]! += power * inside));
    return energy;
  };
  const taken = most(drawn(storage.power, 'power'), storage.charge);
  const given = most(
    drawn(dischargePower, storage.dischargePower === undefined ? 'power' : 'discharge'),
    storage.discharge,
  );
  let later = given.reduce((sum, energy) => sum + energy / oneWay, 0);
  let stored = 0;
  for (let t = 0; t < output.length; t++) {
    const room = (Math.min(capacity, later) - stored) / oneWay;
    const charge = wholeSteps(Math.max(0, Math.min(output[t]!, taken[t]!, room)));
    const discharge = wholeSteps(Math.min(given[t]!, (stored + charge * oneWay) * oneWay));
    later -= given[t]! / oneWay;
    stored += charge * oneWay - discharge / oneWay;
    output[t] = Math.max(0, output[t]! + discharge - charge);
  }
}

/** No more than there is. */
function wholeSteps(energy: number): number {
  return Math.floor(energy * ENERGY_STEPS + 1e-6) / ENERGY_STEPS;
}
