import { orderLimits } from '#market/order/order-limits.js';
import type { Rng } from '#market/rng.js';
import type { FuzzTarget } from '../fuzz-target.js';
import { whole } from '../draw.js';
import { MarketArena } from '../market-play/market-arena.js';
import { marketCase, type MarketCase } from '../market-play/market-case.js';
import { dealerTurn, scriptedDealer, type DealerTurn } from '../market-play/scripted-dealer.js';

/** A match among truthful agents whose dealer offers, orders and announces what it likes. */
export interface DealerCase extends MarketCase {
  readonly turns: readonly DealerTurn[];
}

export async function prepare(): Promise<FuzzTarget<DealerCase>> {
  const arena = await MarketArena.open();
  return {
    generate: (rng: Rng) => ({
      ...marketCase(rng),
      turns: Array.from({ length: whole(rng, 1, 4) }, () => dealerTurn(rng)),
    }),
    attempt: (attack) =>
      arena.judge(attack, {
        honestDealer: false,
        hostile: () => new Map(),
        dealer: ({ instance, rules }) => scriptedDealer(attack.turns, orderLimits(instance, rules)),
      }),
    close: () => arena.close(),
  };
}
