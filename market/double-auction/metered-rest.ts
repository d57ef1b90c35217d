import type { ParticipantResult, PeriodResult } from './clear-period.js';
import type { GridPrices } from './orders.js';

/** What a meter counted and no order names. */
export interface MeteredRest {
  readonly id: string;
  /** `ask`: fed in */
  readonly side: 'ask' | 'bid';
  /** Wh, above 0 */
  readonly amount: bigint;
}

/** The period with what flowed besides: all of it is the grid's, at its prices. */
export function withRest(result: PeriodResult, rest: readonly MeteredRest[], grid: GridPrices): PeriodResult {
  if (rest.length === 0) return result;
  const payment = ({ side, amount }: MeteredRest): bigint =>
    side === 'ask' ? -amount * grid.buys : amount * grid.sells;
  const left = new Map(rest.map((each) => [each.id, each]));
  const ordered = result.participants.map((one): ParticipantResult => {
    const more = left.get(one.id);
    left.delete(one.id);
    if (!more) return one;
    const { amount } = more;
    return {
      ...one,
      amount: one.amount + amount,
      grid: one.grid + amount,
      payment: one.payment + payment(more),
    };
  });
  const silent = [...left.values()].map((each): ParticipantResult => {
    const { id, side, amount } = each;
    return { id, side, amount, local: 0n, grid: amount, payment: payment(each) };
  });
  const total = (value: (each: MeteredRest) => bigint): bigint =>
    rest.reduce((sum, each) => sum + value(each), 0n);
  return {
    ...result,
    participants: [...ordered, ...silent],
    grid: {
      bought: result.grid.bought + total(({ side, amount }) => (side === 'ask' ? amount : 0n)),
      sold: result.grid.sold + total(({ side, amount }) => (side === 'bid' ? amount : 0n)),
      payment: result.grid.payment - total(payment),
    },
  };
}
