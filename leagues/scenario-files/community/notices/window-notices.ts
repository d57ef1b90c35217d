import { occurrencesOf, type PeriodClock } from '#market/energy/period-clock.js';
import type { CommunityDocument } from '../schema/community-schema.js';
import type { DrawnNumber } from '../schema/household-schema.js';

/**
 * Windows that a community's periods do not hold, in sentences: loads that never run in them, and a charged battery of the dealer's that sells
 * a part of what it holds. Of loads that are cut the part inside is told with the loads.
 */
export function windowNotices({ households, dealer }: CommunityDocument, clock: PeriodClock): string[] {
  const outside = (from: DrawnNumber, to: DrawnNumber): boolean =>
    // A time that is drawn: as early, and as late, as it may be.
    occurrencesOf(clock, { from: lowest(from), to: highest(to) }).length === 0;
  return [
    ...households.flatMap(({ id, appliances, ev }) => [
      ...appliances
        .filter(({ from, to }) => outside(from, to))
        .map((appliance) => `${id}: ${appliance.id} has no window within the periods, and does not run`),
      ...(ev && outside(ev.arrival, ev.departure)
        ? [`${id}: its car is not there within the periods, and does not charge`]
        : []),
    ]),
    ...(dealer.battery ? cutBattery(dealer.battery, clock) : []),
  ];
}

function cutBattery(
  window: NonNullable<CommunityDocument['dealer']['battery']>,
  clock: PeriodClock,
): string[] {
  const shares = occurrencesOf(clock, window).map(({ share }) => share);
  if (shares.length > 0 && shares.every((share) => share > 1 - 1e-9)) return [];
  const parts = shares.map((share) => `${Number((100 * share).toFixed(1))} %`);
  return [
    `dealer.battery: the periods hold ${parts.length === 0 ? 'nothing' : parts.join(' and ')} of its window, and it sells as much of its energy`,
  ];
}

function lowest(number: DrawnNumber): number {
  return typeof number === 'number' ? number : number[0];
}

function highest(number: DrawnNumber): number {
  return typeof number === 'number' ? number : number[1];
}
