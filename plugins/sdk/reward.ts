import type { AgentView, Trade } from './agent.js';

/**
 * What each round was worth to you, money: what a learner calls its reward. Call `of` in every `settled`; its first call needs the
 * cost before anything was traded, which the first view of `bid` has.
 *
 *     const reward = new Reward();
 *     return {
 *       bid(view, tools) { reward.begin(view); ... },
 *       settled(trade, view) { learn(reward.of(trade, view)); },
 *     };
 */
export class Reward {
  private cost: number | null = null;

  /** To be called in each `bid`: your cost as it stands. */
  begin({ cost }: Pick<AgentView, 'cost'>): void {
    this.cost = cost;
  }

  /** cost before - cost after - payment: over a match these add up to your saving. 0 if it was never told a cost. */
  of({ payment }: Pick<Trade, 'payment'>, { cost }: Pick<AgentView, 'cost'>): number {
    const gained = (this.cost ?? cost + payment) - cost - payment;
    this.cost = cost;
    return gained;
  }
}
