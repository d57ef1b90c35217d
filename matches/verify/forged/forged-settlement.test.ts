/** @short-form 1/3; each time: matches/verify/honest-bundles.test.ts, forged-figures.test.ts */
import { findingLines, headline } from '../finding-lines.js';
import { isRefuted } from '../findings.js';
import type { ForgedMatch } from '../test/forge.js';
import { findings, refusal, withhold } from '../test/forgery.js';
import { dealt } from '#market/test/short-form.js';

/** The last trade that holds something back. */
function held({ rounds }: ForgedMatch): { escrow?: string } {
  return rounds.flatMap(({ trades }) => trades).filter(({ escrow = '0' }) => escrow !== '0').at(-1)!; // prettier-ignore
}

type Settlement = { prices: number[]; payments: string[]; limits: string[]; alongPath: number[] };
const settlementOf = ({ report }: ForgedMatch): Settlement => report.settlement as unknown as Settlement;
const more = (units: string): string => (BigInt(units) + 1n).toString();

describe('a match that was settled at its final prices', () => {
  it('is replayed, and where a source is withheld it is consistent', async () => {
    const found = await findings('final');
    expect(headline(found)).toMatch(/^\d+ of \d+ matches replayed identically$/);
    expect(isRefuted(found, 0)).toBe(false);
    const closed = await findings('final', withhold);
    expect(findingLines(closed, 1)[0]).toMatch(/2 without source \(figures consistent, not replayed\)$/);
  });

  it.each(
    dealt<[string, (match: ForgedMatch) => void]>(
      [
        ['a final price', (match) => (settlementOf(match).prices[0]! += 1e-9)],
        ['a payment', (match) => (settlementOf(match).payments[0] = more(settlementOf(match).payments[0]!))],
        ['a limit below what its orders stated', (match) => (settlementOf(match).limits[0] = '-1000000000000000000000')], // prettier-ignore
        ['what it was along the path', (match) => (settlementOf(match).alongPath[0]! += 1e-9)],
        ['more in escrow than there is money', (match) => (held(match).escrow = '1'.repeat(30))],
        ['no escrow', (match) => delete held(match).escrow],
      ],
      3,
    ),
  )('is refused with another figure: %s', async (_, change) => {
    expect(await refusal('final', ([, match]) => change(match))).toMatch(/DIFFERENT: |match line 1/);
    const closed = await refusal('final', (lines) => {
      withhold(lines);
      change(lines[1]);
    });
    expect(closed).toMatch(/DIFFERENT: |match line 1/);
  });
});
