import { findingLines } from './finding-lines.js';
import type { MatchFinding } from './findings.js';

const linesOf = (verdicts: readonly MatchFinding[]): string[] =>
  findingLines(
    {
      ...{ run: 'r', verdicts, contradictions: [], given: [], sealed: false, notes: [] },
      ...{ anchor: { kind: 'none' }, lookAnchors: [] },
    },
    0,
  );

it('says once, with the number of matches, what keeps many from being replayed', () => {
  const reason = 'scenario mine: its package 0ab is not there';
  const unplayable = Array.from({ length: 30 }, (_, i): MatchFinding => ({
    match: `m${i}`,
    kind: 'unplayable',
    reason,
  }));
  const lines = linesOf([
    ...unplayable,
    { match: 'x', kind: 'unplayable', reason: 'too busy' },
    { match: 'y', kind: 'missing' },
    { match: 'z', kind: 'identical' },
  ]);
  expect(lines[0]).toContain('31 could not be replayed here');
  expect(lines.slice(1, 4)).toEqual([
    `30 matches, the first is m0: could not be replayed here: ${reason}`,
    'x: could not be replayed here: too busy',
    'y: MISSING: it is planned and has no result',
  ]);
});
