import { crossingOf } from './crossing.js';
import { drawnBy, labelOf as usualLabelOf, type Lot } from './lots.js';
import { pairUp, type Match } from './matches.js';
import { amountOf, type RankedOrder } from './merit-order.js';

/** Who is the last of the longer side to be served, by turn, and how many Wh of its order are. */
export interface Cut {
  readonly id: string;
  readonly part: bigint;
}

/** One half of the traders: its own equilibrium, and what it trades at the other half's price. */
export interface Half {
  /** Wh that could be traded in it at most */
  readonly most: bigint;
  /** of its own equilibrium, at which the other half trades; null: it has no bid, or no ask */
  readonly price: bigint | null;
  /** Wh that it trades */
  readonly volume: bigint;
  /** null: all of the side that accept the price are served */
  readonly lastBid: Cut | null;
  readonly lastAsk: Cut | null;
  readonly matches: readonly Match[];
}

/** What decides who is in which half, and in which turn. */
export interface Lottery {
  readonly lot: Lot;
  /** what an order's id is drawn by; default: its SHA-256 */
  readonly labelOf?: (id: string) => Uint8Array;
}

/**
 * MUDA with a lottery (Segal-Halevi, Hassidim and Aumann, 2018). The lot puts every trader into one of two halves. Each half trades at the
 * price of the other one's equilibrium, which nobody in it has a say in: all that accept that price trade, and of the side that wants
 * more than the other, in the turn that the lot gives, until nothing is left. So nobody gains by a false price or amount, everybody pays and
 * gets the same price, and nothing is left over. Both sides in merit order.
 */
export function mudaHalves(
  asks: readonly RankedOrder[],
  bids: readonly RankedOrder[],
  { lot, labelOf = usualLabelOf }: Lottery,
): readonly [Half, Half] {
  const draws = new Map([...asks, ...bids].map(({ id }) => [id, drawnBy(lot, labelOf(id))]));
  const sideOf = (orders: readonly RankedOrder[], half: 0 | 1): readonly RankedOrder[] =>
    orders.filter(({ id }) => draws.get(id)!.half === half);
  const turnOf = ({ id }: RankedOrder): bigint => draws.get(id)!.turn;
  const halfOf = (half: 0 | 1): [readonly RankedOrder[], readonly RankedOrder[]] => [
    sideOf(asks, half),
    sideOf(bids, half),
  ];
  const markets = [halfOf(0), halfOf(1)] as const;
  const [left, right] = [equilibrium(...markets[0]), equilibrium(...markets[1])];
  return [
    { ...left, ...tradeAt(...markets[0], right.price, turnOf) },
    { ...right, ...tradeAt(...markets[1], left.price, turnOf) },
  ];
}

/**
 * The middle, rounded down, of all prices at which as much is wanted as offered: from the dearest ask that is served, or the first bid that is not, up
 * to the cheapest bid that is served, or the first ask that is not.
 */
function equilibrium(
  asks: readonly RankedOrder[],
  bids: readonly RankedOrder[],
): { readonly most: bigint; readonly price: bigint | null } {
  const crossing = crossingOf(asks, bids);
  const most = crossing?.volume ?? 0n;
  if (asks.length === 0 || bids.length === 0) return { most, price: null };
  const low = known(crossing?.highestAsk, firstLeft(bids, most)).reduce((a, b) => (b > a ? b : a));
  const high = known(crossing?.lowestBid, firstLeft(asks, most)).reduce((a, b) => (b < a ? b : a));
  return { most, price: (low + high) / 2n };
}

function known(...prices: readonly (bigint | undefined)[]): bigint[] {
  return prices.filter((price) => price !== undefined);
}

/** Price of the first order that does not get all it wants of `volume`. */
function firstLeft(orders: readonly RankedOrder[], volume: bigint): bigint | undefined {
  let reached = 0n;
  return orders.find(({ amount }) => (reached += amount) > volume)?.price;
}

function tradeAt(
  asks: readonly RankedOrder[],
  bids: readonly RankedOrder[],
  price: bigint | null,
  turnOf: (order: RankedOrder) => bigint,
): Pick<Half, 'volume' | 'lastBid' | 'lastAsk' | 'matches'> {
  if (price === null) return { volume: 0n, lastBid: null, lastAsk: null, matches: [] };
  const [willingAsks, willingBids] = [
    asks.filter((ask) => ask.price <= price),
    bids.filter((bid) => bid.price >= price),
  ];
  const [supply, demand] = [amountOf(willingAsks), amountOf(willingBids)];
  const volume = supply < demand ? supply : demand;
  const [sold, bought] = [inTurn(willingAsks, volume, turnOf), inTurn(willingBids, volume, turnOf)];
  return {
    volume,
    lastBid: demand > supply ? bought.last : null,
    lastAsk: supply > demand ? sold.last : null,
    matches: pairUp(willingAsks, willingBids, sold.parts, bought.parts, () => ({
      buyerPrice: price,
      sellerPrice: price,
    })),
  };
}

/** Parts per order, and who comes last; where nobody is served the first, with nothing. */
function inTurn(
  orders: readonly RankedOrder[],
  volume: bigint,
  turnOf: (order: RankedOrder) => bigint,
): { readonly parts: bigint[]; readonly last: Cut | null } {
  const parts = new Map<string, bigint>();
  let [left, last] = [volume, null as Cut | null];
  for (const order of [...orders].sort((a, b) => (turnOf(a) < turnOf(b) ? -1 : 1))) {
    const part = order.amount < left ? order.amount : left;
    parts.set(order.id, part);
    if (part > 0n || last === null) last = { id: order.id, part };
    left -= part;
  }
  return { parts: orders.map(({ id }) => parts.get(id)!), last };
}
