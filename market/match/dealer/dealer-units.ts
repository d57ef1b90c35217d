import { SeatTools } from '../../agent/agent-tools.js';
import { isDealers, type MarketInstance } from '../../instance.js';
import type { LpSolver } from '../../lp/lp-solver.port.js';
import type {
  BidAnswer,
  CallResult,
  SeatBriefing,
  SeatOrder,
  SeatView,
  Traders,
} from '../../traders.port.js';

const DONE: CallResult<null> = { outcome: 'ok', value: null };

/**
 * Traders of a match in which the platform plays the dealer's own seats (its storage, its plants that burn fuel): each asks, as the
 * strategy `truthful` does, for its best bundle at the announced prices and states what it is worth. `agents` play the other
 * seats. Must be disposed.
 */
export class WithDealerUnits implements Traders {
  private readonly units = new Map<number, SeatTools>();

  constructor(
    private readonly agents: Traders,
    private readonly instance: MarketInstance,
    private readonly solver: LpSolver,
  ) {}

  create(briefings: readonly SeatBriefing[]): Promise<readonly CallResult<null>[]> {
    return this.apart(
      briefings,
      (briefing) => {
        this.units.set(briefing.seat, new SeatTools(this.solver, briefing));
        return DONE;
      },
      (others) => this.agents.create(others),
    );
  }

  bid(calls: readonly { seat: number; view: SeatView }[]): Promise<readonly CallResult<BidAnswer>[]> {
    return this.apart(
      calls,
      ({ seat, view }) => truthfully(this.units.get(seat)!, view),
      (others) => this.agents.bid(others),
    );
  }

  settled(calls: Parameters<Traders['settled']>[0]): Promise<readonly CallResult<null>[]> {
    return this.agents.settled(calls);
  }

  remember(seats: readonly number[]): Promise<readonly CallResult<string | null>[]> {
    return this.agents.remember?.(seats) ?? Promise.resolve([]);
  }

  close(): Promise<void> {
    return this.agents.close();
  }

  /** Of the tools alone: whoever opened the agents' traders closes them. */
  dispose(): void {
    for (const tools of this.units.values()) tools.dispose();
    this.units.clear();
  }

  /** Answers for the dealer's own seats here and for the others there, in the order of the calls. */
  private async apart<Call extends { readonly seat: number }, T>(
    calls: readonly Call[],
    own: (call: Call) => CallResult<T>,
    others: (calls: readonly Call[]) => Promise<readonly CallResult<T>[]>,
  ): Promise<readonly CallResult<T>[]> {
    const isOwn = ({ seat }: Call): boolean => isDealers(this.instance.participants[seat]!.role);
    const answers = [...(await others(calls.filter((call) => !isOwn(call))))];
    return calls.map((call) => (isOwn(call) ? own(call) : answers.shift()!));
  }
}

function truthfully(tools: SeatTools, view: SeatView): CallResult<BidAnswer> {
  try {
    tools.begin(view);
    const orders = tools.bestBundles(view.prices).map(({ bundle, value, kind, cap }): SeatOrder => ({
      ...{ bundle, limit: value, kind },
      ...(cap !== undefined && { cap }),
    }));
    return { outcome: 'ok', value: tools.answer(affordable(orders, view)) };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return { outcome: 'threw', reason: error.message };
  }
}

/** Orders shrunk to what there is money for, open orders aside: of limited ones, only a mixture can fill. */
function affordable(orders: readonly SeatOrder[], { cash, openOrders }: SeatView): SeatOrder[] {
  const locked = openOrders.reduce((most, { limit }) => Math.max(most, limit), 0);
  const free = (cash + locked) * (1 - 1e-9);
  return orders.flatMap((order) => {
    const share = Math.min(1, free / Math.max(order.limit, Number.MIN_VALUE));
    if (share === 1 || order.limit <= 0) return [order];
    const part = { ...order, bundle: order.bundle.map((one) => one * share), limit: order.limit * share };
    return share > 1e-6 ? [part] : [];
  });
}
