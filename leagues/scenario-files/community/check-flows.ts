import type { Community } from '#market/energy/community.js';
import { tariffOf, type EnergyMarket, type GridTariff } from '#market/energy/energy-market.js';
import type { Household } from '#market/energy/household.js';
import { dischargeLimit, undecidedPeriod } from '#market/energy/own-limits.js';
import { FieldError } from '../reading/scenario-error.js';

/**
 * Makes sure that the cheapest plans of a linear program are physical: that nobody gains by buying and feeding in at once,
 * nor by burning energy in a battery. `groups`: the number of each household's group in the document. Throws `FieldError`.
 */
export function checkFlows(community: Community, groups: readonly number[]): void {
  const { market, households } = community;
  households.forEach((household, j) => {
    const both = undecidedPeriod(household, market);
    if (both >= 0)
      throw new FieldError(
        ['households', groups[j]!],
        `in period ${both} ${pricesOf(household, market, both)}, and ${household.id} has a plant and something to shift: ` +
          'it would gain by buying and feeding in, or selling, at once',
        'give its plant a meter of its own (`grid.connection: gross`), or take out its battery, car, heat pump and appliances',
      );
    const burns = (field: string, where: string, mend: string): FieldError =>
      new FieldError(
        ['grid', field],
        `with prices below zero, ${household.id} could gain by burning energy in its battery ${where}`,
        mend,
      );
    if (market.chargeOnly && canGive(household, market)) {
      if (market.resources.exportCapacity.some((index) => index >= 0))
        throw burns('exportLimit', 'behind an export limit', 'leave out the limit or the battery');
      if (market.outage)
        throw burns('outages', 'while there is no grid', 'leave out the outages or the battery');
    }
    const crowded = market.chargeOnly
      ? crowdedPeriod(household, market.chargeOnly, market.clock.stepHours)
      : -1;
    if (crowded >= 0)
      throw new FieldError(
        ['households', groups[j]!],
        `on a day that pays for consumption, battery and plant of ${household.id} could give more in period ${crowded} ` +
          `than its connection of ${household.connectionPower} kW carries: burning the rest would pay`,
        'raise `connection`, or lower the power at which the battery discharges',
      );
  });
}

function pricesOf(household: Household, market: EnergyMarket, t: number): string {
  const { retail, feedIn } = tariffOf(household, market)!;
  if (feedIn[t]! > retail[t]!) return `feed-in (${feedIn[t]}) is above retail (${retail[t]})`;
  return `its own contract (retail ${retail[t]}, feed-in ${feedIn[t]}) is beyond the prices of the market`;
}

/** Whether prices are such that flows need a check. */
export function needsCheck({ retail, feedIn }: GridTariff): boolean {
  return retail.some((price, t) => price < 0 || feedIn[t]! < 0 || feedIn[t]! > price);
}

/** The first period in which a battery may discharge and not all that it and the plant give fits through the connection. */
function crowdedPeriod(household: Household, chargeOnly: readonly boolean[], stepHours: number): number {
  const { generation, connectionPower } = household;
  const given = dischargeLimit(household, stepHours);
  return generation.findIndex(
    (generated, t) =>
      !chargeOnly[t] && given[t]! > 0 && generated + given[t]! > connectionPower * stepHours + 1e-9,
  );
}

/** Whether it has a battery, or a car that may give. */
function canGive(household: Household, { clock }: Community['market']): boolean {
  return dischargeLimit(household, clock.stepHours).some((energy) => energy > 0);
}
