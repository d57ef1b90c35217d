import type { PeriodResult } from './clear-period.js';
import type { RelayAgent } from './relay-agents.js';

/** What a period's trades are worth at the reservation prices of those who made them, 1e-7 EUR: buyer's less seller's. */
export function gainOf({ auctions }: Pick<PeriodResult, 'auctions'>, agents: readonly RelayAgent[]): bigint {
  const prices = new Map(agents.map((agent) => [agent.id, agent.prices]));
  return auctions
    .flatMap(({ type, matches }) =>
      matches.map(
        ({ seller, buyer, amount }) => amount * (prices.get(buyer)!.bids[type] - prices.get(seller)!.ask),
      ),
    )
    .reduce((sum, gain) => sum + gain, 0n);
}
