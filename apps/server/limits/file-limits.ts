import { MOST_MATCHES } from '#leagues/pairing/plan-run.js';
import { scenarioLimits } from '#leagues/scenario-files/reading/limits.js';
import { bundleLimits } from '#matches/bundles/bundle-limits.js';
import { limitsOf, type Limit } from './limit.js';

/** What a scenario, and the run of a league, may be. */
export function leagueLimits(): Limit[] {
  const refused = { per: 'scenario', outcome: 'refused' };
  return [
    ...limitsOf(scenarioLimits, {
      fileBytes: { name: 'a JSON or CSV file', unit: 'bytes', ...refused, per: 'file' },
      yamlBytes: {
        ...{ name: 'a YAML file', unit: 'bytes', ...refused, per: 'file' },
        why: 'its reader needs far more time and memory per byte; write larger ones as JSON',
      },
      resources: { name: 'resources', unit: 'resources', ...refused },
      agents: { name: 'agents', unit: 'agents', ...refused },
      variables: { name: 'variables of all agents’ problems', unit: 'columns', ...refused },
      entries: { name: 'their matrix entries', unit: 'entries', ...refused, why: 'written zeros included' },
      magnitude: { name: 'any number', unit: 'of its unit', ...refused },
      rounds: { name: '`roundCap`', unit: 'rounds', ...refused },
    }),
    {
      ...{ name: 'matches', value: MOST_MATCHES, unit: 'matches', per: 'run' },
      outcome: '422 `too-many-matches`, when the league is created',
    },
  ];
}

/** What a bundle of somebody who is not trusted may be. */
export function verifyLimits(): Limit[] {
  const refused = { per: 'line', outcome: 'refused' };
  return limitsOf(bundleLimits, {
    lineBytes: { name: 'a line, unzipped', unit: 'bytes', ...refused },
    lineValues: { name: 'values in a line', unit: 'numbers, texts, lists and objects', ...refused },
    depth: { name: 'lists and objects within each other', unit: 'levels', ...refused },
    heldBytes: {
      ...{ name: 'all lines', unit: 'bytes', ...refused, per: 'bundle' },
      why: 'where all of them have to be held at once',
    },
    fileBytes: { name: 'a file beside the bundle', unit: 'bytes', ...refused, per: 'file' },
  });
}
