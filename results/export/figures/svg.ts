import { curveLinear, curveStepAfter, line as shapeOf, type CurveFactory } from 'd3-shape';

/** In pixels, y downwards. */
type Point = readonly [x: number, y: number];

/** One SVG element as text. Attribute values are escaped; numbers are cut to 0.01. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | number>>,
  content: string | readonly string[] = [],
): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(show(value))}"`);
  const inside = typeof content === 'string' ? escaped(content) : content.join('');
  return inside === '' ? `<${name}${written.join('')}/>` : `<${name}${written.join('')}>${inside}</${name}>`;
}

/** A whole figure, with a title for readers that cannot see it. */
export function svgDocument(
  size: { readonly width: number; readonly height: number },
  title: string,
  elements: readonly string[],
): string {
  const attributes = {
    xmlns: 'http://www.w3.org/2000/svg',
    viewBox: `0 0 ${show(size.width)} ${show(size.height)}`,
    role: 'img',
    'font-family': 'sans-serif',
    'font-size': 12,
  };
  return `${element('svg', attributes, [element('title', {}, title), ...elements])}\n`;
}

export function label(
  x: number,
  y: number,
  text: string,
  anchor: 'start' | 'middle' | 'end' = 'start',
): string {
  return element('text', { x, y, 'text-anchor': anchor, fill: '#222' }, text);
}

/** A straight line between two points. */
export function line([x1, y1]: Point, [x2, y2]: Point, stroke = '#999', width = 1): string {
  return element('line', { x1, y1, x2, y2, stroke, 'stroke-width': width });
}

/** A line through points. `look`: its stroke. */
export function curve(points: readonly Point[], look: Readonly<Record<string, string | number>>): string {
  return path(points, curveLinear, look);
}

/** A level line for each value, from its edge to that of the next; `x(values.length)` is where the last one ends. */
export function steps(
  values: readonly number[],
  x: (i: number) => number,
  y: (value: number) => number,
  look: Readonly<Record<string, string | number>>,
): string {
  const ends = [...values, ...values.slice(-1)].map((value, i) => [x(i), y(value)] as const);
  return path(ends, curveStepAfter, look);
}

function path(
  points: readonly Point[],
  shape: CurveFactory,
  look: Readonly<Record<string, string | number>>,
): string {
  const draw = shapeOf<Point>().curve(shape).digits(2);
  return element('path', { d: draw(points) ?? '', fill: 'none', ...look });
}

function show(value: string | number): string {
  return typeof value === 'number' ? String(Math.round(value * 100) / 100) : value;
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
