import { moneyNearest, moneyToNumber } from '../ledger/units.js';
import { isDealers, type ParticipantRole } from '../instance.js';
import { isGain } from './measures.js';

/**
 * Who got what trade made, in money units (1e-18): the four parts add up to `gain` to the last unit. `gain` is the
 * realised gain Z0 - Z_T and the local fees, which are in Z_T as costs of their payers and end as somebody's income.
 */
export interface GainAccount<Amount> {
  readonly gain: Amount;
  /** savings of all agents' seats, gas paid */
  readonly households: Amount;
  readonly grid: Amount;
  /** the dealer's result, gas paid, less what its plant would have earned alone with the grid, and what its own seats saved */
  readonly dealer: Amount;
  /** what third parties got: local fees, and gas, whoever paid it */
  readonly fees: Amount;
}

export const gainParts = ['households', 'grid', 'dealer', 'fees'] as const;
export type GainPart = (typeof gainParts)[number];

export function byGainPart<T>(value: T): Record<GainPart, T> {
  return { households: value, grid: value, dealer: value, fees: value };
}

/** One participant's part in a match; costs and fees in money, the rest in money units. */
export interface SeatTake {
  readonly role: ParticipantRole;
  readonly costBefore: number;
  readonly cost: number;
  readonly fees: number;
  readonly payment: bigint;
  readonly gas: bigint;
}

/** `dealer`: what the ledger paid it, and its gas; `plantIncome`: of its plant alone with the grid, money. */
export function gainAccount(
  seats: readonly SeatTake[],
  dealer: { readonly income: bigint; readonly gas: bigint; readonly plantIncome: number },
): GainAccount<bigint> {
  const plant = moneyNearest(dealer.plantIncome);
  const sum = (of: (seat: SeatTake) => bigint): bigint => seats.reduce((total, seat) => total + of(seat), 0n);
  const saved = ({ costBefore, cost }: SeatTake): bigint => moneyNearest(costBefore) - moneyNearest(cost);
  const savingOf = (isMeant: (role: ParticipantRole) => boolean): bigint =>
    sum((seat) => (isMeant(seat.role) ? saved(seat) - seat.payment - seat.gas : 0n));
  const fees = sum((seat) => moneyNearest(seat.fees));
  return {
    gain: sum(saved) - plant + fees,
    households: savingOf((role) => role === 'agent'),
    grid: savingOf((role) => role === 'grid'),
    dealer: dealer.income - dealer.gas - plant + savingOf(isDealers),
    fees: fees + dealer.gas + sum(({ gas }) => gas),
  };
}

/** What was paid for gas, taken off the account of a match that paid for none. */
export function payingGas(
  free: GainAccount<string>,
  paid: Readonly<Record<Exclude<GainPart, 'fees'>, bigint>>,
): GainAccount<bigint> {
  const { households, grid, dealer } = paid;
  const account = accountOf((part) => BigInt(free[part]));
  return {
    gain: account.gain,
    households: account.households - households,
    grid: account.grid - grid,
    dealer: account.dealer - dealer,
    fees: account.fees + households + grid + dealer,
  };
}

/** An account with so much more of local fees, which are in the costs of their payers either way. */
export function payingFees(account: GainAccount<string>, more: bigint): GainAccount<bigint> {
  return accountOf((part) => BigInt(account[part]) + (part === 'gain' || part === 'fees' ? more : 0n));
}

/** As a report states it. */
export function accountInUnits(account: GainAccount<bigint>): GainAccount<string> {
  return accountOf((part) => account[part].toString());
}

function accountOf<Amount>(amountOf: (part: GainPart | 'gain') => Amount): GainAccount<Amount> {
  return {
    ...{ gain: amountOf('gain'), households: amountOf('households'), grid: amountOf('grid') },
    ...{ dealer: amountOf('dealer'), fees: amountOf('fees') },
  };
}

/** The parts of a gain as shares of it; null where it is a loss or rounding beside `cost` (money). */
export function gainShares(
  account: GainAccount<bigint>,
  cost: number,
): Readonly<Record<GainPart, number>> | null {
  if (!isGain(moneyToNumber(account.gain), cost)) return null;
  const { gain: _, ...shares } = accountOf((part) => Number(account[part]) / Number(account.gain));
  return shares;
}
