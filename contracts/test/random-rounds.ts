import type { SettlementRule } from '#market/instance.js';
import { quantitiesNearest } from '#market/ledger/units.js';
import {
  LedgerError,
  lockedBy,
  spendable,
  type Ledger,
  type LedgerClearing,
  type LedgerOpening,
  type LedgerOrder,
} from '#market/ledger/ledger.port.js';
import type { LpSolver } from '#market/lp/lp-solver.port.js';
import { clearRound } from '#market/match/rounds/clearing-round.js';
import type { Rng } from '#market/rng.js';

const vector = (rng: Rng, m: number, low: number, high: number): bigint[] =>
  quantitiesNearest(Array.from({ length: m }, () => low + (high - low) * rng.next()));

const money = (rng: Rng, low: number, high: number): bigint =>
  BigInt(Math.round((low + (high - low) * rng.next()) * 1e9)) * 1_000_000_000n;

/** A market with quantities and cash at random: k seats, m resources. */
export function randomOpening(
  rng: Rng,
  k: number,
  m: number,
  settlement: SettlementRule = 'path',
): LedgerOpening {
  const exact = Math.floor(rng.fork('exact').next() * 2) * Math.ceil(m / 2);
  return {
    settlement,
    exact,
    seats: Array.from({ length: k }, () => ({ allocation: vector(rng, m, 0, 10), cash: money(rng, 0, 500) })),
    dealer: { inventory: vector(rng, m, 0, 5), cash: money(rng, 100_000, 200_000) },
    prices: vector(rng, m, 0, 3),
  };
}

/** Buys, sells, swaps; whole-number quantities now and then, for ties. The market admits no empty bundle. */
export function randomOrder(rng: Rng, m: number): LedgerOrder {
  const order = anyOrder(rng, m);
  return order.bundle.some((quantity) => quantity !== 0n) ? order : randomOrder(rng, m);
}

function anyOrder(rng: Rng, m: number): LedgerOrder {
  const kind = rng.next() < 0.25 ? 'unlimited' : 'limited';
  const whole = rng.next() < 0.3;
  const side = Math.floor(rng.next() * 3);
  const bundle = vector(rng, m, side === 0 ? -4 : side === 1 ? 0 : -2, side === 0 ? 0 : 4).map((quantity) =>
    rng.next() < 0.3 ? 0n : whole ? (quantity / FULL_UNIT) * FULL_UNIT : quantity,
  );
  const worth = bundle.reduce((sum, quantity) => sum + Number(quantity) / 1e9, 0) * 1.5;
  return { bundle, limit: money(rng, worth - 3, worth + 3), kind };
}

const FULL_UNIT = 1_000_000_000n;

/** Seats that can pay submit a few orders each. */
export async function submitRandomOrders(ledger: Ledger, rng: Rng): Promise<void> {
  const { seats, prices } = ledger.state();
  const submissions = seats.flatMap(({ orders, ...account }, seat) => {
    if (rng.next() < 0.3) return [];
    const fresh = Array.from({ length: 1 + Math.floor(rng.next() * 3) }, () =>
      randomOrder(rng, prices.length),
    );
    return lockedBy([...orders, ...fresh]) <= spendable(account) ? [{ seat, orders: fresh }] : [];
  });
  await ledger.submit(submissions);
}

export type RoundOutcome = 'settled' | 'unsettled' | 'refused';

/**
 * One round: orders, perhaps a cancellation, a clearing with an offer and dealer orders at random; `change`: of what is then
 * brought to the ledger, which may refuse it.
 */
export async function playRandomRound(
  ledger: Ledger,
  rng: Rng,
  solver: LpSolver,
  change?: 'prices' | 'fills',
): Promise<RoundOutcome> {
  await submitRandomOrders(ledger, rng);
  const { seats } = ledger.state();
  if (rng.next() < 0.2) await ledger.cancel(Math.floor(rng.next() * seats.length));
  const state = ledger.state();
  const offer = state.inventory.map((held) =>
    rng.next() < 0.3 ? (held * BigInt(Math.floor(rng.next() * 100))) / 100n : held,
  );
  const orders: LedgerOrder[] = [];
  if (rng.next() < 0.3) {
    // The dealer keeps some of what it offers, or sells of what it did not.
    orders.push({ bundle: offer.map((held) => held / 2n), limit: money(rng, 0, 5), kind: 'unlimited' });
    orders.push({
      bundle: offer.map((held, r) => held - state.inventory[r]!),
      limit: money(rng, -2, 0),
      kind: 'limited',
    });
  }
  try {
    const { settled } = await clearRound(
      { state, supply: { offer, orders }, costScale: 1, suspects: [] },
      change ? meddling(ledger, rng, change) : ledger,
      solver,
    );
    return settled ? 'settled' : 'unsettled';
  } catch (error) {
    if (error instanceof LedgerError) return 'refused';
    throw error;
  }
}

/**
 * Ends a market that is settled at its final prices: some seats raise their limits, then everybody pays what is due at
 * prices around the last ones.
 */
export async function settleRandomly(ledger: Ledger, rng: Rng): Promise<void> {
  const { seats, prices } = ledger.state();
  await ledger.raiseLimits(
    seats.flatMap((account, seat) => {
      const free = spendable(account) - account.locked;
      return rng.next() < 0.5
        ? []
        : [{ seat, amount: (free * BigInt(Math.floor(rng.next() * 1e3))) / 20_000n }];
    }),
  );
  await ledger.settle(prices.map((price) => (price * BigInt(Math.floor(rng.next() * 3e6))) / 1_000_000n));
}

/** Changes prices or fills of what is to be cleared. */
function meddling(ledger: Ledger, rng: Rng, change: 'prices' | 'fills'): Ledger {
  const times = (value: bigint, factor: number): bigint =>
    (value * BigInt(Math.round(factor * 1e6))) / 1_000_000n;
  const clear = (clearing: LedgerClearing): ReturnType<Ledger['clear']> => {
    const factor = 0.9 + 0.2 * rng.next();
    return change === 'prices'
      ? ledger.clear({ ...clearing, prices: clearing.prices.map((price) => times(price, factor)) })
      : ledger.clear({
          ...clearing,
          fills: clearing.fills.map((own) => own.map((fill) => times(fill, factor))),
        });
  };
  return Object.assign(Object.create(ledger) as Ledger, { clear });
}
