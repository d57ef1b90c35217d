import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { projectRoot } from '#project-root.js';
import { editionDifferences } from './edition-differences.js';
import type { EditionResults } from './edition-results.js';

type Writable<T> = T extends object ? { -readonly [Field in keyof T]: Writable<T[Field]> } : T;
type Published = Writable<EditionResults>;

const text = readFileSync(resolve(projectRoot, 'docs/editions/2026.json'), 'utf8');
const published = (): Published => JSON.parse(text) as Published;
const differences = (forge: (results: Published) => void): string[] => {
  const forged = published();
  forge(forged);
  return editionDifferences(published(), forged);
};

it('finds nothing in what was published, whichever build played it again', () => {
  expect(differences((results) => (results.engine = { version: '9', commit: 'x' }))).toEqual([]);
});

it.each<[string, (results: Published) => void, RegExp]>([
  [
    'a score',
    ({ agents }) => (agents.scores[0]!.welfare = 2),
    /^agents: scores 1 of reference-agent-boulware in match 000001: welfare is 0\.99.*, published 2$/,
  ],
  [
    'a part of one',
    ({ dealers }) => (dealers.scores[3]!.convergence.gapIntegral += 1e-12),
    /^dealers: scores 4 of .*: convergence\.gapIntegral is /,
  ],
  [
    'whose it is',
    ({ agents }) => (agents.scores[0]!.team = 'x'),
    /^agents: scores 1 of reference-agent-boulware.* not published$/,
  ],
  [
    'a name',
    ({ agents }) => (agents.plugins[0]!.name = 'mine'),
    /^agents: plugin 1 .*: name is boulware, published mine$/,
  ],
  [
    'a hash',
    ({ dealers }) => (dealers.plugins[0]!.sha256 = '0'.repeat(64)),
    /^dealers: plugin 1 .*: sha256 is .*, published 0{64}$/,
  ],
  [
    'who is a reference',
    ({ agents }) => (agents.plugins[0]!.baseline = false),
    /baseline is true, published false$/,
  ],
  [
    'a scenario',
    ({ agents }) => (agents.scenarios[0]!.sha256 = '0'.repeat(64)),
    /^agents: scenario 1 street-2026: sha256/,
  ],
  ['matches that do not count', ({ agents }) => (agents.void = 1), /^agents: field void: 0, published 1$/],
  [
    'a result',
    ({ agents: { resultHashes } }) => (resultHashes[Object.keys(resultHashes)[0]!] = 'x'),
    /^agents: match block 1, .*: [0-9a-f]{64}, published x$/,
  ],
  [
    'a match',
    ({ agents }) => (agents.resultHashes['more'] = 'x'),
    /^agents: match more: published, and not played here$/,
  ],
  ['a score that is missing', ({ dealers }) => dealers.scores.pop(), /: played here, and not published$/],
  ['a field that nobody has', (results) => Object.assign(results, { note: 1 }), /^note: published, and not/],
  ['another edition', (results) => (results.edition = '2025'), /^edition: 2026, published 2025$/],
])('says what is forged: %s', (_, forge, words) => {
  expect(differences(forge)).toContainEqual(expect.stringMatching(words));
});
