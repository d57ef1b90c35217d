import { dealerScore } from '../metrics/dealer-scores.js';
import { aMatch } from '../test/match-builder.js';
import { dealerEffects } from './dealer-effects.js';

/*
 * Efficiency of `keen` less that of `passive` (0.5 everywhere in block 1, 0.6 in block 2):
 *             street   village
 *   mix A     +0.1     +0.3       main effect 0.1; mix A +0.1, mix B -0.1 on top of it;
 *   mix B      0        0         street -0.05, village +0.05
 */
const gains: Record<string, number> = { 'A/street': 0.1, 'A/village': 0.3, 'B/street': 0, 'B/village': 0 };
const scores = [1, 2].flatMap((block) =>
  Object.entries(gains).flatMap(([cell, gain], i) => {
    const [mix, scenario] = cell.split('/') as [string, string];
    const base = block === 1 ? 0.5 : 0.6;
    return ['passive', 'keen'].map((dealer) => {
      const efficiency = base + (dealer === 'keen' ? gain : 0);
      const match = aMatch(`${block}-${i}-${dealer}`)
        .inBlock(block)
        .in(scenario)
        .of(mix)
        .dealtBy(dealer, dealer === 'keen' ? 1 : 0);
      return dealerScore(
        match
          .to(10 * (1 - efficiency))
          .saving(10 * efficiency)
          .result(),
      )!;
    });
  }),
);

describe('dealer comparison', () => {
  const effects = dealerEffects(scores, 'passive');
  const ofWelfare = <T extends { response: string }>(list: readonly T[]): T[] =>
    list.filter(({ response }) => response === 'welfare');

  it('finds main effects against passive on common blocks', () => {
    const [keen, ...others] = ofWelfare(effects.mainEffects);
    expect(others).toEqual([]);
    expect(keen!.dealer).toBe('keen');
    expect(keen!.effect!.mean).toBeCloseTo(0.1, 12);
    // the block moved both: nothing of it is left in the difference, which is equal in both blocks
    expect(keen!.effect).toMatchObject({ blocks: 2, low: null, high: null, method: 'none' });
    const cash = effects.mainEffects.find(({ response }) => response === 'dealerCash')!;
    expect(cash.effect!.mean).toBe(1);
  });

  it('finds interactions and the table per scenario', () => {
    const interactions = ofWelfare(effects.interactions).map(({ factor, level, effect }) => [
      `${factor} ${level}`,
      Number(effect!.mean.toFixed(9)),
    ]);
    expect(Object.fromEntries(interactions)).toEqual({
      'mix A': 0.1,
      'mix B': -0.1,
      'scenario street': -0.05,
      'scenario village': 0.05,
    });
    const village = ofWelfare(effects.perScenario).find(({ scenario }) => scenario === 'village')!;
    expect(village.effect!.mean).toBeCloseTo(0.15, 12);
    expect(village.level!.mean).toBeCloseTo(0.7, 12);
    const passive = effects.levels.find(
      ({ response, dealer }) => response === 'welfare' && dealer === 'passive',
    )!;
    expect(passive.level!.mean).toBeCloseTo(0.55, 12);
  });

  it('uses a block only if no cell of the contrast is missing', () => {
    const holed = scores.filter(({ block, dealer, scenario, mix }) => !(block === 2 && dealer === 'keen' && scenario === 'street' && mix === 'B')); // prettier-ignore
    const [keen] = ofWelfare(dealerEffects(holed, 'passive').mainEffects);
    expect(keen!.effect!.blocks).toBe(1);
    const village = ofWelfare(dealerEffects(holed, 'passive').perScenario).find(
      ({ scenario }) => scenario === 'village',
    )!;
    expect(village.effect!.blocks).toBe(2);
  });

  it('refuses a reference that did not play', () => {
    expect(() => dealerEffects(scores, 'absent')).toThrow(RangeError);
  });
});
