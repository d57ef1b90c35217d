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
/** Of a value from -1 (sold, blue) over 0 to 1 (bought, orange). */
export const balance = (value) =>
  `rgb(${value < 0 ? '0 114 178' : '213 94 0'} / ${Math.min(1, Math.abs(value)).toFixed(3)})`;
/** Of a value from 0 to 1. */
export const warmth = (value) =>
  `hsl(${(230 - 190 * value).toFixed(0)} 70% ${(30 + 45 * value).toFixed(0)}%)`;

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

/** Cells of rows over columns, drawn as far as they are known. */
export function heatMap({ context, width, height }, rows, columns, left, paint) {
  const [wide, high] = [(width - left) / columns, height / rows];
  for (let r = 0; r < rows; r++)
    for (let c = 0; c < columns; c++) {
      const fill = paint(r, c);
      if (fill === null) continue;
      context.fillStyle = fill;
      context.fillRect(left + c * wide, r * high, Math.ceil(wide), Math.ceil(high));
    }
}

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
