/** @short-form 1/3 or none; each time: forged-figures.test.ts */
import { dealt } from '#market/test/short-form.js';
import { findingLines } from '../finding-lines.js';
import type { ForgedMatch } from '../test/forge.js';
import { findings, refusal, withhold } from '../test/forgery.js';

describe('a match whose agents come and go', () => {
  it('is replayed, and where a source is withheld it is consistent', async () => {
    expect(findingLines(await findings('waking'), 0)[0]).toMatch(/^\d+ of \d+ matches replayed identically$/);
    const withheld = await findings('waking', withhold);
    expect(findingLines(withheld, 1)[0]).toMatch(/without source \(figures consistent, not replayed\)$/);
  });

  // Whom the seed wakes is known without any source.
  it.each(
    dealt<[string, (match: ForgedMatch) => void, RegExp]>(
      [
        ['one more spoke', ({ rounds: [first] }) => first!.participants++, /rounds\[0\]\.participants/],
        ['all were called', ({ rounds: [first] }) => (first!.call = true), /rounds\[0\]\.participants/],
        [
          'one traded who had not been asked',
          ({ rounds }) => {
            const [first] = rounds.filter(({ participants, call }) => !call && participants < 5);
            const { delivered } = rounds.find(({ trades }) => trades.length > 0)!.trades[0]!;
            for (let seat = 0; seat < 5; seat++) first!.trades.push({ seat, delivered, payment: 0 });
            first!.settled = true;
          },
          /rounds\[\d+\]\.trades\[\d\]\.seat/,
        ],
      ],
      2,
    ),
  )('is refused where it is told that %s', async (_, change, field) => {
    const told = await refusal('waking', (lines) => {
      withhold(lines);
      const [, ...matches] = lines;
      for (const match of matches) change(match);
    });
    expect(told).toMatch(new RegExp(`DIFFERENT: ${field.source}`));
  });
});
