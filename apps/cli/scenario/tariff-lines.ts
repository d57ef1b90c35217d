import type { DrawnMarket } from '#leagues/scenario-files/scenario.js';
import { currencyOf } from '#matches/currency.js';
import { formatFixed } from '../terminal/numbers.js';
import { sparkline } from '../terminal/sparkline.js';

/** What the grid charges and pays, and the fee on local trade; over the day where it changes. */
export function tariffLines({ instance, tariff, fees }: DrawnMarket): string[] {
  const hasFees = fees.some((fee) => fee > 0);
  if (!tariff && !hasFees) return [];
  const currency = currencyOf(instance);
  const energy = [...instance.resources.keys()].filter((r) => !tariff || tariff.retail[r]! > 0);
  const line = (name: string, values: Float64Array): string => {
    const shown = energy.map((r) => values[r]!);
    const [low, high] = [Math.min(...shown), Math.max(...shown)];
    const range =
      low === high
        ? formatFixed(low, 4)
        : `${formatFixed(low, 4)} to ${formatFixed(high, 4)}  ${sparkline(shown, 48)}`;
    return `  ${name.padEnd(10)} ${range}`;
  };
  return [
    `Tariffs (${currency}/${instance.resources[0]!.unit})`,
    ...(tariff ? [line('retail', tariff.retail), line('feed-in', tariff.feedIn)] : []),
    ...(hasFees ? [line('local fee', fees)] : []),
  ];
}
