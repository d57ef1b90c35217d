import { blocksLine } from './plan-league.js';

it.each([
  [null, null, 34, '34 blocks would show 0.1'],
  [40, 0.09, 34, '34 blocks would show 0.1'],
  [10, 0.197, 34, '34 blocks would show 0.1, but there are days for 10 only, which would show 0.20'],
  [5, null, 34, '34 blocks would show 0.1, but there are days for 5 only, which show nothing'],
  [10, 0.197, null, 'no league has blocks enough to show 0.1'],
])(
  'a plan with days for %s blocks tells how many would show a difference',
  (most, visibleAtMost, blocksNeeded, line) => {
    expect(blocksLine(0.1, { blocksNeeded, visibleAtMost }, most)).toBe(line);
  },
);
