import { communityMarket, energyMarketOf, type CommunityParts } from '#market/energy/community.js';
import { firstState } from '#market/energy/days/household-state.js';
import {
  countDays,
  type ImbalancePrices,
  partsIn,
  type RollingDays,
  windowOf,
  windowsOf,
} from '#market/energy/days/rolling-days.js';
import { tariffOf } from '#market/energy/prices/energy-market.js';
import { isInverted } from '#market/energy/programs/own-limits.js';
import { chargeOnlyPeriods } from '#market/energy/prices/price-below-zero.js';
import { conductOf } from '../../conduct/conduct-schema.js';
import { FieldError } from '../../reading/scenario-error.js';
import type { DrawnMarket } from '../../scenario.js';
import { checkFlows } from '../checks/check-flows.js';
import { forecastOf, hoursOfDay } from '../checks/check-rolling.js';
import { dayBounds } from '../periods/community-clock.js';
import { drawnMarket, drawParts, type DrawnParts, scheduled } from './community-market.js';
import type { CommunityDocument } from '../schema/community-schema.js';
import { forecasts } from './forecasts.js';
import type { ReadSeries, SeriesBook } from '../periods/series-book.js';

/** Draws all days of a community, and the market of the first. Throws `FieldError`. */
export function drawRolling(
  document: CommunityDocument,
  all: readonly ReadSeries[],
  series: SeriesBook,
  seed: string,
): DrawnMarket {
  const { parts, fields } = drawParts(document, series, seed);
  const imbalance = imbalancePrices(document, parts, series);
  const { horizon = hoursOfDay(document), step, retrade } = document;
  const days: RollingDays = {
    truth: parts,
    bounds: dayBounds(document),
    horizon: Math.round(horizon / step),
    forecast: forecastOf(document),
    foresee: forecasts(document, parts, { all, series, seed }),
    ...(retrade !== undefined && { retrade }),
    ...(imbalance && { imbalance }),
  };
  checkDays(days, { parts, fields });
  const window = windowOf(days, 0);
  const states = parts.households.map(firstState);
  const expected = days.forecast === 'perfect' ? undefined : days.foresee(window);
  const { instance, community } = communityMarket(partsIn(parts, window, states, expected));
  const notices = imbalance ? arbitrageNotices(imbalance, parts) : [];
  return {
    ...conductOf(document),
    ...drawnMarket(instance, community, fields),
    rolling: days,
    ...(notices.length > 0 && { notices }),
  };
}

/** Throws `FieldError` where being short and long at once would earn. */
function imbalancePrices(
  { imbalance }: CommunityDocument,
  { clock, grid }: CommunityParts,
  series: SeriesBook,
): ImbalancePrices | undefined {
  if (!imbalance || !grid) return undefined;
  const prices = (of: 'short' | 'long', tariff: Float64Array): Float64Array => {
    const stated = imbalance[of];
    return typeof stated === 'object' && 'offset' in stated
      ? tariff.map((price) => price + stated.offset)
      : scheduled(stated, tariff, clock, series);
  };
  const short = prices('short', grid.tariff.retail);
  const long = prices('long', grid.tariff.feedIn);
  const inverted = short.findIndex((price, t) => long[t]! > price);
  if (inverted >= 0)
    throw new FieldError(
      ['imbalance', 'long'],
      `is ${long[inverted]} in period ${inverted}, above \`short\` (${short[inverted]}): to differ from one's schedule would earn`,
      'let `long` be no more than `short`',
    );
  return { short, long };
}

/** Where it pays to differ from a schedule on purpose; nobody is kept from it. */
function arbitrageNotices({ short, long }: ImbalancePrices, { grid, households }: CommunityParts): string[] {
  const tariffs = households.map((household) => tariffOf(household, { tariff: grid!.tariff })!);
  const count = (of: (t: number) => boolean): number =>
    short.reduce((sum, _, t) => (of(t) ? sum + 1 : sum), 0);
  const bought = count((t) => tariffs.some(({ retail }) => long[t]! > retail[t]!));
  const cheap = count((t) =>
    tariffs.some(({ feedIn, retail }) => short[t]! < Math.max(feedIn[t]!, retail[t]!)),
  );
  return [
    ...(bought > 0
      ? [
          `imbalance.long is above retail in ${bought} periods: whoever schedules more than it needs earns there`,
        ]
      : []),
    ...(cheap > 0
      ? [
          `imbalance.short is below retail or feed-in in ${cheap} periods: whoever schedules less than it needs saves there`,
        ]
      : []),
  ];
}

/** Makes sure that plans are physical on every day, as they are made and as they come about. Throws `FieldError`. */
function checkDays(days: RollingDays, { parts, fields }: DrawnParts): void {
  const market = energyMarketOf(parts);
  checkFlows({ market, households: parts.households }, fields);
  const inverted = parts.households.some((household) =>
    household.load.some((_, t) => isInverted(household, market, t)),
  );
  if (days.retrade !== undefined && inverted)
    throw new FieldError(
      ['retrade'],
      'where feed-in is above what the market asks nobody trades anew yet: contracts could be fed in and bought again at once',
      'leave it out',
    );
  const alone = parts.households.find(({ feedsIn }) => feedsIn === false);
  if (days.retrade !== undefined && market.resources.exact > 0 && alone)
    throw new FieldError(
      ['retrade'],
      `where prices are below zero ${alone.id}, which feeds in nothing, could not leave what it bought and does not need`,
      'leave it out, or use `grid.connection: net`',
    );
  const { imbalance } = days;
  if (days.forecast === 'perfect' || !imbalance) return;
  const settled = { retail: imbalance.short, feedIn: imbalance.long };
  const mustGenerate = parts.mustGenerate ?? false;
  const chargeOnly = chargeOnlyPeriods([settled], mustGenerate);
  const { chargeOnly: planned, ...around } = market;
  const households = parts.households.map(({ tariff: _, ...household }) => household);
  checkFlows(
    { market: { ...around, tariff: settled, ...(chargeOnly && { chargeOnly }) }, households },
    fields,
  );
  if (!planned && !mustGenerate) return;
  const states = parts.households.map(firstState);
  for (let day = 0; day < countDays(days); day++)
    for (const window of windowsOf(days, day)) {
      const foreseen = partsIn(parts, window, states, days.foresee(window));
      checkFlows({ market: energyMarketOf(foreseen), households: foreseen.households }, fields);
    }
}
