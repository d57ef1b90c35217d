import { PRICE_PER_CT } from './orders.js';
import type { RelayAgent } from './relay-agents.js';

/** What an auction may not exceed: sums of money stay whole numbers that every reader of JSON keeps. */
export const auctionLimits = {
  periods: 4_000,
  /** of one side in one period */
  orders: 4_000,
  /** Wh of an order */
  amount: 1e9,
  /** ct per kWh */
  price: 1_000,
  /** EUR that somebody has when a period opens */
  money: 1e8,
  /** units of 1e-7 EUR, if every order traded at its dearest price */
  turnover: Number.MAX_SAFE_INTEGER,
} as const;

/** Why bids on what meters count might come to sums that are no whole numbers any more; null: they cannot. */
export function turnoverObstacle(agents: readonly Pick<RelayAgent, 'metered'>[]): string | null {
  const most = agents
    .flatMap(({ metered }) => metered)
    .reduce((sum, amount) => sum + (amount < 0n ? -amount : amount), 0n);
  return most * BigInt(auctionLimits.price * PRICE_PER_CT) > BigInt(auctionLimits.turnover)
    ? `its meters count too much for bids of ${auctionLimits.price} ct/kWh`
    : null;
}
