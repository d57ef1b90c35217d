import { axisOver, horizontalAxis, verticalAxis } from './axis.js';
import { label, line, steps, svgDocument } from './svg.js';

const WIDTH = 560;
const LEFT = 64;
const RIGHT = WIDTH - 16;
const TOP = 24;
const BOTTOM = 240;

const MOST_TICKS = 9;

/** A quantity in every period of a horizon. */
export interface Profile {
  readonly name: string;
  readonly values: readonly number[];
  readonly colour: string;
}

/** Profiles over the hours of a horizon. */
export interface DayFigure {
  readonly title: string;
  /** of their values */
  readonly unit: string;
  readonly stepHours: number;
  readonly profiles: readonly Profile[];
  /** what clocks show at the beginning of each period */
  readonly times?: readonly string[] | undefined;
}

/** They are drawn as steps, without their names, which stand beside it. */
export function dayFigure({ title, unit, stepHours, profiles, times }: DayFigure): string {
  const periods = Math.max(1, ...profiles.map(({ values }) => values.length));
  const across = axisOver([0, periods * stepHours], LEFT, RIGHT);
  const upwards = axisOver([0, ...profiles.flatMap(({ values }) => values)], BOTTOM, TOP);
  return svgDocument({ width: WIDTH, height: BOTTOM + 44 }, title, [
    ...(times
      ? clockAxis(times, (t) => across.at(t * stepHours))
      : horizontalAxis(across, BOTTOM, TOP, 'hours from the start')),
    ...verticalAxis(upwards, LEFT, RIGHT, unit),
    ...profiles.map(({ values, colour }) =>
      steps(values, (t) => across.at(t * stepHours), upwards.at, { stroke: colour, 'stroke-width': 2 }),
    ),
  ]);
}

/** `times`: `2025-07-08T17:00+02:00`, as clocks show them; `at`: where a period begins */
function clockAxis(times: readonly string[], at: (period: number) => number): string[] {
  const every = Math.max(1, Math.ceil(times.length / MOST_TICKS));
  const zones = [...new Set(times.map((time) => time.slice(16).replace('Z', 'UTC')))];
  const day = times[0]?.slice(0, 10) ?? '';
  return [
    ...times.flatMap((time, t) =>
      t % every === 0
        ? [
            line([at(t), BOTTOM], [at(t), TOP], '#ddd'),
            label(at(t), BOTTOM + 16, time.slice(11, 16), 'middle'),
          ]
        : [],
    ),
    label((LEFT + RIGHT) / 2, BOTTOM + 34, `clock time from ${day} on, ${zones.join(' and ')}`, 'middle'),
  ];
}
