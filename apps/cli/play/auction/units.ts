import { formatFixed } from '../../terminal/numbers.js';

/** Wh as kWh, exact. */
export function energy(wh: number): string {
  return formatFixed(wh / 1000, 3);
}

/** ct per kWh; none is a dash. */
export function price(ct: number | null): string {
  return ct === null ? '-' : formatFixed(ct, 2);
}

/** 1e-7 EUR as EUR, exact. */
export function exactEuros(units: number): string {
  return formatFixed(units / 1e7, 7);
}
