import { gainParts, type GainPart } from '#market/referee/gain-account.js';
import type { BoardRow } from './board.js';

/**
 * Numbers rounded to so many decimals together: what they are rounded to adds up to their sum, rounded. Each goes down or up to the
 * next one; those go up that lack least of it (the method of largest remainders), the first of equal ones.
 */
export function roundedTogether(values: readonly number[], decimals: number): number[] {
  const scale = 10 ** decimals;
  const down = values.map((value) => Math.floor(value * scale));
  const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
  const left = Math.round(sum(values) * scale) - sum(down);
  const remainder = (i: number): number => values[i]! * scale - down[i]!;
  const up = values.map((_, i) => i).sort((i, j) => remainder(j) - remainder(i)).slice(0, left); // prettier-ignore
  return down.map((units, i) => (units + Number(up.includes(i))) / scale);
}

/** Shares of the gain as they are shown with so many decimals (three: a tenth of a percent): they add up to 100 %. */
export function shownShares(
  shares: Readonly<Record<GainPart, number>>,
  decimals: number,
): Readonly<Record<GainPart, number>> {
  const rounded = roundedTogether(gainParts.map((part) => shares[part]), decimals); // prettier-ignore
  return Object.fromEntries(gainParts.map((part, i) => [part, rounded[i]!])) as Record<GainPart, number>;
}

/** Means of a row as they are shown, by the id of the metric: of the shares of the gain, rounded together; none where it has no shares. */
export function shownSharesOf(
  { shown }: Pick<BoardRow, 'shown'>,
  decimals: number,
): Readonly<Record<string, number>> {
  const means = gainParts.map((part) => shown[shareId(part)]?.mean);
  if (!means.every((mean) => mean !== undefined)) return {};
  const rounded = roundedTogether(means, decimals);
  return Object.fromEntries(gainParts.map((part, i) => [shareId(part), rounded[i]!]));
}

/** The metric of a board that tells a part's share. */
export function shareId(part: GainPart): `${GainPart}Share` {
  return `${part}Share`;
}
