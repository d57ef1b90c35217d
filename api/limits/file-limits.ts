import { leagueLimits } from '#leagues/definition/limits.js';
import { MOST_ATTEMPTS } from '#leagues/run/match-queue.port.js';
import { conductLimits, fieldLimits, scenarioLimits } from '#leagues/scenario-files/reading/limits.js';
import { auctionLimits } from '#market/double-auction/limits.js';
import { bundleLimits, entryLimits } from '#matches/bundles/bundle-limits.js';
import { limitsOf, type Limit } from './limit.js';

const [FILE, SCENARIO, LINE, HOME, LEAGUE, RUN, SEASON, PERIOD] = [
  ['file', 'refused'],
  ['scenario', 'refused'],
  ['line', 'refused'],
  ['home', 'refused'],
  ['league', 'refused'],
  ['run', 'refused'],
  ['season', 'refused'],
  ['period', 'refused'],
] as const;

/** What a scenario may be. */
export function scenarioRows(): Limit[] {
  const slow = 'its reader needs far more time and memory per byte; write larger ones as JSON';
  const filled = 'missing ones that are filled included';
  return [
    ...limitsOf(scenarioLimits, {
      fileBytes: ['a JSON or CSV file, or a package', 'bytes', ...FILE],
      yamlBytes: ['a YAML file', 'bytes', ...FILE, slow],
      archiveFiles: ['files', 'files', 'archive', 'refused'],
      cells: ['cells', 'cells', 'line of a CSV file', 'refused'],
      rows: ['rows', 'rows', 'series', 'refused', filled],
      missingRows: ['rows that are missing', 'rows', 'gap', 'refused', 'however gaps are filled'],
      resources: ['resources', 'resources', ...SCENARIO],
      agents: ['agents', 'agents', ...SCENARIO],
      variables: ['variables of all agents’ problems', 'columns', ...SCENARIO],
      entries: ['their matrix entries', 'entries', ...SCENARIO, 'written zeros included'],
      randomSize: ['`rows`, and `columns`, of a random market', 'of each', 'agent', 'refused'],
      magnitude: ['any number', 'of its unit', ...SCENARIO],
      rounds: ['`roundCap`', 'rounds', ...SCENARIO],
      orders: ['`maxOrders`', 'orders', 'agent and round', 'refused'],
      matchSeconds: ['`matchSeconds`', 's', ...SCENARIO],
      days: ['`days`, and those of `draw.days`', 'days', ...SCENARIO],
      homePeriods: ['periods of all days that follow one another, times households', 'periods', ...SCENARIO],
      horizonHours: ['`horizon`', 'hours', ...SCENARIO],
      importedPlants: ['plants of a home that is imported', 'plants', ...HOME],
    }),
    ...limitsOf(fieldLimits, {
      name: ['a name, an id, a title', 'characters', 'field', 'refused'],
      path: ['a path', 'characters', 'field', 'refused'],
      timeZone: ['the name of a time zone', 'characters', 'field', 'refused'],
      timeFormat: ['`format`', 'characters', 'series', 'refused'],
      headerRows: ['header rows', 'rows', ...FILE],
      windows: ['windows of a price', 'windows', 'price', 'refused'],
      outages: ['outages', 'windows', ...SCENARIO],
      charges: ['lines of `regulation`', 'lines', ...SCENARIO],
      batteries: ['batteries', 'batteries', ...HOME],
      appliances: ['appliances', 'appliances', ...HOME],
      points: [
        'points of a curve',
        'points',
        'field',
        'refused',
        'efficiency of a heat pump, error of a forecast',
      ],
      degrees: ['a temperature of air, above or below 0', 'degrees Celsius', 'value', 'refused'],
      deviation: ['sigma of a forecast’s relative error', 'times the value', 'field', 'refused'],
      memoryHours: ['`memory` of a forecast’s errors', 'hours', ...SCENARIO],
    }),
    ...limitsOf(conductLimits, {
      blockSeconds: ['`blockTime`', 's', ...SCENARIO],
      smallestBlock: ['`blockGasLimit`, at least', 'gas', ...SCENARIO, 'the contracts must fit into a block'],
      largestBlock: ['`blockGasLimit`', 'gas', ...SCENARIO],
      gasPrice: ['`gasPrice`', 'wei per gas', ...SCENARIO],
      wakeUps: ['wake-ups in a minute; minutes of `window`', 'of each', 'agent, scenario', 'refused'],
      fewestWakeUps: ['the same, at least', 'of each', 'agent, scenario', 'refused', 'a `window` of 0 apart'],
    }),
    ...limitsOf(auctionLimits, {
      periods: ['periods of a double auction', 'periods', ...SCENARIO],
      orders: ['orders of a side of it', 'orders', ...PERIOD],
      amount: ['energy of one, and tokens', 'Wh', 'order', 'refused'],
      price: ['price of one', 'ct/kWh', 'order', 'refused; a bidder’s `invalid-output`'],
      money: ['money that somebody has', 'EUR', ...PERIOD],
      turnover: ['what all could be worth', 'of 1e-7 EUR', ...SCENARIO, 'sums stay exact'],
    }),
  ];
}

