import type { DealerView } from './dealer.js';
import { largest, mean, subtract } from './vectors.js';

/**
 * Tells an active dealer policy when to stop interfering ([GKW12]: active policies fall back to the
 * passive one near the end, or the market would never close). Once it says so it never takes it back.
 *
 * It says so when, over the last `window` rounds, the mean price moved less than `change` of its
 * level a round; after `quiet` rounds in a row without a new order; or after `rounds` rounds.
 */
export class SettlingDetector {
  private settled = false;
  private quietRounds = 0;
  private previous: Float64Array | null = null;
  private readonly changes: number[] = [];
  private readonly window: number;
  private readonly change: number;
  private readonly quiet: number;
  private readonly rounds: number;

  constructor(options: { window?: number; change?: number; quiet?: number; rounds: number }) {
    this.window = options.window ?? 5;
    this.change = options.change ?? 0.01;
    this.quiet = options.quiet ?? 3;
    this.rounds = options.rounds;
  }

  /** Call it once a round; true from the round on in which the market has settled. */
  observe({ round, prices, newOrders }: Pick<DealerView, 'round' | 'prices' | 'newOrders'>): boolean {
    if (this.previous) {
      const moved = mean(subtract(prices, this.previous).map(Math.abs));
      this.changes.push(moved / (mean(prices) || largest(this.previous) || 1));
      if (this.changes.length > this.window) this.changes.shift();
    }
    this.previous = prices.slice();
    this.quietRounds = newOrders === 0 ? this.quietRounds + 1 : 0;
    const calm = this.changes.length >= this.window && mean(this.changes) < this.change;
    if (calm || this.quietRounds >= this.quiet || round >= this.rounds) this.settled = true;
    return this.settled;
  }
}
