import type { MeanEstimate } from '#results/statistics/mean-interval.js';
import { html, type Html } from './html.js';

/** Shares are shown in percent; everything else in its unit. */
const SHARES = ['1', 'of attainable', 'of the attainable surplus'];

/** Of a share, in percent with one. */
export const SHARE_DECIMALS = 3;

export function isShare(unit: string): boolean {
  return SHARES.includes(unit);
}

/** A figure with its unit, rounded for reading; the CSV has it in full. */
export function quantity(value: number, unit: string): string {
  if (isShare(unit)) return `${decimal(value * 100, SHARE_DECIMALS - 2)} %`;
  return decimal(value, unit === 'rounds' ? 2 : 3);
}

/** With a real minus sign, and no minus in front of zero. */
export function decimal(value: number, digits: number): string {
  const text = value.toFixed(digits);
  return Number(text) === 0 ? text.replace('-', '') : text.replace('-', '−');
}

/** With a sign in any case: a difference. */
export function signed(value: number, unit: string): string {
  const text = isShare(unit) ? `${decimal(value * 100, 1)} pp` : quantity(value, unit);
  return text.startsWith('−') ? text : `+${text}`;
}

/** `88.9 % to 93.7 %`; says so where the blocks show no spread. */
export function interval({ low, high, blocks }: MeanEstimate, show: (value: number) => string): Html {
  return low === null || high === null
    ? html`<span class="interval">${blocks === 1 ? 'one block' : 'no spread'}</span>`
    : html`<span class="interval">${show(low)} to ${show(high)}</span>`;
}

/** ms since 1970, in UTC to the minute. */
export function moment(milliseconds: number | null): Html {
  if (milliseconds === null) return html`–`;
  const iso = new Date(milliseconds).toISOString();
  return html`<time datetime="${iso}">${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC</time>`;
}

/** `about 1 min 20 s left` */
export function timeLeft(seconds: number | null): string {
  if (seconds === null) return '';
  const minutes = Math.floor(seconds / 60);
  return `about ${minutes > 0 ? `${minutes} min ` : ''}${Math.round(seconds % 60)} s left`;
}

export function money(value: number): string {
  return decimal(value, 3);
}
