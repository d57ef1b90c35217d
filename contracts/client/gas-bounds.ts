import { wordsFor } from './packing.js';

/**
 * Upper bounds on the gas of each transaction, so that none has to be asked for first. Kept honest by
 * gas-bounds.test.ts; the base of every call includes the first writes of an account.
 */
const WORD_OF_CALLDATA = 32 * 40;
const NEW_WORD = 22_200;

export function ordersGas(orders: number, m: number): number {
  const words = orders * (1 + wordsFor(m));
  return 130_000 + words * (WORD_OF_CALLDATA + 1_000) + orders * 3_000;
}

/** `open`: seats with an open book. */
export function clearingGas(seats: number, open: number, orders: number, m: number): number {
  const words = wordsFor(m);
  const read = (2 * words + 2 * open + orders * (1 + words)) * (WORD_OF_CALLDATA + 1_500);
  return 150_000 + seats * 3_000 + open * (60_000 + words * (NEW_WORD + 4_000)) + read + 2 * words * NEW_WORD;
}

export function creationGas(m: number): number {
  return 400_000 + 2 * wordsFor(m) * (NEW_WORD + 2 * WORD_OF_CALLDATA);
}

export function seatsGas(seats: number, m: number): number {
  return 60_000 + seats * (60_000 + wordsFor(m) * (NEW_WORD + 2 * WORD_OF_CALLDATA));
}

export const SMALL_CALL_GAS = 150_000;
