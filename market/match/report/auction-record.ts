type BookedType = 'pv' | 'chp';

/**
 * A period of an auction as records of matches keep it, so that every figure of it can be computed anew: Wh, ct/kWh (to
 * 1/100), participants by seat. All orders of it have one time.
 */
export interface PeriodBook {
  /** the type that was auctioned first */
  readonly first: BookedType;
  readonly grid: { readonly sells: number; readonly buys: number };
  readonly asks: readonly BookedAsk[];
  readonly bids: readonly BookedBid[];
  /** in the order they were made */
  readonly matches: readonly BookedMatch[];
}

export interface BookedAsk {
  readonly seat: number;
  readonly type: BookedType;
  readonly amount: number;
  readonly price: number;
}

export interface BookedBid {
  readonly seat: number;
  readonly amount: number;
  /** the most that is paid of each type */
  readonly pv: number;
  readonly chp: number;
}

export interface BookedMatch {
  readonly type: BookedType;
  readonly seller: number;
  readonly buyer: number;
  readonly amount: number;
  readonly buyerPrice: number;
  readonly sellerPrice: number;
}
