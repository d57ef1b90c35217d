import type { Rng } from '#market/rng.js';
import { sandboxDealer } from '#sandbox/seats/dealer.js';
import type { FuzzTarget } from '../fuzz-target.js';
import { oneOf, whole } from '../draw.js';
import { MarketArena } from '../market-play/market-arena.js';
import { marketCase, type MarketCase } from '../market-play/market-case.js';
import { ordersScript, type OrdersScript } from '../market-play/orders-script.js';

/** A match in which some seats order what no household would. */
export interface OrdersCase extends MarketCase {
  readonly dealer: string;
  /** by seat (modulo their number): what it orders round by round, over and over */
  readonly hostile: readonly { readonly seat: number; readonly rounds: readonly OrdersScript[] }[];
}

function generate(rng: Rng): OrdersCase {
  return {
    ...marketCase(rng),
    dealer: oneOf(rng, ['passive', 'passive', 'speculative', 'safety-stock', 'smoothing']),
    hostile: Array.from({ length: whole(rng, 1, 3) }, () => ({
      seat: whole(rng, 0, 9),
      rounds: Array.from({ length: whole(rng, 1, 4) }, () => ordersScript(rng)),
    })),
  };
}

export async function prepare(): Promise<FuzzTarget<OrdersCase>> {
  const arena = await MarketArena.open();
  return {
    generate,
    attempt: async (attack) => {
      const { pool, plugin } = await arena.dealer(attack.dealer);
      await arena.judge(attack, {
        honestDealer: true,
        hostile: (agents) => new Map(attack.hostile.map(({ seat, rounds }) => [seat % agents, rounds])),
        dealer: ({ rules }) =>
          sandboxDealer({
            pool,
            plugin,
            seed: attack.seed,
            limits: { ...pool.limits, orders: rules.maxOrders },
          }),
      });
    },
    close: () => arena.close(),
  };
}
