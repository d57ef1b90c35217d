import type { DrawnMarket } from '#leagues/scenario-files/scenario.js';
import { moneyNearest, QUANTITY_SCALE } from '#market/ledger/units.js';
import type { PlayedMatch } from '#market/match/play-match.js';
import type { MatchReport } from '#market/match/report.js';

/** Money units: as the fees of a seat are told, in floating point, and each line of a bill to the unit. */
const ROUNDING = 10n ** 12n;

/** Whether matches of a market tell what was collected of its fees. */
export function collectsFees({ chain, community, rolling }: DrawnMarket): boolean {
  return chain?.collectFees === true && community !== undefined && !rolling;
}

/**
 * What of the collected fees of a match that is not replayed cannot be, as a path; null: nothing. How much of what a home bought is local rests on
 * which of several optimal plans everybody has; but a bill is paid as a whole by whoever has the money, and nobody else; it is of no more than the
 * seat's fees; receivers are the scenario's; and what is due goes to them in the shares of its prices.
 */
export function impossibleFees(
  { chain: { fees }, perSeat }: Pick<MatchReport, 'chain' | 'perSeat'>,
  { opening, closing }: Pick<PlayedMatch, 'opening' | 'closing'>,
  drawn: DrawnMarket,
): string | null {
  if (!fees) return null;
  const { billing, households } = drawn.community!;
  const charged = billing.lines.filter(({ flow }) => flow === 'local');
  for (const [seat, { fees: told }] of perSeat.entries()) {
    const [paid, unpaid] = [BigInt(fees.paid[seat] ?? 0), BigInt(fees.unpaid[seat] ?? 0)];
    const { cash } = closing.seats[seat]!;
    const most = seat < households.length ? moneyNearest(told) + ROUNDING : 0n;
    if (paid > cash || paid > most) return `chain.fees.paid[${seat}]`;
    const isOwed = unpaid > cash && unpaid <= most && paid === 0n;
    if (unpaid !== 0n && !isOwed) return `chain.fees.unpaid[${seat}]`;
  }
  // What homes took from the market and the grid did not bring is local.
  const { participants } = drawn.instance;
  const grid = participants.findIndex((one) => one.role === 'grid');
  const ofGrid = drawn.fees.reduce((sum, fee, r) => {
    const [before, after] = [opening, closing].map(({ seats }) => Number(seats[grid]?.allocation[r] ?? 0));
    return sum + (fee * Math.max(0, before! - after!)) / QUANTITY_SCALE;
  }, 0);
  const told = perSeat.reduce((sum, one) => sum + one.fees, 0);
  const due = [...fees.paid, ...fees.unpaid].reduce((sum, amount) => sum + BigInt(amount), 0n);
  if (due + ROUNDING * BigInt(perSeat.length) < moneyNearest(Math.max(0, told - ofGrid)))
    return 'chain.fees.paid';
  const all = fees.receivers.reduce((sum, { amount }) => sum + BigInt(amount), 0n);
  const isOdd = ({ receiver, amount }: (typeof fees.receivers)[number], i: number): boolean => {
    const before = fees.receivers[i - 1];
    if (before && before.receiver >= receiver) return true;
    const [low, high] = sharesOf(receiver, charged);
    const part = Number(amount) / Number(all);
    return all > 0n && !(part >= low - SHARE_ROUNDING && part <= high + SHARE_ROUNDING);
  };
  const odd = fees.receivers.findIndex(isOdd);
  return odd < 0 ? null : `chain.fees.receivers[${odd}]`;
}

const SHARE_ROUNDING = 1e-6;

/** The least and the most of what a kWh is charged in some period that goes to a receiver; nothing where it is none. */
function sharesOf(
  receiver: string,
  charged: NonNullable<DrawnMarket['community']>['billing']['lines'],
): [low: number, high: number] {
  const own = charged.filter((line) => line.receiver === receiver);
  if (own.length === 0) return [Infinity, -Infinity];
  const sum = (lines: typeof charged, t: number): number =>
    lines.reduce((total, { prices }) => total + prices[t]!, 0);
  const parts = Array.from(own[0]!.prices, (_, t) => sum(own, t) / sum(charged, t)).filter(Number.isFinite);
  return [Math.min(...parts), Math.max(...parts)];
}
