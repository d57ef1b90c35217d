import type { CallResult, Traders } from '#market/traders.port.js';

/** Some seats of a market and who plays them. */
export interface SeatGroup {
  readonly seats: readonly number[];
  readonly traders: Traders;
}

/** One market whose seats are played by several `Traders`, all at the same time. */
export function splitTraders(groups: readonly SeatGroup[]): Traders {
  const split = async <Call extends { readonly seat: number }, T>(
    calls: readonly Call[],
    ask: (traders: Traders, own: readonly Call[]) => Promise<readonly CallResult<T>[]>,
  ): Promise<readonly CallResult<T>[]> => {
    const answers = new Map<number, CallResult<T>>();
    await Promise.all(
      groups.map(async ({ seats, traders }) => {
        const own = calls.filter(({ seat }) => seats.includes(seat));
        const results = await ask(traders, own);
        own.forEach(({ seat }, index) => answers.set(seat, results[index]!));
      }),
    );
    return calls.map(({ seat }) => {
      const answer = answers.get(seat);
      if (!answer) throw new RangeError(`seat ${seat} belongs to no group`);
      return answer;
    });
  };
  return {
    create: (briefings) => split(briefings, (traders, own) => traders.create(own)),
    bid: (calls) => split(calls, (traders, own) => traders.bid(own)),
    settled: (calls) => split(calls, (traders, own) => traders.settled(own)),
    close: async () => {
      await Promise.all(groups.map(({ traders }) => traders.close()));
    },
  };
}
