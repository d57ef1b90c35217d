/**
 * How a match may end before `roundCap`; which round it will be nobody is told. `random`: after each round from `from` on,
 * with probability `hazard`. `soft`: after round `from` or any later one, once `extend` rounds in a row have brought no trade.
 */
export type ClosingRule =
  | { readonly kind: 'fixed' }
  | { readonly kind: 'random'; readonly from: number; readonly hazard: number }
  | { readonly kind: 'soft'; readonly from: number; readonly extend: number };

/** The first round that may be a match's last although the market has not come to rest. */
export function earliestEnd(briefing: { readonly roundCap: number; readonly closing: ClosingRule }): number {
  const { roundCap, closing } = briefing;
  switch (closing.kind) {
    case 'fixed':
      return roundCap;
    case 'random':
      return Math.min(roundCap, closing.from);
    case 'soft':
      return Math.min(roundCap, Math.max(closing.from, closing.extend));
  }
}
