import { FULL_FILL, quantitiesNearest } from '#market/ledger/units.js';
import { lockedBy, type Ledger, type LedgerOpening, type LedgerOrder } from '#market/ledger/ledger.port.js';
import type { LpSolver } from '#market/lp/lp-solver.port.js';
import { clearRound } from '#market/match/clearing-round.js';
import type { Rng } from '#market/rng.js';

const vector = (rng: Rng, m: number, low: number, high: number): bigint[] =>
  quantitiesNearest(Array.from({ length: m }, () => low + (high - low) * rng.next()));

const money = (rng: Rng, low: number, high: number): bigint =>
  BigInt(Math.round((low + (high - low) * rng.next()) * 1e9)) * 1_000_000_000n;

/** A market with quantities and cash at random: k seats, m resources. */
export function randomOpening(rng: Rng, k: number, m: number): LedgerOpening {
  return {
    seats: Array.from({ length: k }, () => ({ allocation: vector(rng, m, 0, 10), cash: money(rng, 0, 500) })),
    dealer: { inventory: vector(rng, m, 0, 5), cash: money(rng, 100_000, 200_000) },
    prices: vector(rng, m, 0, 3),
  };
}

/** Buys, sells, swaps; whole-number quantities now and then, for ties. */
export function randomOrder(rng: Rng, m: number): LedgerOrder {
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
  const submissions = seats.flatMap(({ orders, cash }, seat) => {
    if (rng.next() < 0.3) return [];
    const fresh = Array.from({ length: 1 + Math.floor(rng.next() * 3) }, () =>
      randomOrder(rng, prices.length),
    );
    return lockedBy([...orders, ...fresh]) <= cash ? [{ seat, orders: fresh }] : [];
  });
  await ledger.submit(submissions);
}

/** One round: orders, perhaps a cancellation, a clearing with an offer and dealer orders at random. */
export async function playRandomRound(ledger: Ledger, rng: Rng, solver: LpSolver): Promise<boolean> {
  await submitRandomOrders(ledger, rng);
  const { seats, prices } = ledger.state();
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
  const result = await clearRound(ledger, state, { offer, orders }, 1, solver);
  return result.settled && prices.length > 0;
}

/** A fill of `part` in 1e-18. */
export function fillOf(part: number): bigint {
  return (FULL_FILL * BigInt(Math.round(part * 1e6))) / 1_000_000n;
}
