/** @short-form 1/3; each time: forged-figures.test.ts */
import { dealt } from '#market/test/short-form.js';
import type { ForgedMatch } from '../test/forge.js';
import { findings, refusal, withhold } from '../test/forgery.js';

/** The first round in which somebody traded, as `rounds[n]`. */
function traded({ rounds }: ForgedMatch): [ForgedMatch['rounds'][number], string] {
  const index = rounds.findIndex(({ trades }) => trades.length > 0);
  return [rounds[index]!, `rounds[${index}]`];
}

describe('a match whose prices fell below zero', () => {
  it('is consistent where a source is withheld', async () => {
    const found = await findings('belowZero', (lines) => {
      const [round] = traded(lines[1]);
      expect(Math.min(...round.prices)).toBeLessThan(0);
      withhold(lines);
    });
    expect(new Set(found.verdicts.map(({ kind }) => kind))).toEqual(new Set(['no-source']));
    expect(found.contradictions).toEqual([]);
  });

  it.each(dealt<[string, (match: ForgedMatch) => string]>([
    ['another sign', (match) => { const [round, at] = traded(match); round.prices[0]! *= -1; return `${at}.trades[0].payment`; }],
    ['a price below what any ledger knows', (match) => { match.rounds[0]!.announced[0] = -1e10; return 'rounds[0].announced'; }],
    [
      'energy that is left with the dealer',
      (match) => {
        const [round, at] = traded(match);
        const seller = round.trades.find(({ delivered }) => delivered[0]! < 0)!;
        // nothing, paid for with nothing: what it gave nobody took
        for (const trade of round.trades) if (trade !== seller) Object.assign(trade, { delivered: [0, 0], payment: 0 });
        return `${at}.trades`;
      },
    ],
  ], 2))('is refused with %s', async (_, change) => {
    let field = '';
    const words = await refusal('belowZero', (lines) => {
      withhold(lines);
      field = change(lines[1]);
    });
    expect(words.split(/\s/)).toContain(field);
  }); // prettier-ignore
});
