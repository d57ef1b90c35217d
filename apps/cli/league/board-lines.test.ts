import { dealerEffects } from '#results/standings/dealer-effects.js';
import { dealerScore } from '#results/metrics/dealer-scores.js';
import { dealerBoard } from '#results/standings/build-board.js';
import { aMatch } from '#results/test/match-builder.js';
import { boardLines } from './board-lines.js';
import { effectLines } from './effect-lines.js';
import { settlementRows } from './settlement-lines.js';

const LONG = 'a-dealer-that-has-a-rather-long-name';
const matches = [1, 2].flatMap((block) =>
  ['passive', LONG].map((dealer) =>
    aMatch(`${block}-${dealer}`)
      .inBlock(block)
      .of('A')
      .dealtBy(dealer, dealer === LONG && block === 1 ? -2 : 1)
      .saving(6)
      .result(),
  ),
);
const contestants = ['passive', LONG].map((id) => ({ id, name: id, version: '1', baseline: false }));
const weights = { welfare: 1, cost: 1, convergence: 1 };

it('has the four shares of the gain, and how often a dealer lost money, in columns of their own', () => {
  const [head, ...lines] = boardLines(dealerBoard({ contestants, matches, weights }));
  expect(head).toMatch(/Composite +households +grid +dealer +fees +below zero +failures/);
  expect(lines.find((line) => line.includes('a-dealer'))).toMatch(/( +-?\d+\.\d %){4} +50\.0 % +0 +2$/);
  const honest = matches.filter(({ place }) => place.dealer === 'passive');
  const [alone] = boardLines(dealerBoard({ contestants: contestants.slice(0, 1), matches: honest, weights }));
  expect(alone).not.toContain('below zero');
});

it('shows shares that add up to 100 %, whatever each would be rounded to by itself', () => {
  const third = aMatch('third').of('A').from(10).to(7).gridOnly(10).saving(1).givingTheGrid(1);
  const one = third.dealtBy('passive', 1).result();
  const board = dealerBoard({ contestants: contestants.slice(0, 1), matches: [one], weights });
  expect(boardLines(board)[1]).toMatch(/ 33\.4 % +33\.3 % +33\.3 % +0\.0 % /);
  expect(settlementRows({ path: { dealers: board }, final: { dealers: board } }).rows[0]).toEqual(
    expect.arrayContaining(['33.4', '33.3', '0.0']),
  );
});

it('tells the two figures of what a dealer earns apart', () => {
  const effects = dealerEffects(
    matches.map((match) => dealerScore(match)!),
    'passive',
  );
  const cash = effectLines(effects, String).filter((line) => line.includes('Dealer cash'));
  expect(cash.map((line) => /Dealer cash \(.*?\)/.exec(line)?.[0])).toEqual([
    'Dealer cash (of attainable)',
    'Dealer cash (money)',
  ]);
});
