import type { BidAnswer, CallResult, Traders } from '#market/traders.port.js';
import type { OrderLimits } from '#market/order/order-limits.js';
import { scriptedOrders, type OrdersScript } from './orders-script.js';

/** What seats say that follow no reason; per seat a script for each round, over and over. */
export type HostileSeats = ReadonlyMap<number, readonly OrdersScript[]>;

/**
 * `honest` with some seats taken over: those answer by their scripts, past every check that a sandbox makes
 * before an answer reaches the market.
 */
export function withHostileSeats(honest: Traders, hostile: HostileSeats): Traders {
  const limitsOf = new Map<number, OrderLimits>();
  const fine = { outcome: 'ok', value: null } as const;
  const isHonest = ({ seat }: { readonly seat: number }): boolean => !hostile.has(seat);
  const merged = async <C extends { readonly seat: number }, T>(
    calls: readonly C[],
    ask: (calls: readonly C[]) => Promise<readonly CallResult<T>[]>,
    answer: (call: C) => CallResult<T>,
  ): Promise<readonly CallResult<T>[]> => {
    const answers = [...(await ask(calls.filter(isHonest)))];
    return calls.map((call) => (isHonest(call) ? answers.shift()! : answer(call)));
  };
  return {
    create: (briefings) =>
      merged(
        briefings,
        (asked) => honest.create(asked),
        ({ seat, limits }) => {
          limitsOf.set(seat, limits);
          return fine;
        },
      ),
    bid: (calls) =>
      merged<(typeof calls)[number], BidAnswer>(
        calls,
        (asked) => honest.bid(asked),
        ({ seat, view }) => {
          const rounds = hostile.get(seat)!;
          const script = rounds[(view.round - 1) % rounds.length]!;
          const means = { held: view.allocation, cash: view.cash };
          const orders = scriptedOrders(script, means, limitsOf.get(seat)!, view.round);
          const { cancel } = script;
          return { outcome: 'ok', value: { orders, ...(cancel !== undefined && { cancel }) } };
        },
      ),
    settled: (calls) =>
      merged(
        calls,
        (asked) => honest.settled(asked),
        () => fine,
      ),
    close: () => honest.close(),
  };
}
