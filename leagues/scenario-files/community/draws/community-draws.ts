import type { PeriodClock } from '#market/energy/period-clock.js';
import { dayOfSeed } from '../../days/seed-on-day.js';
import type { DayPool } from '../../days/day-pool.js';
import { asScenarioError, ScenarioError } from '../../reading/scenario-error.js';
import type { DrawnMarket } from '../../scenario.js';
import type { SeriesFiles } from '../../series/load-series.js';
import { checkCarbon } from '../periods/carbon.js';
import { needsCheck } from '../checks/check-flows.js';
import { onDay, poolOf } from '../periods/community-days.js';
import { clockOf } from '../periods/community-clock.js';
import { communityPrices, drawCommunity } from './community-market.js';
import type { CommunityDocument } from '../schema/community-schema.js';
import { isRolling } from '../checks/check-rolling.js';
import { checkPeakCharges } from '../checks/check-peak-charges.js';
import { checkDealerStorage } from '../participants/dealer-plant.js';
import { drawnFields } from './drawn-fields.js';
import { outageOf } from '../periods/outages.js';
import { drawRolling } from './rolling-draw.js';
import {
  checkCovered,
  readAllSeries,
  type ReadSeries,
  seriesBook,
  type SeriesBook,
} from '../periods/series-book.js';
import { priceNotices } from '../notices/price-notices.js';
import { seriesNotices } from '../notices/series-notices.js';
import { windowNotices } from '../notices/window-notices.js';
import { checkWeather } from '../checks/weather-source.js';

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
  checkDealerStorage(document);
  checkPeakCharges(document);
  const drawn = drawnFields(document);
  const series = await readAllSeries(document, read);
  if (!document.draw?.days) {
    const book = seriesBook(series, clockOf(document));
    checkPrices(document, book, () => drawAny(document, series, book, 'check'));
    outageOf(document, clockOf(document));
    checkCarbon(document, clockOf(document));
    const notices = noticesOf(document, series, clockOf(document));
    return { drawn, draw: (seed) => withNotices(drawNamed(document, series, book, seed), notices) };
  }
  const days = poolOf(document);
  const prices = series.filter((one) => one.series.kind === 'price');
  for (const day of new Set([...days.training, ...days.scored])) {
    const dated = onDay(document, day);
    checkCovered(series, clockOf(dated));
    checkPrices(dated, seriesBook(prices, clockOf(dated)), () =>
      drawAny(dated, series, seriesBook(series, clockOf(dated)), 'check'),
    );
    outageOf(dated, clockOf(dated));
    checkCarbon(dated, clockOf(dated));
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
      const clock = clockOf(dated);
      return withNotices(
        drawNamed(dated, series, seriesBook(series, clock), seed),
        noticesOf(dated, series, clock),
      );
    },
  };
}

/** What is remarkable about a community in its periods, in sentences. */
function noticesOf(document: CommunityDocument, series: readonly ReadSeries[], clock: PeriodClock): string[] {
  return [
    ...seriesNotices(document, series, clock),
    ...priceNotices(document, series),
    ...windowNotices(document, clock),
  ];
}

function withNotices(drawn: DrawnMarket, notices: readonly string[]): DrawnMarket {
  const all = [...notices, ...(drawn.notices ?? [])];
  return all.length > 0 ? { ...drawn, notices: all } : drawn;
}

/** Prices do not depend on the seed, so what is wrong with them shows now; what homes do at odd ones is tried with one draw. */
function checkPrices(document: CommunityDocument, prices: SeriesBook, draw: () => DrawnMarket): void {
  const { tariff } = communityPrices(document, prices);
  const isOwn = document.households.some((group) => group.tariff);
  const mustGenerate = document.curtailment === 'none';
  if (mustGenerate || (tariff && (isOwn || needsCheck(tariff)))) draw();
}

/** Throws `ScenarioError` for what only this draw shows. */
function drawNamed(
  document: CommunityDocument,
  series: readonly ReadSeries[],
  book: SeriesBook,
  seed: string,
): DrawnMarket {
  try {
    return drawAny(document, series, book, seed);
  } catch (error) {
    throw asScenarioError(document.id, error);
  }
}

function drawAny(
  document: CommunityDocument,
  series: readonly ReadSeries[],
  book: SeriesBook,
  seed: string,
): DrawnMarket {
  return isRolling(document)
    ? drawRolling(document, series, book, seed)
    : drawCommunity(document, book, seed);
}
