import { defaultRules } from '../instance.js';
import { magnitude } from '../ledger/units.js';
import type { CallResult, FailureKind } from '../traders.port.js';
import type {
  BidderBriefing,
  BidderOrder,
  Bidders,
  BidderView,
  HomeView,
  PublicPeriod,
} from './bidders.port.js';
import { clearPeriod, type PeriodResult } from './clear-period.js';
import { inCt, ownResult, pricesInCt, publicPeriod } from './closed-period.js';
import type { MeteredRest } from './metered-rest.js';
import { sidesOf, type SidedOrder } from './order-book.js';
import { PRICE_PER_CT, type GridPrices, type PerType } from './orders.js';
import { ruleIn, type PricingRule } from './pricing.js';
import type { PlanningHome, RelayAgent } from './relay-agents.js';

/** Whose meters are served in the periods of an auction, and how. */
export interface AuctionMarket {
  /** in seat order; their reservation prices are what trades are worth to them */
  readonly agents: readonly RelayAgent[];
  /** per period */
  readonly grid: readonly GridPrices[];
  readonly rule: PricingRule;
}

export interface BiddingSetting extends AuctionMarket {
  /** where seats plan; their meters say what they would do as it is */
  readonly homes?: HomeDesk;
  /** failures after which a bidder is asked no more; default: 10 */
  readonly errorBudget?: number;
  /** told of each period when it is over; what meters count in later ones may depend on it */
  readonly onClosed?: (period: number, result: PeriodResult, orders: readonly SidedOrder[]) => void;
}

/** What is to be known of homes that plan, while the periods go by. */
export interface HomeDesk {
  /** null: the seat has nothing to plan */
  viewOf(seat: number): HomeView | null;
  /** why the seat could not honour an order; null: it can */
  refusalOf(seat: number, order: SidedOrder, period: number): string | null;
}

/** A turn that a bidder lost. */
export interface BidderFailure {
  readonly id: string;
  /** from 0; null: it could not be created */
  readonly period: number | null;
  /** `benched`: asked no more; the grid serves its meter from then on */
  readonly kind: FailureKind | 'refused-order' | 'benched';
  readonly reason: string;
}

type Lost =
  | Exclude<CallResult<unknown>, { readonly outcome: 'ok' }>
  | { readonly outcome: 'refused-order'; readonly reason: string };

/** What bidders made of the periods. */
export interface BidPeriods {
  readonly periods: readonly {
    readonly orders: readonly SidedOrder[];
    readonly rest: readonly MeteredRest[];
  }[];
  readonly failures: readonly BidderFailure[];
}

/** Lets bidders order period after period; each sees what has closed before. The orders of one period have one time. */
export async function bidPeriods(setting: BiddingSetting, bidders: Bidders): Promise<BidPeriods> {
  const { agents, grid, rule, homes, onClosed, errorBudget = defaultRules.errorBudget } = setting;
  const most = Math.max(1, errorBudget);
  const created = await bidders.create(agents.map((_, seat) => briefingOf(setting, seat)));
  const failures: BidderFailure[] = [];
  const left = agents.map(() => most);
  const fail = (seat: number, period: number | null, { outcome, reason }: Lost): void => {
    const { id } = agents[seat]!;
    failures.push({ id, period, kind: outcome, reason });
    if (--left[seat]! === 0) failures.push({ id, period, kind: 'benched', reason: `${most} failures` });
  };
  for (const [seat, result] of created.entries()) if (result.outcome !== 'ok') fail(seat, null, result);
  const history = new History(agents);
  const viewOf = (seat: number, agent: RelayAgent, period: number): BidderView => {
    const home = homes?.viewOf(seat);
    return { ...history.viewOf(seat, agent, period), ...(home && { home }) };
  };
  const periods: BidPeriods['periods'][number][] = [];
  for (const [period, prices] of grid.entries()) {
    const metering = [...agents.entries()].filter(([, { metered, home }]) => home || metered[period] !== 0n);
    const calls = metering
      .filter(([seat]) => left[seat]! > 0)
      .map(([seat, agent]) => ({ seat, view: viewOf(seat, agent, period) }));
    const answers = await bidders.order(calls);
    const answerOf = new Map(calls.map(({ seat }, index) => [seat, answers[index]!]));
    const orders: SidedOrder[] = [];
    const rest: MeteredRest[] = [];
    for (const [seat, agent] of metering) {
      const answer = answerOf.get(seat);
      if (answer && answer.outcome !== 'ok') fail(seat, period, answer);
      const wanted =
        answer?.outcome === 'ok' && answer.value ? placedOrder(agent, answer.value, period) : null;
      const refused = wanted && homes ? homes.refusalOf(seat, wanted, period) : null;
      if (refused !== null) fail(seat, period, { outcome: 'refused-order', reason: refused });
      const order = refused === null ? wanted : null;
      if (order) orders.push(order);
      if (agent.home) continue;
      const amount = magnitude(agent.metered[period]!) - (order?.order.amount ?? 0n);
      if (amount > 0n) rest.push({ id: agent.id, side: sideOf(agent, period), amount });
    }
    const { asks, bids } = sidesOf(orders);
    const result = clearPeriod(asks, bids, { grid: prices, pricing: ruleIn(rule, period) });
    history.add(publicPeriod(period, orders, result), result);
    periods.push({ orders, rest });
    onClosed?.(period, result, orders);
  }
  return { periods, failures };
}

