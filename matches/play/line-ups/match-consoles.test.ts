import { KEPT_CHARACTERS, MatchConsoles } from './match-consoles.js';

const match = { teams: ['mine', 'yours'], dealer: 'desk' };
const say = (...lines: string[]): object => ({ said: { lines, unsaid: 0 } });

describe('the consoles of a match', () => {
  it('are those of its submissions, by seat: who handed in the same file hears of no other', () => {
    const consoles = new MatchConsoles();
    consoles.agents.hear(0, say('a'));
    consoles.agents.hear(1, say('b'));
    consoles.agents.hear(2, say('c'));
    consoles.agents.hear(3, { said: { lines: [], unsaid: 4 } });
    consoles.dealer.hear(0, say('d'));
    expect(consoles.of(match)).toEqual([
      {
        submission: 'mine',
        lines: [
          { seat: 0, text: 'a' },
          { seat: 2, text: 'c' },
        ],
        unsaid: 0,
      },
      { submission: 'yours', lines: [{ seat: 1, text: 'b' }], unsaid: 4 },
      { submission: 'desk', lines: [{ seat: null, text: 'd' }], unsaid: 0 },
    ]);
  });

  it('are those of who wrote something', () => {
    const consoles = new MatchConsoles();
    consoles.agents.hear(1, say('b'));
    expect(consoles.of(match).map(({ submission }) => submission)).toEqual(['yours']);
  });

  it('are bounded for each submission, however many seats it has; the rest is counted', () => {
    const consoles = new MatchConsoles();
    for (let seat = 0; seat < 20; seat += 2)
      for (let i = 0; i < 10; i++) consoles.agents.hear(seat, say('x'.repeat(500)));
    consoles.agents.hear(1, say('short'));
    const [mine, yours] = consoles.of(match);
    const kept = mine!.lines.reduce((sum, { text }) => sum + text.length, 0);
    expect(kept).toBeLessThanOrEqual(KEPT_CHARACTERS);
    expect(kept).toBeGreaterThan(KEPT_CHARACTERS - 500);
    expect(mine!.lines.length + mine!.unsaid).toBe(100);
    expect(yours!.lines).toHaveLength(1);
  });
});
