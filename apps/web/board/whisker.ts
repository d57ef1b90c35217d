import type { MeanEstimate } from '#results/statistics/mean-interval.js';
import { axisOver } from '#results/export/figures/axis.js';
import { element } from '#results/export/figures/svg.js';
import { drawing, type Html } from '../html.js';

const WIDTH = 100;
const HEIGHT = 14;
const MARGIN = 5;

/**
 * Draws means with their intervals, all of `estimates` on one scale, so that a column can be read as a
 * figure. For the eye only: the numbers stand beside it.
 */
export function whiskers(estimates: readonly (MeanEstimate | null)[]): (estimate: MeanEstimate) => Html {
  const values = estimates.flatMap((one) =>
    one ? [one.mean, one.low ?? one.mean, one.high ?? one.mean] : [],
  );
  const axis = axisOver(values, MARGIN, WIDTH - MARGIN);
  return ({ mean, low, high }) => {
    const y = HEIGHT / 2;
    const rail = element('line', { x1: 0, y1: y, x2: WIDTH, y2: y, class: 'rail' });
    const bar = element('line', {
      x1: axis.at(low ?? mean),
      y1: y,
      x2: axis.at(high ?? mean),
      y2: y,
      class: 'bar',
    });
    const dot = element('circle', { cx: axis.at(mean), cy: y, r: 3.5, class: 'dot' });
    return picture(WIDTH, HEIGHT, 'whisker', [rail, bar, dot]);
  };
}

const PLACE = 9;

/** Places 1 to `of` as a row of boxes, those from `best` to `worst` filled. */
export function places(best: number, worst: number, of: number): Html {
  if (of > 40) return drawing('');
  const boxes = Array.from({ length: of }, (_, i) =>
    element('rect', {
      ...{ x: i * PLACE + 0.5, y: 0.5, width: PLACE - 2, height: 7, rx: 1.5 },
      class: i + 1 >= best && i + 1 <= worst ? 'place taken' : 'place',
    }),
  );
  return picture(of * PLACE, 8, 'places', boxes);
}

function picture(width: number, height: number, name: string, parts: readonly string[]): Html {
  const size = { width, height, viewBox: `0 0 ${width} ${height}` };
  return drawing(element('svg', { ...size, class: name, 'aria-hidden': 'true', focusable: 'false' }, parts));
}
