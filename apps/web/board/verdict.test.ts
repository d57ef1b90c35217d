import { aMatch } from '#results/test/match-builder.js';
import { agentBoard } from '#results/standings/build-board.js';
import { verdict } from './verdict.js';

/** A saves `more` than B in each of so many blocks. */
function boardOver(blocks: number, more: (block: number) => number) {
  const matches = Array.from({ length: blocks }, (_, i) =>
    aMatch(String(i))
      .inBlock(i + 1)
      .of('A', 'B')
      .to(0)
      .saving(5 + more(i), 5 - more(i))
      .over(0)
      .result(),
  );
  const contestants = ['A', 'B'].map((id) => ({ id, name: id, version: '1', baseline: false }));
  return agentBoard({ contestants, matches, weights: { welfare: 1, cost: 1, convergence: 1 } });
}

const said = (...of: Parameters<typeof boardOver>): string =>
  verdict(boardOver(...of))!
    .text.replace(/<[^>]*>|\s+/g, ' ')
    .replace(/ +/g, ' ')
    .trim();

describe('a board in words', () => {
  it('says who leads for sure', () => {
    expect(said(8, (block) => 1 + block / 10)).toBe(
      'A has the best score. It is better than B, with 95 % confidence.',
    );
  });

  it('does not claim more than the blocks say', () => {
    expect(said(8, (block) => (block < 5 ? 2 : -2))).toBe(
      'A has the best score. With 8 blocks it cannot be told apart from B: the order among them may be luck.',
    );
  });

  it('crowns nobody that loses money', () => {
    const board = boardOver(8, (block) => 1 + block / 10);
    const losing = (...at: number[]): string =>
      verdict({
        ...{ ...board, kind: 'dealer' as const },
        rows: board.rows.map((row, i) => ({
          ...row,
          shown: {
            dealerCash: {
              mean: at.includes(i) ? -0.01 : 0,
              low: null,
              high: null,
              blocks: 8,
              method: 'none',
            },
          },
        })),
      })!.text.replace(/<[^>]*>|\s+/g, ' ');
    expect(losing()).not.toContain('lost money');
    expect(losing(1)).not.toContain('lost money');
    expect(losing(0)).toMatch(
      /A +has the best score, but lost money on average\. +The best that did not is +B/,
    );
    expect(losing(0, 1)).toMatch(/but lost money on average\. +So did all others\./);
  });

  it('is silent about a single row', () => {
    const board = boardOver(3, () => 1);
    expect(verdict({ ...board, rows: board.rows.slice(0, 1) })).toBeNull();
  });
});
