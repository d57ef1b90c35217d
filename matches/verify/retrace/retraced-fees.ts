import { moneyNearest, quantitiesToNumbers } from '#market/ledger/units.js';
import type { FullReport } from '#market/match/report/full-report.js';
import type { PlayedMatch } from '#market/match/play-match.js';
import type { MatchReport } from '#market/match/report/report.js';
import { accountInUnits, gainShares, payingFees } from '#market/referee/gain-account.js';
import { UnlawfulRecord } from '../differences/unlawful-record.js';

/** Money: quantities are rounded to 1e-9, plans solved to 1e-7. */
const ROUNDING = 1e-6;

/**
 * The account of a retraced match with the fees that its record tells: they rest on which of several optimal plans
 * a seat has. None can be on more than its seat took from the market. `each`: m, money per unit. Throws `UnlawfulRecord`.
 */
export function withFeesOf(
  told: MatchReport,
  retraced: FullReport,
  { opening, closing }: PlayedMatch,
  each: Float64Array,
): FullReport {
  told.perSeat.forEach(({ fees }, seat) => {
    const [before, after] = [opening, closing].map(({ seats }) =>
      quantitiesToNumbers(seats[seat]!.allocation),
    );
    const most = each.reduce((sum, fee, r) => sum + fee * Math.max(0, after![r]! - before![r]!), ROUNDING);
    if (fees < 0 || fees > most) throw new UnlawfulRecord(`report.perSeat[${seat}].fees`);
  });
  if (told.perSeat.reduce((sum, { fees }) => sum + fees, 0) !== told.fees)
    throw new UnlawfulRecord('report.fees');
  const account = payingFees(retraced.account, feesOf(told) - feesOf(retraced));
  const shares = gainShares(account, retraced.baseline);
  return { ...retraced, account: accountInUnits(account), gainShares: shares };
}

function feesOf({ perSeat }: MatchReport): bigint {
  return perSeat.reduce((sum, { fees }) => sum + moneyNearest(fees), 0n);
}
