import type { Rng } from '#market/rng.js';
import { inProcessDealer } from '#sandbox/in-process/in-process-dealer.js';
import { loadDealer } from '#sandbox/in-process/load-plugin.js';
import type { FuzzTarget } from '../fuzz-target.js';
import { pick, whole } from '../market-play/magnitudes.js';
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
    dealer: pick(rng, ['passive', 'passive', 'speculative', 'safety-stock', 'smoothing']),
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
      const policy = await loadDealer(attack.dealer);
      await arena.judge(attack, {
        hostile: (agents) => new Map(attack.hostile.map(({ seat, rounds }) => [seat % agents, rounds])),
        dealer: ({ rules }) =>
          inProcessDealer({ plugin: policy, seed: attack.seed, maxOrders: rules.maxOrders }),
      });
    },
    close: () => arena.close(),
  };
}
