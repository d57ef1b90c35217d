import { wordsFor } from '../../ledger/gas-bounds.js';
import { lockedBy, type LedgerOrder, type LedgerState } from '../../ledger/ledger.port.js';
import { moneyDown, moneyToNumber, quantitiesDown, quantitiesToNumbers } from '../../ledger/units.js';
import type { OrderLimits } from '../../order/order-limits.js';
import { weightOf } from '../../order/spending.js';
import { placeWithin } from '../../order/place-within.js';
import type { DealerSupply } from '../../clearing/find-clearing.js';
import { freeCash } from './dealer-view.js';
import { ROUNDING_FLOAT } from '../opening.js';
import type { HighestPrices } from '../rounds/highest-prices.js';
import type { FailureRecord } from '../report/report.js';
import type { DealerDesk, DealerQuote, DealerView } from '../../traders.port.js';

/**
 * Inventory up to this many quantity units is rounding dust and is not offered: unsold, it would
 * force its price to zero.
 */
const DUST = 100n;

/**
 * The dealer of a match as the platform sees it: asks the policy, checks what it says, and falls
 * back to the passive policy (offer everything, no orders) for a turn that fails, or for good once the
 * error budget is used up.
 */
export class Dealer {
  readonly failures: FailureRecord[] = [];
  benched = false;

  constructor(
    private readonly desk: DealerDesk,
    private readonly errorBudget: number,
    private readonly limits: OrderLimits,
  ) {}

  async supply(view: DealerView, state: LedgerState): Promise<DealerSupply> {
    if (this.benched) return passiveSupply(state);
    const quote = await this.desk.quote(view);
    if (quote.outcome !== 'ok')
      return this.fallBack(view.round, { kind: quote.outcome, reason: quote.reason }, state);
    const supply = toSupply(quote.value, state, this.limits);
    if (typeof supply !== 'string') return supply;
    return this.fallBack(view.round, { kind: 'invalid-output', reason: supply }, state);
  }

  /** Prices told to the agents next round: the policy's, or the clearing prices. */
  async announce(
    view: DealerView,
    clearing: { prices: Float64Array; settled: boolean; surplus: number },
    highest: HighestPrices,
  ): Promise<Float64Array> {
    if (this.benched) return clearing.prices;
    const answer = await this.desk.announce(view, clearing);
    if (answer.outcome !== 'ok') {
      this.fail(view.round, { kind: answer.outcome, reason: answer.reason });
      return clearing.prices;
    }
    if (answer.value === null) return clearing.prices;
    const fault = highest.faultOf(answer.value);
    if (fault === null) return answer.value;
    this.fail(view.round, { kind: 'invalid-output', reason: fault });
    return clearing.prices;
  }

  fail(round: number, failure: Omit<FailureRecord, 'round'>): void {
    this.failures.push({ round, ...failure });
    const isFinal = failure.kind === 'out-of-time';
    if ((this.failures.length < this.errorBudget && !isFinal) || this.benched) return;
    this.benched = true;
    const reason = isFinal ? 'no time left in this match' : `${this.errorBudget} failures`;
    this.failures.push({ round, kind: 'benched', reason: `${reason}; passive from here on` });
  }

  private fallBack(round: number, failure: Omit<FailureRecord, 'round'>, state: LedgerState): DealerSupply {
    this.fail(round, failure);
    return passiveSupply(state);
  }
}

function passiveSupply(state: LedgerState): DealerSupply {
  return { offer: state.inventory.map((held) => (held > DUST ? held : 0n)), orders: [] };
}

/** The quote in ledger units, or what is wrong with it. */
function toSupply(quote: DealerQuote, state: LedgerState, limits: OrderLimits): DealerSupply | string {
  const m = state.inventory.length;
  if (quote.offer.length !== m) return `offer has ${quote.offer.length} entries, not ${m}`;
  const held = quantitiesToNumbers(state.inventory);
  const outside = quote.offer.findIndex((quantity, r) => !(quantity >= 0 && quantity <= held[r]!));
  if (outside >= 0) return `offer[${outside}] is ${quote.offer[outside]}, the inventory ${held[outside]}`;
  const offer = quantitiesDown(quote.offer).map((quantity, r) => {
    const available = quantity === quantitiesDown([held[r]!])[0] ? state.inventory[r]! : quantity;
    return available > DUST ? available : 0n;
  });
  const most = Math.max(limits.orders, m);
  if (quote.orders.length > most) return `${quote.orders.length} orders in one round; ${most} are allowed`;
  const orders: LedgerOrder[] = [];
  for (const [index, order] of quote.orders.entries()) {
    const placed = placeWithin(limits, order, state.inventory);
    if (typeof placed === 'string') return `order ${index}: ${placed}`;
    if (placed === null) continue;
    // Nobody can keep that unused: what a policy bids for it, as if it were storable, is no order.
    if (placed.ledger.bundle.some((quantity, r) => quantity > 0n && r < (state.exact ?? 0))) continue;
    orders.push(placed.ledger);
  }
  const weight = orders.reduce((sum, order) => sum + weightOf(order), 0);
  // One order for each resource is always allowed.
  const heaviest = Math.max(limits.openWeight, m * (1 + wordsFor(m)));
  if (weight > heaviest) return `orders that weigh ${weight}; ${heaviest} is allowed`;
  const sold = offer.map((quantity, r) =>
    orders.reduce((sum, { bundle }) => (bundle[r]! < 0n ? sum - bundle[r]! : sum), quantity),
  );
  const oversold = sold.findIndex((quantity, r) => quantity > state.inventory[r]!);
  if (oversold >= 0) return `offer and orders sell more of resource ${oversold} than the dealer holds`;
  const locked = lockedBy(orders.map((order) => ({ ...order, kind: 'unlimited' as const })));
  // What costs nothing may be offered although rounding has used up some of the float.
  if (locked > 0n && locked + moneyDown(ROUNDING_FLOAT) > state.dealerCash - state.dealerEscrow)
    return `the orders could cost ${moneyToNumber(locked)}, the dealer has ${freeCash(state)}`;
  return { offer, orders };
}
