import type { ForecastKind } from '#market/energy/days/rolling-days.js';
import { scenarioLimits } from '../../reading/limits.js';
import { FieldError } from '../../reading/scenario-error.js';
import type { CommunityDocument } from '../schema/community-schema.js';

export function forecastOf({ forecast = 'perfect' }: CommunityDocument): ForecastKind {
  return typeof forecast === 'string' ? forecast : 'noisy';
}

/** Whether days follow one another, or forecasts may be wrong. */
export function isRolling(document: CommunityDocument): boolean {
  return document.days !== undefined || forecastOf(document) !== 'perfect';
}

/** Hours of a day of the scenario; a day of 23 or 25 hours counts as 24. */
export function hoursOfDay({ periods, step }: CommunityDocument): number {
  return periods === 'day' ? 24 : periods * step;
}

/** Refuses what contradicts forecasts and days that follow one another. Throws `FieldError`. */
export function checkRolling(document: CommunityDocument): void {
  checkForecastSeries(document);
  checkRetrade(document);
  const { days, horizon, draw, mechanism } = document;
  if (horizon !== undefined && days === undefined)
    throw new FieldError(['horizon'], 'looks beyond a day, and there is one day only', 'say how many `days`');
  if (!isRolling(document)) return;
  const field = days === undefined ? 'forecast' : 'days';
  if ((mechanism ?? 'bundle-trading') !== 'bundle-trading')
    throw new FieldError(
      [field],
      `belongs to the bundle market, not to ${mechanism}`,
      'leave out `mechanism`',
    );
  if (days !== undefined) checkDays(document, days);
  if (days !== undefined && draw?.days)
    throw new FieldError(
      ['draw', 'days'],
      'draws single days, and `days` follow one another',
      'give one of them',
    );
  if (forecastOf(document) === 'persistence' && draw?.days?.hold !== undefined)
    throw new FieldError(
      ['forecast'],
      'persistence would show days that are held for runs',
      'use another one',
    );
  if (forecastOf(document) !== 'perfect') checkUncertain(document);
}

function checkDays(document: CommunityDocument, days: number): void {
  const { periods, step, horizon, grid, households } = document;
  if (periods !== 'day' && Math.abs(periods * step - 24) > 1e-9)
    throw new FieldError(['periods'], `are ${periods * step} hours, and a day has 24`, 'say `periods: day`');
  if (horizon !== undefined && horizon < 24)
    throw new FieldError(
      ['horizon'],
      `of ${horizon} hours ends before the day that is traded`,
      'give 24 or more',
    );
  if (horizon !== undefined && Math.abs(horizon / step - Math.round(horizon / step)) > 1e-9)
    throw new FieldError(['horizon'], 'is no whole number of periods');
  const limited = grid?.importLimit !== undefined || grid?.exportLimit !== undefined;
  if (limited && horizon !== undefined && horizon > 24)
    throw new FieldError(
      ['horizon'],
      'beyond the day needs rights to the coupling that nobody has yet',
      'leave out the horizon or the limits',
    );
  const homes = households.reduce((sum, { count }) => sum + count, 0);
  if ((homes * days * 25) / step > scenarioLimits.homePeriods)
    throw new FieldError(
      ['days'],
      `times households are more than ${scenarioLimits.homePeriods} periods`,
      'play them in parts',
    );
}

/** Throws where nothing that happens during a day could change a plan. */
function checkRetrade(document: CommunityDocument): void {
  const { retrade, periods, step } = document;
  if (retrade === undefined) return;
  if (forecastOf(document) === 'perfect')
    throw new FieldError(
      ['retrade'],
      'trades anew what turned out otherwise, and everybody knows what comes',
      'give a `forecast` or leave it out',
    );
  const most = periods === 'day' ? Math.round(24 / step) : periods;
  if (retrade >= most)
    throw new FieldError(['retrade'], `after ${retrade} periods, a day of ${most} is over`, 'give fewer');
}

/** Deviations are settled with whoever runs the grid, kWh by kWh at one meter. */
function checkUncertain(document: CommunityDocument): void {
  const { grid, imbalance, forecast } = document;
  const certain = 'let `forecast` be perfect';
  if (!grid)
    throw new FieldError(
      ['forecast'],
      'may be wrong only where a grid settles what differs from it',
      certain,
    );
  for (const limit of ['importLimit', 'exportLimit'] as const)
    if (grid[limit] !== undefined)
      throw new FieldError(
        ['grid', limit],
        'may be broken by what nobody foresaw',
        `leave it out or ${certain}`,
      );
  if (grid.outages.length > 0)
    throw new FieldError(['grid', 'outages'], 'leave nobody who settles what nobody foresaw', `leave them out or ${certain}`); // prettier-ignore
  if (!imbalance)
    throw new FieldError(
      ['imbalance'],
      `is missing: \`forecast: ${typeof forecast === 'string' ? forecast : 'noisy'}\` may be wrong, so say what that costs`,
      'such as `imbalance: { short: { offset: 0.05 }, long: { offset: -0.03 } }`',
    );
}

function checkForecastSeries(document: CommunityDocument): void {
  const { output } = document.dealer;
  const plant = document.dealer.pv;
  if (plant?.forecast && output === 'known')
    throw new FieldError(
      ['dealer', 'pv', 'forecast'],
      "is of no use: the dealer's plant is known beforehand",
      'say `dealer.output: forecast`',
    );
  if (output === 'forecast' && !plant)
    throw new FieldError(['dealer', 'output'], 'is of `dealer.pv`, and there is none', 'leave it out');
  if (output === 'forecast' && forecastOf(document) === 'perfect')
    throw new FieldError(
      ['dealer', 'output'],
      'is foreseen by everybody where `forecast` is perfect',
      'give a `forecast` or leave it out',
    );
  const wanted = forecastOf(document) === 'series';
  const stated = document.households.flatMap(({ load, pv }, g) => [
    ...(load && 'forecast' in load && load.forecast ? [['households', g, 'load', 'forecast']] : []),
    ...(pv?.forecast ? [['households', g, 'pv', 'forecast']] : []),
  ]);
  if (plant?.forecast) stated.push(['dealer', 'pv', 'forecast']);
  if (wanted && stated.length === 0)
    throw new FieldError(['forecast'], 'is series, and no load and no plant has one', 'give `load.forecast` or `pv.forecast`'); // prettier-ignore
  if (!wanted && stated.length > 0)
    throw new FieldError(stated[0]!, 'is used with `forecast: series` alone', 'say so, or leave it out');
}
