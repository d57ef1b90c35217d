import type { GridTariff } from './energy-market.js';

/**
 * Whether local energy may be worth less than nothing: plants cannot be turned down, or under one of the tariffs the grid pays for what it
 * sells, or charges for what it takes. Then nobody may throw energy away (`MarketInstance.exact`): a market whose prices cannot fall below zero would.
 */
export function mayFallBelowZero(tariffs: readonly GridTariff[], mustGenerate: boolean): boolean {
  return (
    mustGenerate ||
    tariffs.some(({ retail, feedIn }) => [retail, feedIn].some((prices) => prices.some((price) => price < 0)))
  );
}

/**
 * The periods (T) in which batteries only charge; undefined: there are none. Nobody burns energy to earn: where room in a
 * battery is worth money, because buying is paid for in some period, a linear program would make room by charging and
 * discharging at once wherever energy cannot be sold for more than nothing. So on such a day batteries do not discharge
 * in periods whose feed-in or retail price is below zero; in all others what they discharge can be sold, and
 * burning it gains nothing (docs/market-rules.md, "Prices below zero").
 */
export function chargeOnlyPeriods(
  tariffs: readonly GridTariff[],
  mustGenerate: boolean,
): readonly boolean[] | undefined {
  const isPaid = tariffs.some(({ retail, feedIn }) =>
    retail.some((price, t) => price < 0 || (mustGenerate && feedIn[t]! < 0)),
  );
  if (!isPaid) return undefined;
  return Array.from(tariffs[0]!.retail, (_, t) =>
    tariffs.some(({ retail, feedIn }) => retail[t]! < 0 || feedIn[t]! < 0),
  );
}

/** What batteries and cars that may give do in a period. `gives`: batteries only discharge; such cars only charge, since they must. */
export type StorageTurn = 'either' | 'charges' | 'gives';

/**
 * A household's turns (T), of the periods in which storages only charge (absent: none) and of what it may feed in (kWh). Where
 * it may feed in nothing, what its battery gives cannot be sold, and burning it would make room for what is paid for later: until
 * the last period in which storages only charge, its battery does not charge in the others.
 */
export function storageTurns(
  chargeOnly: readonly boolean[] | undefined,
  fedIn: Float64Array,
): readonly StorageTurn[] {
  const last = chargeOnly?.lastIndexOf(true) ?? -1;
  return Array.from(fedIn, (most, t) => {
    if (chargeOnly?.[t]) return 'charges';
    return t < last && most === 0 ? 'gives' : 'either';
  });
}
