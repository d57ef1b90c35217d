// What pages that draw by themselves draw with.

/** With a minus sign that reads as one. */
export const tell = (value, digits = 3) =>
  Number.isFinite(value)
    ? value
        .toFixed(digits)
        .replace(/^-(?=0\.?0*$)/, '')
        .replace('-', '−')
    : '–';
export const colour = (name) =>
  window.getComputedStyle(document.documentElement).getPropertyValue(name).trim();
export function extent(rows) {
  let low = Infinity;
  let high = -Infinity;
  for (const row of rows)
    for (const value of row)
      if (Number.isFinite(value)) [low, high] = [Math.min(low, value), Math.max(high, value)];
  return low < high ? [low, high] : [low - 0.5, low + 0.5];
}

/** A drawing of so many pixels' height, with a caption below. */
export function canvasIn(parent, height, caption) {
  const figure = parent.appendChild(document.createElement('figure'));
  const canvas = figure.appendChild(document.createElement('canvas'));
  canvas.setAttribute('role', 'img');
  canvas.setAttribute('aria-label', caption);
  const text = figure.appendChild(document.createElement('figcaption'));
  text.textContent = caption;
  const width = Math.max(200, figure.clientWidth);
  const scale = window.devicePixelRatio || 1;
  canvas.width = width * scale;
  canvas.height = height * scale;
  const context = canvas.getContext('2d');
  context.scale(scale, scale);
  context.font = '11px system-ui, sans-serif';
  return { context, width, height, text };
}

/** Cells of rows over columns, a pixel each and stretched to the right of `left`; `paint` gives a value of `shades`, or null for none. */
export function heatMap(place, { rows, columns, left = 0 }, paint, { from, to, pixels }) {
  const { context, width, height } = place;
  const cells = (place.cells ??= cellsOf(rows, columns));
  const last = pixels.length - 1;
  for (let r = 0, at = 0; r < rows; r++)
    for (let c = 0; c < columns; c++, at++) {
      const value = paint(r, c);
      const shade = Math.round((last * (value - from)) / (to - from));
      cells.words[at] = value === null ? 0 : pixels[Math.max(0, Math.min(last, shade))];
    }
  cells.context.putImageData(cells.image, 0, 0);
  context.imageSmoothingEnabled = false;
  context.drawImage(cells.canvas, left, 0, width - left, height);
}

function cellsOf(rows, columns) {
  const canvas = Object.assign(document.createElement('canvas'), { width: columns, height: rows });
  const context = canvas.getContext('2d');
  const image = context.createImageData(columns, rows);
  return { canvas, context, image, words: new Uint32Array(image.data.buffer) };
}

const SHADES = 512;

/** The colours of values between two ends, as pixels. */
function shadesOf(from, to, colourOf) {
  const canvas = Object.assign(document.createElement('canvas'), { width: SHADES, height: 1 });
  const context = canvas.getContext('2d', { willReadFrequently: true });
  for (let i = 0; i < SHADES; i++) {
    context.fillStyle = colourOf(from + ((to - from) * i) / (SHADES - 1));
    context.fillRect(i, 0, 1, 1);
  }
  return { from, to, pixels: new Uint32Array(context.getImageData(0, 0, SHADES, 1).data.buffer) };
}

/** From -1 (sold, blue) over 0 to 1 (bought, orange). */
export const balance = shadesOf(
  -1,
  1,
  (value) => `rgb(${value < 0 ? '0 114 178' : '213 94 0'} / ${Math.abs(value).toFixed(3)})`,
);
/** From 0 to 1. */
export const warmth = shadesOf(
  0,
  1,
  (value) => `hsl(${(230 - 190 * value).toFixed(0)} 70% ${(30 + 45 * value).toFixed(0)}%)`,
);

export function curve({ context, width, height }, values, [low, high], look, steps) {
  context.strokeStyle = look.colour;
  context.lineWidth = look.width;
  context.beginPath();
  const x = (i) => 60 + ((width - 70) * i) / Math.max(1, steps ? values.length : look.of - 1);
  const y = (value) => height - 14 - ((height - 26) * (value - low)) / (high - low);
  values.forEach((value, i) => {
    if (!Number.isFinite(value)) return;
    context.lineTo(x(i), y(value));
    if (steps) context.lineTo(x(i + 1), y(value));
  });
  context.stroke();
  if (steps || !Number.isFinite(values.at(-1))) return;
  // Where it has got to; of a first round there is no line yet.
  context.fillStyle = look.colour;
  context.beginPath();
  context.arc(x(values.length - 1), y(values.at(-1)), 3, 0, 2 * Math.PI);
  context.fill();
}

export function scaleText({ context, height }, high, low) {
  context.fillStyle = colour('--quiet');
  context.fillText(high, 4, 14);
  context.fillText(low, 4, height - 8);
}
