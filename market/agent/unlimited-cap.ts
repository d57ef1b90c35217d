import { LARGEST_QUANTITY } from '../ledger/units.js';

/** Share of the free money that one unlimited order may lock: later orders need the rest. */
const MONEY_SHARE = 1 / 4;
/** How far beyond the market's apparent size a single order may reach. */
const REACH = 10;
/** Rounding prices to ledger units can add this much money per unit of quantity (ledger.port.ts, lockOf). */
const ROUNDING = 1e-9;

/**
 * The largest multiple of an unlimited bundle that an agent should offer:
 *
 *     cap = min( REACH * agents * max(1, largest holding) / largest entry of the bundle,
 *                free cash * MONEY_SHARE / value   where it pays for the bundle )
 *
 * The first bound keeps money and proof finite. It grows with what the agent holds, so a market
 * larger than it appears is reached geometrically within a few trades. 0 without money.
 */
export function unlimitedCap(input: {
  /** m, per unit */
  readonly bundle: Float64Array;
  /** money per unit */
  readonly value: number;
  /** free money */
  readonly cash: number;
  readonly agents: number;
  /** m */
  readonly allocation: Float64Array;
}): number {
  const { bundle, value, cash, agents, allocation } = input;
  const entry = bundle.reduce((most, quantity) => Math.max(most, Math.abs(quantity)), 0);
  const holding = allocation.reduce((most, quantity) => Math.max(most, Math.abs(quantity)), 1);
  const byQuantity = Math.min(REACH * agents * holding, LARGEST_QUANTITY) / entry;
  const price = value + ROUNDING * bundle.reduce((sum, quantity) => sum + Math.abs(quantity), 0);
  if (price <= 0) return byQuantity;
  return Math.min(byQuantity, (Math.max(0, cash) * MONEY_SHARE) / price);
}
