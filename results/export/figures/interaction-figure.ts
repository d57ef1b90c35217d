import { headingText, type MetricHeading } from '../../standings/board.js';
import type { DealerEffects, Interaction } from '../../standings/dealer-effects.js';
import { axisOver, verticalAxis } from './axis.js';
import { colourOf, dashOf } from './palette.js';
import { curve, element, label, line, svgDocument } from './svg.js';

const WIDTH = 560;
const LEFT = 70;
const RIGHT = WIDTH - 16;
const TOP = 40;
const BOTTOM = 280;
const LONGEST = 24;
/** More stand in two lines. */
const MOST_LEVELS = 3;

/** A drawing without the names of its lines, which stand beside it. */
export interface InteractionFigure {
  readonly svg: string;
  /** `dash` as SVG's `stroke-dasharray` */
  readonly lines: readonly { readonly name: string; readonly colour: string; readonly dash: string }[];
}

/**
 * What each policy changes at each level of a factor: its main effect and its interaction there, one line a policy. Lines that are
 * level say that the factor does not matter. Null: there is nothing to draw.
 */
export function interactionFigure(
  { interactions, mainEffects, dealers, reference }: DealerEffects,
  heading: MetricHeading,
  factor: Interaction['factor'],
  nameOf: (dealer: string) => string,
): InteractionFigure | null {
  const own = interactions.filter((one) => one.response === heading.id && one.factor === factor);
  const levels = [...new Set(own.map(({ level }) => level))];
  const lines = dealers.flatMap((dealer) => {
    const main = mainEffects.find((one) => one.response === heading.id && one.dealer === dealer)?.effect;
    if (!main || dealer === reference) return [];
    const at = (level: string): number | null => {
      const effect = own.find((one) => one.level === level && one.dealer === dealer)?.effect;
      return effect ? main.mean + effect.mean : null;
    };
    return [{ name: nameOf(dealer), values: levels.map(at) }];
  });
  const known = lines.flatMap(({ values }) => values.filter((value) => value !== null));
  if (levels.length < 2 || known.length === 0) return null;
  const upwards = axisOver([0, ...known], BOTTOM, TOP);
  const x = (i: number): number => LEFT + ((RIGHT - LEFT) * (i + 0.5)) / levels.length;
  const styles = lines.map((_, i) => ({ colour: colourOf(i), dash: dashOf(i) }));
  const svg = svgDocument(
    { width: WIDTH, height: BOTTOM + 40 },
    `${heading.label}: effects against ${nameOf(reference)} by ${factor}`,
    [
      ...verticalAxis(upwards, LEFT, RIGHT, headingText(heading)),
      line([LEFT, upwards.at(0)], [RIGHT, upwards.at(0)], '#444'),
      ...levels.map((level, i) =>
        label(
          x(i),
          BOTTOM + 20 + (levels.length > MOST_LEVELS ? 14 * (i % 2) : 0),
          shortened(level.split(' + ').map(nameOf).join(' + ')),
          'middle',
        ),
      ),
      ...lines.flatMap(({ values }, i) => {
        const { colour, dash } = styles[i]!;
        const points = values.flatMap((value, at) =>
          value === null ? [] : [[x(at), upwards.at(value)] as const],
        );
        return [
          curve(points, { stroke: colour, 'stroke-width': 2, 'stroke-dasharray': dash }),
          ...points.map(([cx, cy]) => element('circle', { cx, cy, r: 4, fill: colour })),
        ];
      }),
    ],
  );
  return { svg, lines: lines.map(({ name }, i) => ({ name, ...styles[i]! })) };
}

function shortened(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}
