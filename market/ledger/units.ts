/**
 * The one place where floating-point numbers and ledger integers meet (docs/market-rules.md, "Settlement").
 *
 *     quantity  1e-9 of the resource's unit      price  1e-9 money per unit
 *     money     1e-18 (so price x quantity is exact)      fill  1e-18 of an order
 */
export const QUANTITY_SCALE = 1e9;
export const PRICE_SCALE = 1e9;
const MONEY_SCALE = 1e18;
export const FULL_FILL = 10n ** 18n;

/**
 * The highest price any ledger knows, money per unit: 1e18 price units, of the 9.2e18 that a lane of the contract
 * holds. Orders that need a higher one are no trade (docs/market-rules.md, "What an order may ask for").
 */
export const LARGEST_PRICE = 1e9;
export const LARGEST_PRICE_UNITS = BigInt(LARGEST_PRICE * PRICE_SCALE);
/** Likewise the largest quantity of a bundle, and the largest limit (128 bits on the chain). */
export const LARGEST_QUANTITY = 1e9;
export const LARGEST_LIMIT = 1e15;

/** Whether a quantity or a price fits into the 64 bits it has on the chain. */
export function fitsLane(units: bigint): boolean {
  return units === BigInt.asIntN(64, units);
}

/** Whether an amount of money fits into the 128 bits it has on the chain. */
export function fitsMoney(units: bigint): boolean {
  return units === BigInt.asIntN(128, units);
}

export function quantitiesNearest(values: ArrayLike<number>): bigint[] {
  return Array.from(values, (value) => BigInt(Math.round(value * QUANTITY_SCALE)));
}

export function quantitiesDown(values: ArrayLike<number>): bigint[] {
  return Array.from(values, (value) => BigInt(Math.floor(value * QUANTITY_SCALE)));
}

export function quantitiesToNumbers(quantities: readonly bigint[]): Float64Array {
  return toNumbers(quantities, QUANTITY_SCALE);
}

export function pricesNearest(values: ArrayLike<number>): bigint[] {
  return Array.from(values, (value) => BigInt(Math.round(value * PRICE_SCALE)));
}

export function pricesToNumbers(prices: readonly bigint[]): Float64Array {
  return toNumbers(prices, PRICE_SCALE);
}

/** A plain loop: this runs for every order of every book in every round. */
function toNumbers(units: readonly bigint[], scale: number): Float64Array {
  const numbers = new Float64Array(units.length);
  for (let i = 0; i < numbers.length; i++) numbers[i] = Number(units[i]) / scale;
  return numbers;
}

export function moneyNearest(value: number): bigint {
  return BigInt(Math.round(value * MONEY_SCALE));
}

export function moneyDown(value: number): bigint {
  return BigInt(Math.floor(value * MONEY_SCALE));
}

export function moneyToNumber(money: bigint): number {
  return Number(money) / MONEY_SCALE;
}

/** All 18 decimals of an amount, `-0.041000000000000000`. */
export function exactMoney(money: bigint): string {
  const digits = (money < 0n ? -money : money).toString().padStart(19, '0');
  return `${money < 0n ? '-' : ''}${digits.slice(0, -18)}.${digits.slice(-18)}`;
}

export function fillDown(value: number): bigint {
  return BigInt(Math.floor(Math.min(1, Math.max(0, value)) * MONEY_SCALE));
}

export function magnitude(units: bigint): bigint {
  return units < 0n ? -units : units;
}

/** `units`, or nothing where they are below 0. */
export function positivePart(units: bigint): bigint {
  return units > 0n ? units : 0n;
}

/** floor(a / b) for b > 0; bigint division alone truncates towards zero. */
export function floorDivide(a: bigint, b: bigint): bigint {
  const quotient = a / b;
  return a < 0n && quotient * b !== a ? quotient - 1n : quotient;
}
