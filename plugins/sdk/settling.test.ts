import { SettlingDetector } from './index.js';

function observing(detector: SettlingDetector, prices: readonly number[], newOrders = 1): boolean[] {
  return prices.map((price, index) =>
    detector.observe({ round: index + 1, prices: Float64Array.of(price), newOrders }),
  );
}

it('waits until prices have been calm over its window', () => {
  const detector = new SettlingDetector({ rounds: 1000, window: 3 });
  expect(observing(detector, [1, 2, 1, 2, 2, 2, 2])).toEqual([
    false,
    false,
    false,
    false,
    false,
    false,
    true,
  ]);
});

it('keeps waiting while prices move', () => {
  const prices = Array.from({ length: 50 }, (_, round) => 1 + (round % 2));
  expect(observing(new SettlingDetector({ rounds: 1000 }), prices)).not.toContain(true);
});

it('gives up after rounds without orders, or after its last round', () => {
  const moving = [1, 2, 1, 2, 1, 2];
  expect(observing(new SettlingDetector({ rounds: 1000 }), moving, 0).indexOf(true)).toBe(2);
  expect(observing(new SettlingDetector({ rounds: 4 }), moving).indexOf(true)).toBe(3);
});

it('never takes it back', () => {
  const detector = new SettlingDetector({ rounds: 2 });
  observing(detector, [1, 2]);
  expect(detector.observe({ round: 1, prices: Float64Array.of(9), newOrders: 5 })).toBe(true);
});
