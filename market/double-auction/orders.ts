/**
 * Integer units of the double auction: energy in Wh, prices in 1/100 ct per kWh, and their product, money, in
 * 1e-7 EUR (1/100 ct for a kWh is 1e-4 EUR for 1,000 Wh). So price x energy is exact.
 */
const MONEY_PER_EUR = 10_000_000n;
export const PRICE_PER_CT = 100;
export const PRICE_PER_EUR = 10_000;

export function inEur(money: bigint): number {
  return Number(money) / Number(MONEY_PER_EUR);
}

export const energyTypes = ['pv', 'chp'] as const;
export type EnergyType = (typeof energyTypes)[number];

/** Per type of energy. */
export type PerType<T> = Readonly<Record<EnergyType, T>>;

interface Order {
  readonly id: string;
  /** Wh, above 0 */
  readonly amount: bigint;
  /** when it was placed; of equal prices the earlier is served first, equal times share */
  readonly time: bigint;
}

/** Sells up to `amount` of one type for at least `price`. */
export interface Ask extends Order {
  readonly type: EnergyType;
  readonly price: bigint;
}

/** Buys `amount` in all, of each type for at most its price. */
export interface Bid extends Order {
  readonly prices: PerType<bigint>;
}

/** What the grid charges for left-over demand and pays for left-over supply, 1/100 ct per kWh. */
export interface GridPrices {
  readonly sells: bigint;
  readonly buys: bigint;
}

/** 23.67 and 12.00 ct per kWh. */
export const usualGridPrices: GridPrices = { sells: 2367n, buys: 1200n };

/** The most a bid can cost: its dearest price, or the grid's. */
export function lockOf({ amount, prices }: Pick<Bid, 'amount' | 'prices'>, grid: GridPrices): bigint {
  const dearest = [prices.pv, prices.chp, grid.sells].reduce((most, price) => (price > most ? price : most));
  return amount * dearest;
}
