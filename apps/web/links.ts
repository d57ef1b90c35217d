import { TRIALS } from '#leagues/run/trials.js';
import { weighedMetrics, type Board, type Weights } from '#results/standings/board.js';

const part = encodeURIComponent;

const TRY_ADDRESS = '/try';
/** `shown`: whose results it shows, and how they are weighed; else those of its newest run, by its own weights. */
export function leagueAddress(league: string, shown?: { run: string; weights: Weights | null }): string {
  if (league === TRIALS) return TRY_ADDRESS;
  const address = `/leagues/${part(league)}`;
  if (!shown) return address;
  const query = new URLSearchParams({ run: shown.run });
  for (const metric of weighedMetrics) {
    const weight = shown.weights?.[metric];
    if (weight !== undefined) query.set(metric, String(weight));
  }
  return `${address}?${query.toString()}`;
}
export const runAddress = (run: string): string => `/runs/${part(run)}`;
export const dealersAddress = (run: string, response?: string): string =>
  `${runAddress(run)}/dealers${response === undefined ? '' : `?response=${part(response)}`}`;
export const seasonAddress = (season: string): string => `/seasons/${part(season)}`;
export const scenarioAddress = (scenario: string): string => `/scenarios/${part(scenario)}`;
/** `day`: the market of it that is shown, of a match over days (`MarketView.key`). */
export const matchAddress = (match: string, day?: string | null): string =>
  `/matches/${part(match)}${day ? `?day=${encodeURIComponent(day)}` : ''}`;

export const ownPluginAddress = (submission: string): string => `/team/plugins/${part(submission)}`;

/** By its name, `<team>/<plugin>` or that of a reference plugin. */
export const pluginAddress = (name: string): string => `/plugins/${name.split('/').map(part).join('/')}`;

/** A match round by round. `beside`: another one to see next to it; `orders`: with its order book, for which it is played again. */
export function replayAddress(
  match: string,
  {
    round,
    seat,
    beside,
    day,
    orders = false,
  }: {
    round?: number;
    seat?: number | null;
    beside?: string | undefined;
    day?: string | null;
    orders?: boolean;
  } = {},
): string {
  const query = new URLSearchParams();
  if (day) query.set('day', day);
  if (round !== undefined) query.set('round', String(round));
  if (seat !== undefined && seat !== null) query.set('seat', String(seat));
  if (beside !== undefined) query.set('beside', beside);
  if (orders) query.set('orders', 'yes');
  return `${matchAddress(match)}/replay${query.size > 0 ? `?${query.toString()}` : ''}`;
}

/** Addresses of the API, for readers who want the data. */
export const api = {
  board: (
    league: string,
    run: string,
    kind: Board['kind'],
    weights: Weights | null,
    format: 'csv' | 'json',
  ) =>
    `/api/leagues/${part(league)}/leaderboard?kind=${kind}&run=${part(run)}&format=${format}` +
    (weights
      ? `&weights=${weighedMetrics.flatMap((metric) => (weights[metric] === undefined ? [] : [`${metric}:${weights[metric]}`])).join(',')}`
      : ''),
  effects: (league: string, run: string) => `/api/leagues/${part(league)}/dealers?run=${part(run)}`,
  scenario: (scenario: string) => `/api/scenarios/${part(scenario)}`,
  run: (run: string, what = '') => `/api/runs/${part(run)}${what}`,
  match: (match: string, what = '') => `/api/matches/${part(match)}${what}`,
};
