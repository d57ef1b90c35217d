import { moneyNearest } from '../../ledger/units.js';
import { accountInUnits, gainAccount, gainShares } from '../../referee/gain-account.js';
import { measure } from '../../referee/measures.js';
import type { MatchReport } from './report.js';

/** A report by the rules of today: with its baseline and the account of its gain. */
export type FullReport = MatchReport & Required<Pick<MatchReport, 'baseline' | 'account' | 'gainShares'>>;

/** Of a report that a release before 0.3 wrote: measured anew, from grid only, and with an account of its gain. */
export function fullReport(report: MatchReport): FullReport {
  if (isFull(report)) return report;
  const { noTrade, optimum, cost, gapPerRound, references, perSeat, dealerCash } = report;
  const baseline = references.gridOnly ?? noTrade;
  const unitThen = 1 / measure({ from: noTrade, optimum }, cost, [{ gap: 1 }]).gap;
  const rounds = gapPerRound.map((gap) => ({ gap: (gap ?? Infinity) * unitThen }));
  const { shareOf, ...measures } = measure({ from: baseline, optimum }, cost, rounds);
  const seats = perSeat.map(({ payment, gas, ...seat }) => {
    return { ...seat, payment: moneyNearest(payment), gas: moneyNearest(gas) };
  });
  const income = seats.reduce((sum, { payment }) => sum + payment, 0n);
  const gas = income - moneyNearest(dealerCash);
  const account = gainAccount(seats, { income, gas, plantIncome: noTrade - baseline });
  return {
    ...{ ...report, baseline, ...measures },
    perSeat: perSeat.map((seat) => ({ ...seat, surplusShare: shareOf(seat.saving) })),
    ...{ account: accountInUnits(account), gainShares: gainShares(account, baseline) },
  };
}

function isFull(report: MatchReport): report is FullReport {
  return report.baseline !== undefined;
}
