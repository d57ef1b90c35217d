/** @short-form 1/3; each time: results/statistics/looks.test.ts, forged-figures.test.ts */
import { dealt } from '#market/test/short-form.js';
import { rootOf } from '#results/receipts/receipts.js';
import { frozenFacts } from '../../bundles/run-head.js';
import { findingLines } from '../finding-lines.js';
import { isRefuted } from '../findings.js';
import type { ForgedHead, Lines } from '../test/forge.js';
import { findings, refusal } from '../test/forgery.js';

/** An anchor of some of the matches, as the embedded chain gives it. */
const anchorOf = (head: ForgedHead, matches: readonly Lines[1][]): NonNullable<ForgedHead['anchor']> => ({
  matches: rootOf(matches.map(({ match, report }) => ({ id: match, hash: report.resultHash }))),
  submissions: rootOf(frozenFacts(head.plan, undefined)),
  ...{ network: 'embedded', epoch: 1, registry: `0x${'1'.repeat(40)}`, transaction: null, block: null },
});

describe('a run that was looked at twice', () => {
  it('is verified with the matches that each look anchored by itself', async () => {
    const found = await findings('grown', ([head, first, second]) => {
      head.anchor = anchorOf(head, [first]);
      head.lookAnchors = [anchorOf(head, [second])];
    });
    expect(isRefuted(found, 0)).toBe(false);
    const lines = findingLines(found, 0).join('\n');
    expect(lines).toMatch(/^2 of 2 matches replayed identically/);
    expect(lines).toMatch(/^look 2: the results have the root/m);
    expect(lines).toContain('it was looked at after blocks [1,2]');
  });

  it.each(
    dealt<[string, (lines: Lines) => unknown, RegExp]>(
      [
        [
          'anchors that are not of their looks',
          ([head, first, second]) => {
            head.anchor = anchorOf(head, [first]);
            head.lookAnchors = [anchorOf(head, [first, second])];
          },
          /look 2: DIFFERENT: the results do not have the anchored root/,
        ],
        [
          'an anchor of other plugins',
          ([head, first, second]) => {
            head.anchor = anchorOf(head, [first]);
            head.lookAnchors = [{ ...anchorOf(head, [second]), submissions: `0x${'2'.repeat(64)}` }];
          },
          /hashes of plugins and scenarios do not have the anchored root 0x2{64}/,
        ],
        [
          'a look more',
          ([head]) => void head.plan.looks!.push(3),
          /lookAnchors: must hold one for each look/,
        ],
        [
          'a look more with an anchor',
          ([head]) => {
            head.plan.looks!.push(3);
            head.lookAnchors!.push(null);
          },
          /does not follow from the league/,
        ],
        [
          'looks at other blocks',
          ([head]) => void (head.plan.looks = [1, 3]),
          /does not follow from the league/,
        ],
        ['looks that go back', ([head]) => void (head.plan.looks = [1, 1]), /no looks at a run/],
        [
          'a league that planned one look',
          ([head]) => void delete head.definition.extensible,
          /planned one look, whose tests have used up the level/,
        ],
        ['fewer matches', ([head, first]) => [head, first], /1 without result/],
        [
          'a match of the other look in its place',
          ([head, first, second]) => [
            head,
            { ...second, match: first.match },
            { ...first, match: second.match },
          ],
          /DIFFERENT/,
        ],
      ],
      3,
    ),
  )('%s are found', async (_, forge, words) => {
    expect(await refusal('grown', forge)).toMatch(words);
  });

  it('tells that it was cancelled, if the file says so: nothing derives it', async () => {
    const found = await findings('grown', ([head]) => void (head.cancelled = true));
    expect(findingLines(found, 0).join('\n')).toMatch(/as the file gives it[^\n]*it was cancelled/);
  });
});
