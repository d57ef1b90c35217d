/** What an auction may not exceed: sums of money stay whole numbers that every reader of JSON keeps. */
export const auctionLimits = {
  periods: 4_000,
  /** of one side in one period */
  orders: 4_000,
  /** Wh of an order */
  amount: 1e9,
  /** ct per kWh */
  price: 1_000,
  /** units of 1e-7 EUR, if every order traded at its dearest price */
  turnover: Number.MAX_SAFE_INTEGER,
} as const;
