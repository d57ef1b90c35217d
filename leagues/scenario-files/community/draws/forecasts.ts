import type { CommunityParts } from '#market/energy/community.js';
import type { DayWindow } from '#market/energy/days/day-window.js';
import type { Expected } from '#market/energy/days/rolling-days.js';
import { autoregressive } from '#market/energy/weather/noise.js';
import type { Household } from '#market/energy/programs/household.js';
import { type Rng, seededRng } from '#market/rng.js';
import { FieldError } from '../../reading/scenario-error.js';
import { forecastOf } from '../checks/check-rolling.js';
import { drawHomes } from './community-market.js';
import type { CommunityDocument } from '../schema/community-schema.js';
import { inSteps } from '../participants/household-draw.js';
import type { SigmaDocument } from '../schema/rolling-schema.js';
import { checkCovered, type ReadSeries, seriesBook, type SeriesBook } from '../periods/series-book.js';

/** Where forecasts are made from. */
interface ForecastSources {
  readonly all: readonly ReadSeries[];
  readonly series: SeriesBook;
  readonly seed: string;
}

type Foresee = (window: DayWindow) => Expected[];

/** What the households of a drawn community expect (docs/market-rules.md, "Forecasts"). Throws `FieldError`. */
export function forecasts(
  document: CommunityDocument,
  truth: CommunityParts,
  sources: ForecastSources,
): Foresee {
  switch (forecastOf(document)) {
    case 'perfect':
      return (window) => truth.households.map((household) => cut(household, window));
    case 'persistence':
      return persistence(document, truth, sources);
    case 'noisy':
      return noisy(document, truth, sources.seed);
    case 'series':
      return fromSeries(document, truth, sources);
  }
}

function cut({ load, generation }: Expected, { from, periods }: DayWindow): Expected {
  return { load: load.slice(from, from + periods), generation: generation.slice(from, from + periods) };
}

/** As 24 hours before, or, of what is farther ahead, on the last day that has come true. */
function persistence(document: CommunityDocument, truth: CommunityParts, sources: ForecastSources): Foresee {
  const { clock } = truth;
  const lag = Math.round(24 / clock.stepHours);
  const before = { ...clock, start: clock.start - 24 * 3600, periods: lag };
  const ofHomes = sources.all.filter(
    ({ path, series }) =>
      series.kind !== 'price' &&
      (path[0] === 'households' || (document.dealer.output === 'forecast' && path[0] === 'dealer')),
  );
  try {
    checkCovered(ofHomes, before);
  } catch (error) {
    if (!(error instanceof FieldError)) throw error;
    throw new FieldError(
      error.path,
      `${error.reason}, the day before, which \`forecast: persistence\` needs`,
      'let files begin a day earlier',
      error.others,
    );
  }
  const homes = drawHomes(document, seriesBook(ofHomes, before), sources.seed, before, onAnotherDay).seats;
  return ({ from, periods }) =>
    truth.households.map((household, j) => {
      const known = (name: keyof Expected): Float64Array =>
        Float64Array.from({ length: periods }, (_, i) => {
          const t = from + i - lag * (Math.floor(i / lag) + 1);
          return t >= 0 ? household[name][t]! : homes[j]!.household[name][lag + t]!;
        });
      return { load: known('load'), generation: known('generation') };
    });
}

/** Chance that makes the same homes, and other clouds, flicker and habits of the hour over them. */
function onAnotherDay(rng: Rng): Rng {
  const other = new Set(['fronts', 'clouds', 'flicker', 'bursts']);
  return {
    next: () => rng.next(),
    fork: (label) => (other.has(label) ? rng.fork(`the day before/${label}`) : onAnotherDay(rng.fork(label))),
  };
}

/**
 * What comes true times exp(s e - s^2 / 2), which is 1 on average: s is the sigma of the hours that lie ahead, e a process with mean 0 and
 * variance 1 that forgets within `memory` hours. Every load has one of its own, all plants have one together; each day, and each time it is
 * traded anew, has new ones.
 */
function noisy(
  { id, forecast }: CommunityDocument,
  { households, clock }: CommunityParts,
  seed: string,
): Foresee {
  if (typeof forecast !== 'object') throw new RangeError('the forecast of the document is not noisy');
  const { load, pv, memory } = forecast.noisy;
  const { stepHours } = clock;
  return (window) => {
    const { day, period, periods } = window;
    const rng = seededRng(`${id}/${seed}/forecast/${day}${period > 0 ? `/${period}` : ''}`);
    const factors = (sigma: SigmaDocument, label: string): Float64Array =>
      autoregressive(rng.fork(label), periods, stepHours, memory).map((error, i) => {
        const s = sigmaAt(sigma, (i + 0.5) * stepHours);
        return Math.exp(s * error - (s * s) / 2);
      });
    const sky = factors(pv, 'sky');
    return households.map((household, j) => {
      const known = cut(household, window);
      const own = factors(load, `load/${j}`);
      return {
        load: inSteps(known.load.map((energy, i) => energy * own[i]!)),
        generation: inSteps(known.generation.map((energy, i) => energy * sky[i]!)),
      };
    });
  };
}

/** Straight between the points, level before the first and beyond the last. */
function sigmaAt(sigma: SigmaDocument, lead: number): number {
  if (typeof sigma === 'number') return sigma;
  const next = sigma.findIndex((point) => point.lead >= lead);
  if (next === 0) return sigma[0]!.sigma;
  if (next < 0) return sigma.at(-1)!.sigma;
  const [near, far] = [sigma[next - 1]!, sigma[next]!];
  return near.sigma + ((far.sigma - near.sigma) * (lead - near.lead)) / (far.lead - near.lead);
}

/** From their own series; what has none is known. */
function fromSeries(
  document: CommunityDocument,
  { clock }: CommunityParts,
  { series, seed }: ForecastSources,
): Foresee {
  const { dealer } = document;
  const expected: CommunityDocument = {
    ...document,
    dealer: { ...dealer, ...(dealer.pv?.forecast && { pv: { ...dealer.pv, series: dealer.pv.forecast } }) },
    households: document.households.map((group) => {
      const { load, pv } = group;
      return {
        ...group,
        ...(load && 'series' in load && load.forecast && { load: { ...load, series: load.forecast } }),
        ...(pv?.forecast && { pv: { ...pv, series: pv.forecast } }),
      };
    }),
  };
  const homes: readonly Household[] = drawHomes(expected, series, seed, clock).seats.map(
    ({ household }) => household,
  );
  return (window) => homes.map((household) => cut(household, window));
}
