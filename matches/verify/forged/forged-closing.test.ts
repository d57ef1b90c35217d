/** @short-form 1/3 or none; each time: matches/verify/honest-bundles.test.ts, forged-figures.test.ts */
import { dealt } from '#market/test/short-form.js';
import { findingLines, headline } from '../finding-lines.js';
import { isRefuted } from '../findings.js';
import type { Lines } from '../test/forge.js';
import { findings, refusal, runOf, withhold } from '../test/forgery.js';

describe('a match that its closing rule ended', () => {
  it('is replayed, and where a source is withheld it is consistent', async () => {
    const { played } = await runOf('closed');
    const outcomes = [...played.values()].map(({ report }) => report.outcome);
    expect(outcomes).toContain('closed');
    const found = await findings('closed');
    expect(headline(found)).toMatch(/^\d+ of \d+ matches replayed identically$/);
    expect(isRefuted(found, 0)).toBe(false);
    const closed = await findings('closed', withhold);
    expect(findingLines(closed, 1)[0]).toMatch(/without source \(figures consistent, not replayed\)$/);
  });

  // Without its source a match cannot be played anew: that it was long enough, and no longer, must show in its rounds.
  it.each(
    dealt<[string, (lines: Lines) => void, string]>(
      [
        ['that could go on', ([head]) => (head.definition.closing = 'fixed'), 'report.outcome'],
        [
          'that was closed before',
          ([head]) => (head.definition.closing = { random: { from: 1, hazard: 1 } }),
          'rounds',
        ],
        [
          'that closes later',
          ([head]) => (head.definition.closing = { random: { from: 12, hazard: 1 } }),
          'report.outcome',
        ],
        ['at its cap, it says', ([, match]) => (match.report.outcome = 'round-cap'), 'report.outcome'],
      ],
      2,
    ),
  )('is refused as one %s', async (_, change, field) => {
    const told = await refusal('closed', (lines) => {
      withhold(lines);
      change(lines);
    });
    expect(told).toContain(`DIFFERENT: ${field}`);
  });
});
