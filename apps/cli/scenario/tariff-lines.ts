import type { DrawnMarket } from '#leagues/scenario-files/scenario.js';
import { currencyOf } from '#matches/currency.js';
import { formatFixed } from '../terminal/numbers.js';
import { sparkline } from '../terminal/sparkline.js';

/** What the grid charges and pays, and the fee on local trade; over the day where it changes. */
export function tariffRangeLines({ instance, tariff, fees }: DrawnMarket): string[] {
  const hasFees = fees.some((fee) => fee > 0);
  if (!tariff && !hasFees) return [];
  const currency = currencyOf(instance);
  const energy = [...instance.resources.keys()].filter((r) => !tariff || tariff.retail[r]! > 0);
  const line = (name: string, values: Float64Array): string =>
    rangeLine(
      name,
      energy.map((r) => values[r]!),
      4,
    );
  return [
    `Tariffs (${currency}/${instance.resources[0]!.unit})`,
    ...(tariff ? [line('retail', tariff.retail), line('feed-in', tariff.feedIn)] : []),
    ...(hasFees ? [line('local fee', fees)] : []),
  ];
}

/** What a kWh of the grid emits, over the day where it changes. */
export function carbonLines({ community }: DrawnMarket): string[] {
  if (!community?.carbon) return [];
  const { average, marginal } = community.carbon;
  return ['CO2 of grid energy (g/kWh)', rangeLine('average', Array.from(average), 0)].concat(
    marginal ? rangeLine('marginal', Array.from(marginal), 0) : [],
  );
}

function rangeLine(name: string, shown: readonly number[], digits: number): string {
  const [low, high] = [Math.min(...shown), Math.max(...shown)];
  const [lowest, highest] = [low, high].map((end) => formatFixed(end, digits));
  return `  ${name.padEnd(10)} ${low === high ? lowest : `${lowest} to ${highest}  ${sparkline(shown, 48)}`}`;
}
