/** @short-form 1/3; each time: forged-figures.test.ts, leagues/pairing/plan-run.test.ts */
import { dealt } from '#market/test/short-form.js';
import { headline } from '../finding-lines.js';
import { isRefuted } from '../findings.js';
import type { ForgedHead, Lines } from '../test/forge.js';
import { called, findings, refusal, type Run } from '../test/forgery.js';

describe('matches', () => {
  it.each(
    dealt<[string, Run, (lines: Lines) => unknown, RegExp]>(
      [
        ['dropped', 'mixed', ([head, first]) => [head, first], /1 of 3 .*2 without result[\s\S]*MISSING/],
        ['all dropped', 'mixed', ([head]) => [head], /3 without result/],
        [
          'added',
          'dealers',
          ([head, first]) => [head, first, { ...first, match: 'dealers-1-000009' }],
          /not in the run's plan/,
        ],
        ['repeated', 'mixed', ([head, a, b, c]) => [head, a, b, b, c], /twice/],
        ['in another order', 'mixed', ([head, a, b, c]) => [head, b, a, c], /twice, or not in its place/],
        [
          'exchanged',
          'dealers',
          ([head, a, b]) => [head, { ...b, match: a.match }, { ...a, match: b.match }],
          /DIFFERENT: report\./,
        ],
        [
          'exchanged with their ids',
          'dealers',
          ([head, a, b]) => [
            head,
            { ...b, match: a.match, report: { ...b.report, id: a.report.id } },
            { ...a, match: b.match, report: { ...a.report, id: b.report.id } },
          ],
          /DIFFERENT: report\./,
        ],
        [
          'fewer in the plan as well',
          'mixed',
          ([head, a]) => [{ ...head, plan: { ...head.plan, matches: head.plan.matches.slice(0, 1) } }, a],
          /plan\.matches\[1\] does not follow/,
        ],
        [
          'on another seed',
          'mixed',
          ([head]) => void (head.plan.seed = 'f'.repeat(32)),
          /plan\.seed does not follow/,
        ],
        [
          'unscored',
          'mixed',
          ([head]) => void (head.plan.matches[0]!.scored = false),
          /matches\[0\]\.scored/,
        ],
        [
          'of other teams',
          'mixed',
          ([head]) => void head.plan.matches[0]!.teams.reverse(),
          /matches\[0\]\.teams/,
        ],
        ['of another run', 'mixed', ([head]) => void (head.id = 'mixed-2'), /plan\.seed does not follow/],
        ['of another league', 'mixed', ([head]) => void (head.id = 'other-1'), /no run of mixed/],
        ['in a larger league', 'mixed', ([head]) => void (head.definition.blocks = 2), /does not follow/],
      ],
      2,
    ),
  )('%s are found', async (_, run, forge, words) => {
    expect(await refusal(run, forge)).toMatch(words);
  });
});

describe('plugins', () => {
  const truthful = ({ plugins }: ForgedHead): ForgedHead['plugins'][0] => called(plugins, 'truthful');
  it.each(
    dealt<[string, (lines: Lines) => unknown, RegExp]>(
      [
        [
          'that come along, withheld',
          ([head]) => void (truthful(head).source = null),
          /source of reference agent truthful is withheld: the run names SHA-256 [0-9a-f]{64}, this checkout has [0-9a-f]{64}/,
        ],
        [
          'that come along, withheld, with other figures',
          ([head, , second]) => {
            truthful(head).source = null;
            second.report.efficiency = 0.5;
          },
          /withheld: the run names[\s\S]*|efficiency/,
        ],
        [
          'that come along, with another source',
          ([head]) => void (truthful(head).source += ' '),
          /source of reference agent truthful has SHA-256/,
        ],
        [
          'that come along, of another version',
          ([head]) => {
            for (const one of [truthful(head), called(head.plan.submissions, 'truthful')])
              Object.assign(one, { sha256: '0'.repeat(64) });
          },
          /reference agent truthful is another one here: the run names SHA-256 0{64}, this checkout has [0-9a-f]{64}/,
        ],
        [
          'with another source',
          ([head]) => void (head.plugins.at(-1)!.source += ' '),
          /is not the one that was played|has SHA-256/,
        ],
        ['renamed here', ([head]) => void (head.plugins.at(-1)!.name = 'x'), /do not say the same/],
        [
          'renamed everywhere but in the matches',
          ([head]) => {
            for (const list of [head.plugins, head.plan.submissions]) called(list, 'mine').name = 'x';
          },
          /entrants|no accepted submission is called mine/,
        ],
        [
          'that come along, with a version that nobody counted',
          ([head, ...matches]) => {
            for (const one of [truthful(head), called(head.plan.submissions, 'truthful')])
              one.version = '999999999';
            for (const { report } of matches)
              for (const seat of report.seats) if (seat.plugin === 'truthful') seat.version = '999999999';
          },
          /reference agent truthful has no version 999999999/,
        ],
        ['unmarked', ([head]) => void (truthful(head).baseline = false), /do not say the same/],
        ['left out', ([head]) => void head.plugins.pop(), /not the same/],
        ['one twice', ([head]) => void head.plugins.push(head.plugins[0]!), /not the same/],
      ],
      2,
    ),
  )('%s are found', async (_, forge, words) => {
    expect(await refusal('mixed', forge)).toMatch(words);
  });

  it('that come along are replayed from the checkout, whatever the bundle holds', async () => {
    const found = await findings('dealers', ([head]) => {
      for (const plugin of head.plugins) plugin.source = 'export default 1;';
    });
    expect(headline(found)).toMatch(/^2 of 2 matches replayed identically/);
    expect(isRefuted(found, 1)).toBe(true);
  });
});
