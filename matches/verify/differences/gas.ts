import type { SenderCost } from '#contracts/client/transaction-tally.js';
import type { LedgerSummary } from '#market/ledger/ledger.port.js';
import { fullReport } from '#market/match/report/full-report.js';
import { accountInUnits, gainShares, payingGas } from '#market/referee/gain-account.js';
import { moneyToNumber } from '#market/ledger/units.js';
import type { DaysOfMatch } from '#market/match/report/days-of-match.js';
import { paymentOf } from '#market/match/exact-payments.js';
import type { MatchRecord, MatchReport, RoundRecord, SeatReport } from '#market/match/report/report.js';
import { jsonDifference } from './json-difference.js';

/**
 * Where a match paid for its gas. `derived`: nowhere, or on the embedded chain at the price that its scenario
 * states; a replay on the same kind of ledger pays the same. `foreign`: on a chain whose prices nobody can
 * derive, not even those that are said to be zero; the amounts are taken from the record, what follows from them is computed, and they stay unverified.
 */
export type GasOrigin = 'derived' | 'foreign';

export function gasOrigin({ network }: LedgerSummary): GasOrigin {
  return isOurs(network) ? 'derived' : 'foreign';
}

/** Whether a ledger was kept where one can be kept here. */
export function isOurs(network: string): boolean {
  return network === 'memory' || network === 'embedded';
}

/**
 * What accounts are said to have paid on the embedded chain that a replay does not pay, as a path; null: nothing.
 * A replay in memory pays nothing, as is right where the scenario prices no gas.
 */
export function gasDifference(then: LedgerSummary, now: LedgerSummary): string | null {
  if (then.network !== 'embedded') return null;
  const again = spendings(now);
  const differs = spendings(then).findIndex((spent, index) =>
    again.length === 0 ? spent.paid !== '0' : jsonDifference(spent, again[index]) !== null,
  );
  return differs < 0 ? null : `chain.senders[${differs}]`;
}

/** Whether what was paid on the embedded chain is gas at this price (wei). */
export function isPaidAt(gasPrice: bigint, { network, senders = [] }: LedgerSummary): boolean {
  if (network !== 'embedded') return true;
  return spendings({ network, senders }).every(({ gas, paid }) => BigInt(paid) === BigInt(gas) * gasPrice);
}

/** What each account spent, whatever its address was. */
function spendings({
  senders = [],
}: Pick<LedgerSummary, 'network' | 'senders'>): Omit<SenderCost, 'address'>[] {
  return (senders as readonly SenderCost[]).map(({ transactions, gas, paid }) => ({
    transactions,
    gas,
    paid,
  }));
}

/** A replay as it would be reported, had it paid what the record says. */
export function payingGasOf(recorded: MatchReport, replayed: MatchRecord): MatchRecord {
  const { chain } = recorded;
  const { report, rounds } = replayed;
  const paidBy = (sender: number): bigint => BigInt(chain.senders?.[sender]?.paid ?? 0);
  const before = fullReport(report);
  const attainable = before.baseline - report.optimum;
  const perSeat = report.perSeat.map((seat, index): SeatReport => {
    const gas = moneyToNumber(paidBy(index));
    const saving = seat.costBefore - (seat.cost + seat.payment + gas);
    const surplusShare = seat.surplusShare === null ? null : saving / attainable;
    const wealth = report.cash[index]! - seat.cost - gas;
    return { ...seat, gas, saving, surplusShare, wealth };
  });
  const taken = report.settlement ? -BigInt(report.settlement.payments.at(-1)!) : takenIn(rounds);
  const dealerGas = paidBy(perSeat.length);
  const paidAs = (role: SeatReport['role']): bigint =>
    perSeat.reduce((sum, seat, index) => (seat.role === role ? sum + paidBy(index) : sum), 0n);
  const account = payingGas(before.account, {
    ...{
      households: paidAs('agent'),
      grid: paidAs('grid'),
      dealer: dealerGas + paidAs('storage') + paidAs('plant'),
    },
  });
  const dealerCash = moneyToNumber(taken - dealerGas);
  const shares = gainShares(account, before.baseline);
  return {
    ...replayed,
    report: {
      ...{ ...report, perSeat, dealerCash, account: accountInUnits(account), gainShares: shares },
      ...(report.days && recorded.days && { days: payingGasByDay(recorded, report.days) }),
    },
  };
}

/** Days with what the record says that each paid for gas, where that adds up to what all of them paid; else as they are. */
export function payingGasByDay({ chain, days }: MatchReport, again: DaysOfMatch): DaysOfMatch {
  const { senders = [] } = chain;
  const told = days!.perDay.map(({ gas }) => gas);
  const sums = senders.map((_, sender) =>
    told.reduce((sum, gas) => sum + BigInt(gas?.[sender] ?? 0), 0n).toString(),
  );
  const fits =
    told.length === again.perDay.length &&
    told.every((gas) => gas === undefined || (gas.length === senders.length && gas.every(isAmount))) &&
    sums.every((sum, sender) => sum === senders[sender]!.paid);
  if (!fits) return again;
  return {
    ...again,
    perDay: again.perDay.map(({ gas: _, markets, resultHash, ...day }, d) => ({
      ...day,
      ...(told[d] && { gas: told[d] }),
      ...{ markets, resultHash },
    })),
  };
}

/** Above or equal to 0. */
function isAmount(units: string): boolean {
  return BigInt(units) >= 0n;
}

/** What all trades of a match brought the dealer, in ledger units. */
function takenIn(rounds: readonly RoundRecord[]): bigint {
  return rounds.reduce(
    (sum, { prices, trades }) =>
      trades.reduce((taken, { delivered }) => taken + paymentOf(prices, delivered), sum),
    0n,
  );
}
