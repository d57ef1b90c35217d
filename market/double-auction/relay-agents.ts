import type { Participant } from '../instance.js';
import type { Rng } from '../rng.js';
import type { SidedOrder } from './order-book.js';
import type { EnergyType, GridPrices, PerType } from './orders.js';

/** What somebody would rather take from the grid, or give it, 1/100 ct per kWh; constant over a day. */
export interface ReservationPrices {
  readonly ask: bigint;
  readonly bids: PerType<bigint>;
}

/** A participant whose agent only passes on what a meter says, at reservation prices. */
export interface RelayAgent {
  readonly id: string;
  /** of what it generates */
  readonly type: EnergyType;
  readonly prices: ReservationPrices;
  /** Wh per period: > 0 fed in, < 0 drawn; of a home that plans zeros, until it has */
  readonly metered: readonly bigint[];
  /** absent: there is nothing to plan, the meter says it all */
  readonly home?: PlanningHome;
}

/** A home with batteries, cars or appliances: what it trades decides what its meter counts. */
export interface PlanningHome {
  /** in the bundle market of its community: local energy of period t is resource t */
  readonly participant: Participant;
  /** Wh per period that its connection lets it sell or buy */
  readonly most: number;
  /** first columns of its program for what it draws from the grid and feeds in, period by period */
  readonly drawn: number;
  readonly fedIn: number;
}

export const WH_PER_KWH = 1000;

/**
 * What a meter counted in each period, whole Wh: differences of its readings, which are rounded, so that no energy is lost
 * over the day. `generation` and `load` in kWh per period.
 */
export function meteredWh(generation: Float64Array, load: Float64Array): bigint[] {
  let [sum, reading] = [0, 0];
  return Array.from(generation, (generated, period) => {
    sum += generated - load[period]!;
    const before = reading;
    reading = Math.round(sum * WH_PER_KWH);
    return BigInt(reading - before);
  });
}

/** The order of a period; null: the meter stood still. */
export function relayOrder(agent: RelayAgent, period: number): SidedOrder | null {
  const { id, type, prices, metered } = agent;
  const amount = metered[period]!;
  if (amount === 0n) return null;
  if (amount > 0n) return { side: 'ask', order: { id, amount, time: 0n, type, price: prices.ask } };
  return { side: 'bid', order: { id, amount: -amount, time: 0n, prices: prices.bids } };
}

/** Prices anywhere between what the grid pays and what it asks, each to the 1/100 ct. */
export function drawReservationPrices(rng: Rng, { sells, buys }: GridPrices): ReservationPrices {
  const draw = (): bigint => buys + BigInt(Math.floor(rng.next() * Number(sells - buys + 1n)));
  return { ask: draw(), bids: { pv: draw(), chp: draw() } };
}
