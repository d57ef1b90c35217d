import { axisOver, horizontalAxis, verticalAxis } from './axis.js';
import { element, label, line, svgDocument } from './svg.js';

const WIDTH = 560;
const LEFT = 64;
const RIGHT = WIDTH - 16;
const TOP = 40;
const BOTTOM = 240;

/** A quantity in every period of a horizon. */
export interface Profile {
  readonly name: string;
  readonly values: readonly number[];
  readonly colour: string;
}

/** Profiles over the hours of a horizon, as steps. `unit`: of their values. */
export function dayFigure(
  title: string,
  unit: string,
  stepHours: number,
  profiles: readonly Profile[],
): string {
  const periods = Math.max(1, ...profiles.map(({ values }) => values.length));
  const across = axisOver([0, periods * stepHours], LEFT, RIGHT);
  const upwards = axisOver([0, ...profiles.flatMap(({ values }) => values)], BOTTOM, TOP);
  const steps = (values: readonly number[]): string =>
    values
      .flatMap((value, t) =>
        [t, t + 1].map((edge) => `${across.at(edge * stepHours).toFixed(2)},${upwards.at(value).toFixed(2)}`),
      )
      .join(' ');
  return svgDocument({ width: WIDTH, height: BOTTOM + 44 }, title, [
    ...horizontalAxis(across, BOTTOM, TOP, 'hours from the start'),
    ...verticalAxis(upwards, LEFT, RIGHT, unit),
    ...profiles.flatMap(({ name, values, colour }, i) => {
      const x = RIGHT - 130 * (profiles.length - i);
      return [
        element('polyline', { points: steps(values), fill: 'none', stroke: colour, 'stroke-width': 2 }),
        line(x, 16, x + 24, 16, colour, 2),
        label(x + 30, 20, name),
      ];
    }),
  ]);
}
