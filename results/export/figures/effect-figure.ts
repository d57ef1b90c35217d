import { headingText, type MetricHeading } from '../../standings/board.js';
import type { DealerEffects } from '../../standings/dealer-effects.js';
import { axisOver, horizontalAxis } from './axis.js';
import { element, label, line, svgDocument } from './svg.js';

const LEFT = 190;
const WIDTH = 600;
const RIGHT = 560;
const TOP = 46;
const ROW = 24;

/** Main effects of dealer policies in one response: policy less reference with its 95 % interval, filled where told apart. */
export function effectFigure(
  effects: DealerEffects,
  heading: MetricHeading,
  nameOf: (dealer: string) => string,
): string {
  const rows = effects.mainEffects.filter(({ response }) => response === heading.id);
  const extents = rows.flatMap(({ effect }) =>
    effect ? [effect.mean, effect.low ?? effect.mean, effect.high ?? effect.mean] : [],
  );
  const axis = axisOver([0, ...extents], LEFT, RIGHT);
  const bottom = TOP + ROW * rows.length;
  const against = nameOf(effects.reference);
  return svgDocument(
    { width: WIDTH, height: bottom + 48 },
    `${heading.label}: effects against ${against} with 95 % intervals`,
    [
      label(
        8,
        20,
        `${heading.label}: policy less ${against}, mean over ${effects.blocks} blocks, 95 % interval`,
      ),
      ...horizontalAxis(axis, bottom, TOP, headingText(heading)),
      line([axis.at(0), bottom], [axis.at(0), TOP], '#444'),
      ...rows.flatMap(({ dealer, effect, verdict }, i) => {
        const y = TOP + ROW * (i + 0.5);
        const name = label(LEFT - 10, y + 4, nameOf(dealer), 'end');
        if (!effect) return [name, label(WIDTH - 8, y + 4, 'not scored', 'end')];
        const { mean, low, high } = effect;
        const fill = verdict === 'apart' ? '#1b6ca8' : '#fff';
        return [
          name,
          line([axis.at(low ?? mean), y], [axis.at(high ?? mean), y], '#1b6ca8', 3),
          element('circle', { cx: axis.at(mean), cy: y, r: 4.5, fill, stroke: '#1b6ca8' }),
          label(WIDTH - 8, y + 4, verdict === 'apart' ? '*' : '', 'end'),
        ];
      }),
    ],
  );
}
