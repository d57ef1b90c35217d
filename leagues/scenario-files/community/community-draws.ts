import { dayOfSeed } from '../days/seed-on-day.js';
import type { DayPool } from '../days/day-pool.js';
import { ScenarioError } from '../reading/scenario-error.js';
import type { DrawnMarket } from '../scenario.js';
import type { SeriesFiles } from '../series/load-series.js';
import { onDay, poolOf } from './community-days.js';
import { checkDealerBattery, clockOf, communityPrices, drawCommunity } from './community-market.js';
import type { CommunityDocument } from './community-schema.js';
import { drawnFields } from './drawn-fields.js';
import { outageOf } from './outages.js';
import { checkCovered, readAllSeries, seriesBook } from './series-book.js';
import { checkWeather } from './weather-source.js';

/** What seeds draw of a community. */
export interface CommunityDraws {
  /** the fields */
  readonly drawn: readonly string[];
  /** absent: its day is fixed */
  readonly days?: DayPool;
  draw(seed: string): DrawnMarket;
}

/** Throws `FieldError` for what is wrong with its series, days or prices, on whichever day. */
export async function communityDraws(
  document: CommunityDocument,
  read: SeriesFiles,
): Promise<CommunityDraws> {
  checkWeather(document);
  checkDealerBattery(document);
  const drawn = drawnFields(document);
  const series = await readAllSeries(document, read);
  if (!document.draw?.days) {
    const book = seriesBook(series, clockOf(document));
    // prices and windows do not depend on the seed: what is wrong with them shows now
    communityPrices(document, book);
    outageOf(document, clockOf(document));
    return { drawn, draw: (seed) => drawCommunity(document, book, seed) };
  }
  const days = poolOf(document);
  const prices = series.filter((one) => one.series.kind === 'price');
  for (const day of new Set([...days.training, ...days.scored])) {
    const dated = onDay(document, day);
    checkCovered(series, clockOf(dated));
    communityPrices(dated, seriesBook(prices, clockOf(dated)));
    outageOf(dated, clockOf(dated));
  }
  return {
    drawn: days.scored.length > 1 ? ['draw.days', ...drawn] : drawn,
    days,
    draw: (given) => {
      const { seed, day } = dayOfSeed(given) ?? { seed: given, day: days.trainingDay(given) };
      if (!days.training.includes(day) && !days.scored.includes(day))
        throw new ScenarioError(
          document.id,
          'draw.days',
          `has no day ${day}`,
          'a seed may end in one of its days',
        );
      const dated = onDay(document, day);
      return drawCommunity(dated, seriesBook(series, clockOf(dated)), seed);
    },
  };
}
