import type { GridOffer } from '../instance.js';
import { magnitude, quantitiesDown } from '../ledger/units.js';
import { leftOver, splitPackages } from './split-packages.js';

/** Packages of which the grid can bring or take what does not meet. */
export interface PackagesWithin {
  /** per seat, m quantity units; nothing of a seat that was left out */
  readonly bundles: readonly (readonly bigint[])[];
  /** seats that want or give too much, in the order in which they were left out, and the resource it was of */
  readonly leftOut: readonly { readonly seat: number; readonly resource: number }[];
}

/**
 * Leaves out packages as long as more is left over of a resource than the grid can bring or take: of the resource of which most is left beyond that, the
 * package that wants or gives most of it. So nobody is left out who asks for no more than an equal share of the grid's room. `supply`: m, what the
 * dealer brings.
 */
export function withinGrid(
  given: readonly (readonly bigint[])[],
  supply: readonly bigint[],
  { capacity }: GridOffer,
): PackagesWithin {
  const room = quantitiesDown(capacity);
  const nothing = room.map(() => 0n);
  const bundles = [...given];
  const leftOut: { seat: number; resource: number }[] = [];
  for (;;) {
    const net = leftOver(bundles, splitPackages(bundles, supply)).net;
    let [resource, most] = [-1, 0n];
    net.forEach((quantity, r) => {
      const beyond = magnitude(quantity) - room[r]!;
      if (beyond > most) [resource, most] = [r, beyond];
    });
    if (resource < 0) return { bundles, leftOut };
    const side = net[resource]! > 0n ? 1n : -1n;
    const parts = bundles.map((bundle) => side * bundle[resource]!);
    const seat = parts.reduce((largest, part, j) => (part > parts[largest]! ? j : largest), 0);
    bundles[seat] = nothing;
    leftOut.push({ seat, resource });
  }
}
