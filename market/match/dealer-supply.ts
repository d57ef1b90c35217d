import { lockedBy, type LedgerState } from '../ledger/ledger.port.js';
import { moneyDown, moneyToNumber, quantitiesDown, quantitiesToNumbers } from '../ledger/units.js';
import { malformationOf } from '../order/order-admission.js';
import { isDust, placeOrder } from '../order/placed-order.js';
import type { DealerSupply } from './clearing-round.js';
import { freeCash } from './dealer-view.js';
import { ROUNDING_FLOAT } from './opening.js';
import type { FailureRecord } from './report.js';
import type { CallResult, DealerDesk, DealerQuote, DealerView } from './traders.port.js';

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
  private benched = false;

  constructor(
    private readonly desk: DealerDesk,
    private readonly errorBudget: number,
  ) {}

  async supply(view: DealerView, state: LedgerState): Promise<DealerSupply> {
    if (this.benched) return passiveSupply(state);
    const quote = await this.desk.quote(view);
    if (quote.outcome !== 'ok') return this.fallBack(view.round, quote, state);
    const supply = toSupply(quote.value, state);
    if (typeof supply !== 'string') return supply;
    return this.fallBack(view.round, { outcome: 'invalid-output', reason: supply }, state);
  }

  /** Prices told to the agents next round: the policy's, or the clearing prices. */
  async announce(
    view: DealerView,
    clearing: { prices: Float64Array; settled: boolean; surplus: number },
  ): Promise<Float64Array> {
    if (this.benched) return clearing.prices;
    const answer = await this.desk.announce(view, clearing);
    if (answer.outcome === 'ok') {
      const prices = answer.value;
      if (prices === null) return clearing.prices;
      if (prices.length === clearing.prices.length && prices.every((price) => price >= 0 && price < Infinity))
        return prices;
      this.fail(view.round, { outcome: 'invalid-output', reason: 'announced prices must be m numbers >= 0' });
    } else this.fail(view.round, answer);
    return clearing.prices;
  }

  fail(round: number, result: Exclude<CallResult<unknown>, { outcome: 'ok' }>): void {
    this.failures.push({ round, kind: result.outcome, reason: result.reason });
    const isFinal = result.outcome === 'out-of-time';
    if ((this.failures.length < this.errorBudget && !isFinal) || this.benched) return;
    this.benched = true;
    const reason = isFinal ? 'no time left in this match' : `${this.errorBudget} failures`;
    this.failures.push({ round, kind: 'benched', reason: `${reason}; passive from here on` });
  }

  private fallBack(
    round: number,
    result: Exclude<CallResult<unknown>, { outcome: 'ok' }>,
    state: LedgerState,
  ): DealerSupply {
    this.fail(round, result);
    return passiveSupply(state);
  }
}

export function passiveSupply(state: LedgerState): DealerSupply {
  return { offer: state.inventory.map((held) => (held > DUST ? held : 0n)), orders: [] };
}

/** The quote in ledger units, or what is wrong with it. */
function toSupply(quote: DealerQuote, state: LedgerState): DealerSupply | string {
  const m = state.inventory.length;
  if (quote.offer.length !== m) return `offer has ${quote.offer.length} entries, not ${m}`;
  const held = quantitiesToNumbers(state.inventory);
  const outside = quote.offer.findIndex((quantity, r) => !(quantity >= 0 && quantity <= held[r]!));
  if (outside >= 0) return `offer[${outside}] is ${quote.offer[outside]}, the inventory ${held[outside]}`;
  const offer = quantitiesDown(quote.offer).map((quantity, r) => {
    const available = quantity === quantitiesDown([held[r]!])[0] ? state.inventory[r]! : quantity;
    return available > DUST ? available : 0n;
  });
  for (const [index, order] of quote.orders.entries()) {
    const malformed = malformationOf(order, m);
    if (malformed) return `order ${index}: ${malformed}`;
  }
  const orders = quote.orders
    .map((order) => placeOrder(order, state.inventory).ledger)
    .filter((order) => !isDust(order));
  const sold = offer.map((quantity, r) =>
    orders.reduce((sum, { bundle }) => (bundle[r]! < 0n ? sum - bundle[r]! : sum), quantity),
  );
  const oversold = sold.findIndex((quantity, r) => quantity > state.inventory[r]!);
  if (oversold >= 0) return `offer and orders sell more of resource ${oversold} than the dealer holds`;
  const locked = lockedBy(orders.map((order) => ({ ...order, kind: 'unlimited' as const })));
  if (locked + moneyDown(ROUNDING_FLOAT) > state.dealerCash)
    return `the orders could cost ${moneyToNumber(locked)}, the dealer has ${freeCash(state)}`;
  return { offer, orders };
}
