import { axisOver } from './axis.js';

it('draws what differs by less than a thousandth at one place, and all else as far apart as it goes', () => {
  const noise = axisOver([0.99999994, 0.99999995], 0, 100);
  expect(Math.abs(noise.at(0.99999994) - noise.at(0.99999995))).toBeLessThan(0.1);
  expect(Math.max(...noise.ticks.map(({ text }) => text.length))).toBeLessThan(8);
  const wide = axisOver([0.8, 0.9], 0, 100);
  expect([wide.at(0.8), wide.at(0.9)]).toEqual([0, 100]);
  const small = axisOver([-2e-9, 1e-9], 0, 100);
  expect(small.at(1e-9) - small.at(-2e-9)).toBeGreaterThan(50);
});
