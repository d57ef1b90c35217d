import type { DrawnMarket } from '#leagues/scenario-files/scenario.js';
import type { Community } from '#market/energy/community.js';
import type { CollectedFees } from '#market/ledger/local-fees.js';
import { moneyNearest, QUANTITY_SCALE } from '#market/ledger/units.js';
import type { PlayedMatch } from '#market/match/play-match.js';
import type { MatchReport } from '#market/match/report/report.js';

/** Money units: as the fees of a seat are told, in floating point, and each line of a bill to the unit. */
const ROUNDING = 10n ** 12n;

/** Whether matches of a market tell what was collected of its fees. */
export function collectsFees({ chain, community, rolling }: DrawnMarket): boolean {
  return chain?.collectFees === true && (community ?? rolling) !== undefined;
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
  const { households } = drawn.community!;
  const most = perSeat.map(({ fees: told }, seat) =>
    seat < households.length ? moneyNearest(told) + ROUNDING : 0n,
  );
  const unpayable = unpayableFees(fees, closing.seats, most);
  if (unpayable !== null) return `chain.fees.${unpayable}`;
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
  const odd = oddReceiver(fees, drawn.community!);
  return odd === null ? null : `chain.fees.${odd}`;
}

/** What seats with so much cash, that owe no more than `most`, cannot have paid, as a path; null: nothing. */
export function unpayableFees(
  { paid, unpaid }: CollectedFees,
  seats: readonly { readonly cash: bigint }[],
  most: readonly bigint[],
): string | null {
  for (const [seat, { cash }] of seats.entries()) {
    const [gave, owes] = [BigInt(paid[seat] ?? 0), BigInt(unpaid[seat] ?? 0)];
    if (gave < 0n || gave > cash || gave > most[seat]!) return `paid[${seat}]`;
    if (owes !== 0n && !(owes > cash && owes <= most[seat]! && gave === 0n)) return `unpaid[${seat}]`;
  }
  return null;
}

/** The first receiver that a community has not, or that did not get its share, as a path; null: none. */
export function oddReceiver(
  { receivers }: CollectedFees,
  { billing }: Pick<Community, 'billing'>,
): string | null {
  const charged = billing.lines.filter(({ flow }) => flow === 'local');
  const all = receivers.reduce((sum, { amount }) => sum + BigInt(amount), 0n);
  const isOdd = ({ receiver, amount }: (typeof receivers)[number], i: number): boolean => {
    const before = receivers[i - 1];
    if (before && before.receiver >= receiver) return true;
    const [low, high] = sharesOf(receiver, charged);
    const part = Number(amount) / Number(all);
    return all > 0n && !(part >= low - SHARE_ROUNDING && part <= high + SHARE_ROUNDING);
  };
  const odd = receivers.findIndex(isOdd);
  return odd < 0 ? null : `receivers[${odd}]`;
}

const SHARE_ROUNDING = 1e-6;

/** The least and the most of what a kWh is charged in some period that goes to a receiver; nothing where it is none. */
function sharesOf(receiver: string, charged: Community['billing']['lines']): [low: number, high: number] {
  const own = charged.filter((line) => line.receiver === receiver);
  if (own.length === 0) return [Infinity, -Infinity];
  const sum = (lines: typeof charged, t: number): number =>
    lines.reduce((total, { prices }) => total + prices[t]!, 0);
  const parts = Array.from(own[0]!.prices, (_, t) => sum(own, t) / sum(charged, t)).filter(Number.isFinite);
  return [Math.min(...parts), Math.max(...parts)];
}
