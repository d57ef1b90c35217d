import { floorDivide } from '../ledger/units.js';

/** What becomes of the last packages of a clock: quantity units, m each. */
export interface SplitPackages {
  /** per seat, what meets; with `offer`, which is the dealer's part, it adds up to nothing */
  readonly met: readonly (readonly bigint[])[];
  readonly offer: readonly bigint[];
}

/**
 * What of the packages meets, resource by resource: as much as the shorter side has, of which everybody of the longer side has its share.
 * Whole units: cumulated shares are rounded down, so nobody is more than one unit from its exact share. `supply`: what the dealer brings.
 */
export function splitPackages(
  bundles: readonly (readonly bigint[])[],
  supply: readonly bigint[],
): SplitPackages {
  const met = bundles.map(() => supply.map(() => 0n));
  const offer = supply.map((held, r) => {
    const wanted = bundles.map((bundle) => (bundle[r]! > 0n ? bundle[r]! : 0n));
    const given = [...bundles.map((bundle) => (bundle[r]! < 0n ? -bundle[r]! : 0n)), held];
    const [demand, total] = [sumOf(wanted), sumOf(given)];
    const volume = demand < total ? demand : total;
    shares(wanted, volume).forEach((share, j) => (met[j]![r]! += share));
    const sold = shares(given, volume);
    const dealer = sold.pop()!;
    sold.forEach((share, j) => (met[j]![r]! -= share));
    return dealer;
  });
  return { met, offer };
}

/** What of the packages does not meet, per seat and in all: m quantity units, > 0 where energy is short. */
export function leftOver(
  bundles: readonly (readonly bigint[])[],
  { met }: SplitPackages,
): { readonly left: bigint[][]; readonly net: readonly bigint[] } {
  const left = bundles.map((bundle, j) => bundle.map((quantity, r) => quantity - met[j]![r]!));
  const net = met[0]!.map((_, r) => left.reduce((sum, bundle) => sum + bundle[r]!, 0n));
  return { left, net };
}

function shares(amounts: readonly bigint[], volume: bigint): bigint[] {
  const total = sumOf(amounts);
  if (total === 0n) return amounts.map(() => 0n);
  let cumulated = 0n;
  return amounts.map((amount) => {
    const before = floorDivide(volume * cumulated, total);
    cumulated += amount;
    return floorDivide(volume * cumulated, total) - before;
  });
}

function sumOf(amounts: readonly bigint[]): bigint {
  return amounts.reduce((sum, amount) => sum + amount, 0n);
}
