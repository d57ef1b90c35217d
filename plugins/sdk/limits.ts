/** What an agent may ask for in this match; an order beyond makes the turn empty and counts as a failure. */
export interface OrderLimits {
  /** orders in one round */
  readonly orders: number;
  /** orders that go into the book at once: where some are cancelled, those that stay and the new ones */
  readonly placedOrders: number;
  /** orders in the book, the new ones included */
  readonly openOrders: number;
  /**
   * what open orders may weigh together: each its quantities that are not zero, and one for each four resources
   */
  readonly openWeight: number;
  /** what all orders may cost the match: 10 times their weight and 100 when placed, their weight in each round they stand */
  readonly matchWeight: number;
  /** gas that the orders of the match may need, where gas has a price; else Infinity */
  readonly gas: number;
  /** largest quantity in a bundle, bought or sold, at its cap if unlimited; units */
  readonly quantity: number;
  /** largest limit, paid or asked, at the cap if unlimited; money */
  readonly money: number;
  /** most money per unit of all that a bundle names */
  readonly price: number;
}

/** The time a plugin has. Where nothing watches the clock, as in one's own tests, it is endless. */
export interface TimeLimits {
  /** of one call, milliseconds */
  readonly milliseconds: number;
  /** of all calls of the seat in this match, processor time, milliseconds: after that it is benched */
  readonly seatMilliseconds: number;
}
