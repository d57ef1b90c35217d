import type { Rng } from '#market/rng.js';
import type { Ask, Bid, EnergyType, PerType } from '../orders.js';

/** Orders as a sentence: prices in ct per kWh, exact to 1/100. */
export function ask(id: string, amount: number, price: number, type: EnergyType = 'pv', time = 0): Ask {
  return { id, amount: BigInt(amount), price: inUnits(price), type, time: BigInt(time) };
}

export function bid(id: string, amount: number, pv: number, chp: number = pv, time = 0): Bid {
  return {
    ...{ id, amount: BigInt(amount), time: BigInt(time) },
    prices: { pv: inUnits(pv), chp: inUnits(chp) },
  };
}

/** 1/100 ct per kWh */
export function inUnits(ct: number): bigint {
  return BigInt(Math.round(ct * 100));
}

export interface RandomPeriod {
  readonly asks: readonly Ask[];
  readonly bids: readonly Bid[];
}

/** Few prices, amounts and times, so that ties of every kind come up; from nobody to so many of a side. */
export function randomPeriod(rng: Rng, most = 12, ids = (n: number): string => `p${n}`): RandomPeriod {
  const whole = (low: number, high: number): number => low + Math.floor(rng.next() * (high - low + 1));
  const [sellers, buyers] = [whole(0, most), whole(0, most)];
  const price = (): number => whole(8, 20) + whole(0, 1) / 100;
  const type = (): EnergyType => (rng.next() < 0.5 ? 'pv' : 'chp');
  return {
    asks: Array.from({ length: sellers }, (_, n) => ask(ids(n), whole(1, 40), price(), type(), whole(0, 2))),
    bids: Array.from({ length: buyers }, (_, n) => {
      const prices: PerType<number> = { pv: price(), chp: price() };
      const same = rng.next() < 0.2;
      return bid(ids(sellers + n), whole(1, 40), prices.pv, same ? prices.pv : prices.chp, whole(0, 2));
    }),
  };
}
