/** Digits a reader compares at a glance. */
const SIGNIFICANT_DIGITS = 5;
const MOST_DECIMALS = 6;

/** Decimals that show the largest of `values` with five significant digits; one column, one choice. */
export function decimalsFor(values: readonly number[]): number {
  const largest = values.reduce(
    (most, value) => (Number.isFinite(value) ? Math.max(most, Math.abs(value)) : most),
    0,
  );
  if (largest === 0) return 2;
  const digits = Math.floor(Math.log10(largest)) + 1;
  return Math.min(MOST_DECIMALS, Math.max(2, SIGNIFICANT_DIGITS - Math.max(1, digits)));
}

/** With thousands apart and never a negative zero. */
export function formatFixed(value: number, decimals: number): string {
  if (value === Infinity) return '∞';
  const rounded = Number(value.toFixed(decimals));
  let format = formats.get(decimals);
  if (!format) {
    format = new Intl.NumberFormat('en-US', {
      minimumFractionDigits: decimals,
      maximumFractionDigits: decimals,
    });
    formats.set(decimals, format);
  }
  return format.format(rounded === 0 ? 0 : rounded);
}

/** By decimals: to make one costs a hundred times what it costs to use it, and tables may have a million numbers. */
const formats = new Map<number, Intl.NumberFormat>();

/** With its sign, for gains and losses. */
export function formatSigned(value: number, decimals: number): string {
  const text = formatFixed(value, decimals);
  return /^[-0.,]*$/.test(text) || text.startsWith('-') ? text : `+${text}`;
}

/** Small and large numbers alike, for gaps and tolerances. */
export function formatShort(value: number): string {
  if (value === Infinity) return '∞';
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-3 || size >= 1e6)) return value.toExponential(1);
  return String(Number(value.toPrecision(4)));
}

/**
 * A share as a percentage that never rounds an imperfect one up to 100 %: further digits are shown
 * until the difference is visible, down to 1e-6.
 */
export function formatShare(share: number): string {
  const percent = share * 100;
  for (const decimals of [2, 3, 4]) {
    const text = percent.toFixed(decimals);
    if (Number(text) !== 100 || Math.abs(percent - 100) < 1e-4) return `${text} %`;
  }
  return `${percent.toFixed(5)} %`;
}

export function formatSeconds(seconds: number): string {
  return seconds < 10 ? `${seconds.toFixed(2)} s` : `${formatFixed(seconds, 0)} s`;
}
