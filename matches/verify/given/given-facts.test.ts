import { dealt } from '#market/test/short-form.js';
import { isRefuted, type Findings } from '../findings.js';
import type { ForgedHead } from '../test/forge.js';
import { called, findings, playedAnew } from '../test/forgery.js';

const given = async (forge: (head: ForgedHead) => void): Promise<[string, Findings]> => {
  const found = await findings('mixed', playedAnew(forge));
  return [found.given.join('\n'), found];
};

const rename = (head: ForgedHead, id: string): void => {
  for (const list of [head.plugins, head.plan.submissions]) called(list, 'mine').id = id;
};

// Whoever plays a whole run anew under another league can contradict himself in nothing: what he chose must be seen.
describe('a run that was played anew is another one, and says so:', () => {
  it.each(
    dealt<[string, (head: ForgedHead) => void, RegExp]>(
      [
        ['of its rounds', ({ definition }) => (definition.roundCap = 2), /, roundCap 2,/],
        ['of its rounds as usual', ({ definition }) => delete definition.roundCap, /, roundCap as usual,/],
        [
          'of its close',
          ({ definition }) => (definition.closing = { random: { from: 2, hazard: 1 } }),
          /, closing {"random":{"from":2,"hazard":1}},/,
        ],
        ['of failures', ({ definition }) => (definition.errorBudget = 0), /, errorBudget 0,/],
        ['of limits', ({ definition }) => (definition.limits = { orders: 1 }), /, limits {"orders":1},/],
        ['of limits as usual', ({ definition }) => delete definition.limits, /, limits as usual,/],
        [
          'of the format',
          ({ definition }) => {
            definition.format = 'self-play';
            delete definition.matchSize;
          },
          /, format "self-play".*, matchSize as usual,/,
        ],
        [
          'of who plays',
          ({ definition }) => (definition.entrants = ['mine', 'failing']),
          /, entrants \["mine","failing"\],/,
        ],
        ['of the blocks', ({ definition }) => (definition.blocks = 2), /, blocks 2,/],
        ['of the seed', ({ definition }) => (definition.seed = 'lucky'), /, seed "lucky",/],
        ['of the number', (head) => (head.id = 'mixed-7'), /^run mixed-7 of the league id "mixed"/],
        ['of an id', (head) => rename(head, 'zzz'), /plugin id "zzz", kind "agent", name "mine"/],
        [
          'of a title that looks like another field',
          ({ definition }) => (definition.title = 'x", roundCap 12, limits "'),
          /title "x\\", roundCap 12, limits \\"",/,
        ],
      ],
      3,
    ),
  )('%s', async (_, forge, words) => {
    const [told, found] = await given(forge);
    expect(isRefuted(found, 0)).toBe(false);
    expect(told).toMatch(words);
    expect(told).toContain('ledger "memory": nobody pays for gas');
  });
});
