import type { DealerEffects, Effect, Interaction } from '../../standings/dealer-effects.js';
import { interactionFigure } from './interaction-figure.js';

const heading = { id: 'x', label: 'X', unit: '1', better: 'higher' } as const;
const effect = (dealer: string, mean: number): Effect => ({
  ...{ response: 'x', dealer, p: 1, verdict: 'open', appendix: null },
  effect: { mean, low: mean, high: mean, blocks: 2, method: 'student-t' },
});
const at = (dealer: string, level: string, mean: number): Interaction => {
  return { ...effect(dealer, mean), factor: 'mix', level };
};
const effects: DealerEffects = {
  ...{ reference: 'passive', dealers: ['passive', 'keen', 'shy'], mixes: ['a', 'b'], scenarios: ['s'] },
  ...{ blocks: 2, looks: null, responses: [heading], levels: [], perScenario: [] },
  mainEffects: [effect('keen', 1), effect('shy', -1)],
  interactions: [at('keen', 'a', 0.5), at('keen', 'b', -0.5), at('shy', 'a', 0), at('shy', 'b', 0)],
};

it('draws a line a policy, whose names stand beside it in the colours of the lines', () => {
  const { svg, lines } = interactionFigure(effects, heading, 'mix', (id) => `${id}!`)!;
  expect(lines.map(({ name }) => name)).toEqual(['keen!', 'shy!']);
  for (const { name, colour } of lines) {
    expect(svg).not.toContain(name);
    expect(svg).toContain(`stroke="${colour}"`);
  }
  expect(svg.match(/<circle/g)).toHaveLength(4);
  expect(svg).toContain('a!');
});

it('draws nothing of a single level', () => {
  expect(interactionFigure(effects, heading, 'scenario', (id) => id)).toBeNull();
});