function briefingOf({ agents, grid }: BiddingSetting, seat: number): BidderBriefing {
  const { type, prices, metered, home } = agents[seat]!;
  return {
    ...{ mechanism: 'double-auction', seat },
    bidders: agents.length,
    type,
    meter: metered.map(Number),
    grid: { sells: grid.map(({ sells }) => inCt(sells)), buys: grid.map(({ buys }) => inCt(buys)) },
    reservation: { ask: inCt(prices.ask), bids: pricesInCt(prices.bids) },
    ...(home && { home: programOf(home) }),
  };
}

function programOf({ participant }: PlanningHome): NonNullable<BidderBriefing['home']> {
  const { problem, columns, assets } = participant;
  return { problem, ...(columns && { columns }), ...(assets && { assets }) };
}

/** The periods that are over, and up to which of them each seat has been told. */
class History {
  private readonly closed: { readonly told: PublicPeriod; readonly result: PeriodResult }[] = [];
  private readonly known: number[];

  constructor(agents: readonly RelayAgent[]) {
    this.known = agents.map(() => 0);
  }

  add(told: PublicPeriod, result: PeriodResult): void {
    this.closed.push({ told, result });
  }

  viewOf(seat: number, agent: RelayAgent, period: number): BidderView {
    const news = this.closed.slice(this.known[seat]);
    this.known[seat] = this.closed.length;
    return {
      period,
      side: sideOf(agent, period),
      amount: Number(magnitude(agent.metered[period]!)),
      closed: news.map(({ told, result }) => ({ ...told, own: ownResult(result, agent.id) })),
    };
  }
}

/** The order in the auction's units; whatever a price is rounded by is the bidder's gain. */
function placedOrder(
  { id, type, metered }: RelayAgent,
  order: BidderOrder,
  period: number,
): SidedOrder | null {
  const amount = order.amount === undefined ? magnitude(metered[period]!) : BigInt(order.amount);
  // The meter of a home may stand still while it is asked.
  if (amount === 0n) return null;
  const common = { id, amount, time: 0n };
  if (order.side === 'ask') return { side: 'ask', order: { ...common, type, price: unitsUp(order.price) } };
  const { pv, chp } = order.prices;
  const prices: PerType<bigint> = { pv: unitsDown(pv), chp: unitsDown(chp) };
  return { side: 'bid', order: { ...common, prices } };
}

/** Of a unit, what binary numbers do to decimal ones. */
const DUST = 1e-6;

function unitsUp(ct: number): bigint {
  return BigInt(Math.ceil(ct * PRICE_PER_CT - DUST));
}

function unitsDown(ct: number): bigint {
  return BigInt(Math.floor(ct * PRICE_PER_CT + DUST));
}

function sideOf({ metered }: RelayAgent, period: number): 'ask' | 'bid' {
  return metered[period]! > 0n ? 'ask' : 'bid';
}
