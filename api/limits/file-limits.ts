import { LONGEST_SCHEDULE } from '#leagues/definition/league-schema.js';
import { MOST_MATCHES } from '#leagues/pairing/plan-run.js';
import { scenarioLimits } from '#leagues/scenario-files/reading/limits.js';
import { bundleLimits } from '#matches/bundles/bundle-limits.js';
import { limitsOf, type Limit } from './limit.js';

const [FILE, SCENARIO, LINE] = [
  ['file', 'refused'],
  ['scenario', 'refused'],
  ['line', 'refused'],
] as const;

/** What a scenario, and the run of a league, may be. */
export function leagueRows(): Limit[] {
  const tooMany = '422 `too-many-matches`, when the league is created';
  const slow = 'its reader needs far more time and memory per byte; write larger ones as JSON';
  return [
    ...limitsOf(scenarioLimits, {
      fileBytes: ['a JSON or CSV file, or a package', 'bytes', ...FILE],
      yamlBytes: ['a YAML file', 'bytes', ...FILE, slow],
      cells: ['cells', 'cells', 'line of a CSV file', 'refused'],
      resources: ['resources', 'resources', ...SCENARIO],
      agents: ['agents', 'agents', ...SCENARIO],
      variables: ['variables of all agents’ problems', 'columns', ...SCENARIO],
      entries: ['their matrix entries', 'entries', ...SCENARIO, 'written zeros included'],
      magnitude: ['any number', 'of its unit', ...SCENARIO],
      rounds: ['`roundCap`', 'rounds', ...SCENARIO],
      days: ['`draw.days`', 'days', ...SCENARIO],
    }),
    { value: LONGEST_SCHEDULE, words: ['`schedule`', 'characters', 'league', 'refused'] },
    { value: MOST_MATCHES, words: ['matches', 'matches', 'run', tooMany] },
  ];
}

/** What a bundle of somebody who is not trusted may be. */
export function bundleRows(): Limit[] {
  return limitsOf(bundleLimits, {
    lineBytes: ['a line, unzipped', 'bytes', ...LINE],
    lineValues: ['values in a line', 'numbers, texts, lists and objects', ...LINE],
    depth: ['lists and objects within each other', 'levels', ...LINE],
    heldBytes: ['all lines', 'bytes', 'bundle', 'refused', 'where all of them have to be held at once'],
    heldValues: ['values in all lines', 'numbers, texts, lists and objects', 'bundle', 'refused', 'the same'],
    packageBytes: [
      'scenarios with their series',
      'bytes',
      'bundle',
      'those beyond it are named by hash only',
    ],
    fileBytes: ['a file beside the bundle', 'bytes', ...FILE],
  });
}