/** What leagues, their runs and seasons may be. */
export function leagueRows(): Limit[] {
  const fault = 'where the platform failed, or a worker was lost';
  return [
    ...limitsOf(leagueLimits, {
      description: ['`description`', 'characters', 'league or season', 'refused'],
      schedule: ['`schedule`', 'characters', ...LEAGUE],
      seed: ['a seed', 'characters', 'league, match', 'refused'],
      list: ['scenarios; entrants; dealers', 'of each', ...LEAGUE],
      entry: ['one of them, by name or path', 'characters', ...LEAGUE],
      matchSize: ['`matchSize`', 'teams', ...LEAGUE],
      mixes: ['`mixes`', 'mixes', ...LEAGUE],
      mixSize: ['strategies of a mix', 'strategies', ...LEAGUE],
      weight: ['a weight of `ranking`', 'points', ...LEAGUE],
      blocks: ['`blocks`, and those of all looks', 'blocks', ...RUN],
      looks: ['looks', 'looks', ...RUN, 'the level is shared by them'],
      lineUps: ['line-ups', 'line-ups', 'block', 'a smaller design, or refused (`no-design`)'],
      matches: ['matches', 'matches', 'run', '422 `too-many-matches`, when the league is created'],
      seasonLeagues: ['leagues of a phase', 'leagues', ...SEASON],
      finalists: ['`through`', 'teams', ...SEASON],
      champions: ['`champions`', 'teams', ...SEASON],
    }),
    { value: MOST_ATTEMPTS, words: ['attempts at a match', 'attempts', 'match', 'failed for good', fault] },
  ];
}

/** What a bundle of somebody who is not trusted may be. */
export function bundleRows(): Limit[] {
  const [BUNDLE, DAY, TEXT] = [
    ['bundle', 'refused'] as const,
    ['day', 'refused'] as const,
    ['field', 'refused'] as const,
  ];
  const MATCH = ['match', 'refused'] as const;
  return [
    ...limitsOf(bundleLimits, {
      lineBytes: ['a line, unzipped', 'bytes', ...LINE],
      lineValues: ['values in a line', 'numbers, texts, lists and objects', ...LINE],
      depth: ['lists and objects within each other', 'levels', ...LINE],
      fetchedBytes: ['what a server sends, zipped', 'bytes', ...BUNDLE, 'kept as a temporary file meanwhile'],
      heldBytes: ['all lines', 'bytes', 'bundle', 'refused', 'where all of them have to be held at once'],
      heldValues: [
        'values in all lines',
        'numbers, texts, lists and objects',
        'bundle',
        'refused',
        'the same',
      ],
      packageBytes: [
        'scenarios with their series',
        'bytes',
        'bundle',
        'those beyond it are named by hash only',
      ],
      fileBytes: ['a file beside the bundle', 'bytes', ...FILE],
    }),
    ...limitsOf(entryLimits, {
      submissions: ['plugins', 'plugins', ...BUNDLE],
      teams: ['teams', 'teams', ...BUNDLE],
      scenarios: ['scenarios', 'scenarios', ...BUNDLE],
      matches: ['matches', 'matches', ...BUNDLE],
      seats: ['seats', 'seats', ...MATCH],
      resources: ['resources of a market', 'resources', ...MATCH],
      heldResources: ['resources of the markets of all days', 'resources', ...MATCH],
      rounds: ['rounds', 'rounds', ...MATCH],
      transactions: ['transactions', 'transactions', 'round', 'refused'],
      days: ['days', 'days', ...MATCH],
      markets: ['markets', 'markets', ...DAY],
      batteries: ['batteries of a home', 'batteries', ...DAY],
      receivers: ['parties that get fees', 'parties', ...MATCH],
      magnitude: ['any number', 'of its unit', ...TEXT],
      name: ['a name or an id', 'characters', ...TEXT],
      fileName: ['name of a plugin’s file', 'characters', ...TEXT],
      source: ['a plugin’s source', 'characters', ...TEXT],
      reason: ['words of a failure', 'characters', ...TEXT],
    }),
  ];
}
