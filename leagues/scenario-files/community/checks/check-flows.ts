import type { Community } from '#market/energy/community.js';
import { tariffOf, type EnergyMarket, type GridTariff } from '#market/energy/prices/energy-market.js';
import type { Household } from '#market/energy/programs/household.js';
import { dischargeLimit, undecidedPeriod } from '#market/energy/programs/own-limits.js';
import { FieldError } from '../../reading/scenario-error.js';

/**
 * Makes sure that the cheapest plans of a linear program are physical: that nobody gains by buying and feeding in at once,
 * nor by burning energy in a battery. `fields`: where each household stands in the document. Throws `FieldError`.
 */
export function checkFlows(
  community: Pick<Community, 'market' | 'households'>,
  fields: readonly (readonly PropertyKey[])[],
): void {
  const { market, households } = community;
  const why = reasonToBurn(community);
  const generated = market.localFee.map((_, t) => households.reduce((sum, { generation }) => sum + generation[t]!, 0)); // prettier-ignore
  households.forEach((household, j) => {
    const both = undecidedPeriod(household, market);
    if (both >= 0)
      throw new FieldError(
        [...fields[j]!],
        `in period ${both} ${pricesOf(household, market, both)}, and ${household.id} has a plant and something to shift: ` +
          'it would gain by buying and feeding in, or selling, at once',
        'give its plant a meter of its own (`grid.connection: gross`), or take out its battery, car, heat pump and appliances',
      );
    if (why === undefined || !canGive(household, market)) return;
    const burns = (path: string[], where: string, mend: string): FieldError =>
      new FieldError(
        path,
        `${why}, ${household.id} could gain by burning energy in its battery ${where}`,
        mend,
      );
    if (market.resources.exportCapacity.some((index) => index >= 0))
      throw burns(['grid', 'exportLimit'], 'behind an export limit', 'leave out the limit or the battery');
    if (market.outage && (market.chargeOnly || market.outage.some((off, t) => off && generated[t]! > 0)))
      throw burns(['grid', 'outages'], 'while there is no grid', 'leave out the outages or the battery');
    if (!market.tariff && generated.some((energy) => energy > 0))
      throw burns(['island'], 'where there is no grid', 'let plants be turned down (`curtailment: free`) or leave out the battery'); // prettier-ignore
    const crowded = crowdedPeriod(household, market);
    if (crowded >= 0)
      throw new FieldError(
        [...fields[j]!],
        `${why}, battery and plant of ${household.id} could give more in period ${crowded} ` +
          `than its connection of ${household.connectionPower} kW carries: burning the rest would pay`,
        'raise `connection`, or lower the power at which the battery discharges',
      );
  });
}

/**
 * Why energy can be in the way, undefined: it never is. Where consumption is paid for, and where plants cannot be turned down; and behind an
 * export limit, which holds for the net of the community, where one can draw for less than another feeds in for: whoever draws
 * lets the other feed in as much more.
 */
function reasonToBurn({ market, households }: Pick<Community, 'market' | 'households'>): string | undefined {
  if (market.chargeOnly) return 'on a day that pays for consumption';
  if (market.mustGenerate) return 'with plants that cannot be turned down';
  if (!market.tariff) return undefined;
  const tariffs = [market.tariff, ...households.flatMap(({ tariff }) => tariff ?? [])];
  const above = market.resources.exportCapacity.findIndex(
    (right, t) =>
      right >= 0 &&
      Math.max(...tariffs.map(({ feedIn }) => feedIn[t]!)) >
        Math.min(...tariffs.map(({ retail }) => retail[t]!)),
  );
  return above < 0 ? undefined : `with a feed-in price above a retail price in period ${above}`;
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

/**
 * The first period in which a battery may discharge, and its meter may feed in, and not all that it and the plant give fits through the
 * connection; where nothing is paid for but what plants make is in the way, only the plant's own periods count.
 */
function crowdedPeriod(household: Household, { chargeOnly, clock }: EnergyMarket): number {
  const { generation, connectionPower } = household;
  const given = dischargeLimit(household, clock.stepHours);
  const isFull = (energy: number): boolean => energy > connectionPower * clock.stepHours + 1e-9;
  return chargeOnly
    ? generation.findIndex((generated, t) => !chargeOnly[t] && given[t]! > 0 && isFull(generated + given[t]!))
    : generation.findIndex(isFull);
}

/** Whether it has a battery, or a car that may give. */
function canGive(household: Household, { clock }: EnergyMarket): boolean {
  return dischargeLimit(household, clock.stepHours).some((energy) => energy > 0);
}
