import { fieldPath } from '../../reading/scenario-error.js';
import type { CommunityDocument } from '../schema/community-schema.js';
import type { ScheduleDocument } from '../schema/household-schema.js';
import type { ReadSeries } from '../periods/series-book.js';

/** EUR/kWh, either way: what the European day-ahead market stops at (4,000 EUR/MWh). Beyond it somebody meant ct, or EUR/MWh. */
const HIGHEST = 4;

/** Prices and fees that are hardly in the unit they are read in, in sentences. */
export function priceNotices(
  { grid, localFee, households }: CommunityDocument,
  all: readonly ReadSeries[],
): string[] {
  const stated: [string, ScheduleDocument | undefined][] = [
    ['grid.retail', grid?.retail],
    ['grid.feedIn', grid?.feedIn],
    ['localFee', localFee],
    ...households.flatMap(({ tariff }, g): [string, ScheduleDocument | undefined][] => [
      [`households[${g}].tariff.retail`, tariff?.retail],
      [`households[${g}].tariff.feedIn`, tariff?.feedIn],
    ]),
  ];
  return [
    ...stated.flatMap(([field, schedule]) => told(field, numbersIn(schedule), 'a number here is in EUR/kWh')),
    ...all
      .filter(({ series }) => series.kind === 'price')
      .flatMap(({ path, document: { csv, unit }, series }) =>
        told(`${fieldPath(path)} (${csv})`, series.values, `is \`unit: ${unit}\` what the file is in?`),
      ),
  ];
}

function told(where: string, prices: Iterable<number>, mend: string): string[] {
  let largest = 0;
  for (const price of prices) if (Math.abs(price) > Math.abs(largest)) largest = price;
  return Math.abs(largest) > HIGHEST
    ? [`${where}: ${Number(largest.toPrecision(4))} EUR/kWh is hardly a price of energy; ${mend}`]
    : [];
}

/** Of a series: none, which is told by its file. */
function numbersIn(schedule: ScheduleDocument | undefined): number[] {
  if (typeof schedule === 'number') return [schedule];
  if (schedule === undefined || 'csv' in schedule) return [];
  return [schedule.otherwise, ...schedule.windows.map(({ price }) => price)];
}
