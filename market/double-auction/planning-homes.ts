import type { LedgerAccounts } from '../ledger/ledger-accounts.js';
import { quantitiesToNumbers } from '../ledger/units.js';
import type { Seat } from '../match/seats/seat.js';
import type { AuctionGoods } from './auction-instance.js';
import type { HomeDesk } from './bid-periods.js';
import type { HomeView } from './bidders.port.js';
import type { SidedOrder } from './order-book.js';
import { WH_PER_KWH, type PlanningHome, type RelayAgent } from './relay-agents.js';

/** An agent whose meter depends on what it trades. */
export type Metered = Omit<RelayAgent, 'metered'> & { readonly metered: bigint[] };

/** Homes that plan, as the auctions of a day go by: what they hold, and what their meters would count as it is. */
export class PlanningHomes implements HomeDesk {
  constructor(
    private readonly agents: readonly Metered[],
    private readonly seats: readonly Seat[],
    private readonly accounts: LedgerAccounts,
    private readonly goods: AuctionGoods,
  ) {
    for (const seat of seats.keys()) this.plan(seat, 0);
  }

  /** What the seat's best plan now lets its meter count, from a period on. */
  plan(seat: number, from: number): void {
    const { home, metered } = this.agents[seat]!;
    if (!home) return;
    const { plan } = this.seats[seat]!;
    for (let t = from; t < metered.length; t++)
      metered[t] = BigInt(Math.round((plan[home.fedIn + t]! - plan[home.drawn + t]!) * WH_PER_KWH));
  }

  viewOf(seat: number): HomeView | null {
    const { home } = this.agents[seat]!;
    if (!home) return null;
    const { types } = this.goods;
    const traded = this.allocation(seat);
    const holding = home.participant.endowment.map((generated, t) =>
      types.reduce((sum, _, n) => sum + traded[t * types.length + n]!, generated),
    );
    return { holding, most: home.most };
  }

  refusalOf(seat: number, placed: SidedOrder, period: number): string | null {
    const { home, type } = this.agents[seat]!;
    if (!home) return null;
    const amount = Number(placed.order.amount) / WH_PER_KWH;
    const held = this.allocation(seat);
    held[this.goods.of(type, period)]! += placed.side === 'ask' ? -amount : amount;
    return this.seats[seat]!.valuation.feasible(held)
      ? null
      : `the home could not honour ${placed.order.amount} Wh in period ${period}`;
  }

  private allocation(seat: number): Float64Array {
    return quantitiesToNumbers(this.accounts.seats[seat]!.allocation);
  }
}

/** Whether somebody has something to plan. */
export function isPlanned(agents: readonly { readonly home?: PlanningHome }[]): boolean {
  return agents.some(({ home }) => home !== undefined);
}
