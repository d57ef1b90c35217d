import type { ReportedChain, SenderCost } from '#contracts/client/transaction-tally.js';
import type { MatchRecord, RoundRecord, RoundTransaction } from '#market/match/report/report.js';
import { gasOrigin } from './gas.js';
import { jsonDifference } from './json-difference.js';

/** Rounds without what the chain has to do with them, which no replay in memory gives again. */
export function withoutTransactions(rounds: readonly RoundRecord[]): RoundRecord[] {
  return rounds.map(({ transactions: _, ...round }) => round);
}

/**
 * The first round whose transactions cannot be, as a path; null: none. Every settled round has one clearing; what rounds took is no more
 * than what the report says of their senders and blocks, and no transaction comes twice. Records of earlier builds have none.
 */
export function impossibleTransactions({ report, rounds }: MatchRecord): string | null {
  if (rounds.every(({ transactions }) => transactions === undefined)) return null;
  const { chain, perSeat } = report;
  const left = ((chain.senders ?? []) as readonly SenderCost[]).map(({ transactions, gas }) => ({
    transactions,
    gas,
  }));
  const blocks = chain as ReportedChain;
  // Markets in a row may have lived on several chains.
  const isOne = chain.contracts === undefined;
  let block = isOne ? (blocks.firstBlock ?? 0) : 0;
  const last = isOne ? (blocks.lastBlock ?? Infinity) : Infinity;
  const hashes = new Set<string>();
  const fits = (one: RoundTransaction): boolean => {
    if (hashes.has(one.hash) || one.block > last || (isOne && one.block < block)) return false;
    hashes.add(one.hash);
    block = one.block;
    if (one.sender === 'operator') return true;
    const spent = left[one.sender === 'dealer' ? perSeat.length : one.sender];
    if (!spent || (one.sender !== 'dealer' && one.sender >= perSeat.length)) return false;
    spent.transactions--;
    spent.gas -= one.gas;
    return spent.transactions >= 0 && spent.gas >= 0;
  };
  const index = rounds.findIndex(({ transactions, settled }) => {
    if (!transactions || chain.contract === null) return true;
    const clearings = transactions.filter(({ kind }) => kind === 'clear').length;
    return clearings > 1 || (settled && clearings === 0) || !transactions.every(fits);
  });
  return index < 0 ? null : `rounds[${index}].transactions`;
}

/** What a replay on the same kind of chain says of what rounds took, but for blocks and hashes; null: the same, or it cannot say. */
export function transactionsDifference(then: MatchRecord, now: MatchRecord): string | null {
  if (gasOrigin(then.report.chain) !== 'derived' || now.report.chain.contract === null) return null;
  const lasting = (record: RoundRecord | undefined): object =>
    (record?.transactions ?? []).map(({ kind, sender, gas }) => ({ kind, sender, gas }));
  const index = then.rounds.findIndex(
    (round, k) => round.transactions && jsonDifference(lasting(round), lasting(now.rounds[k])) !== null,
  );
  return index < 0 ? null : `rounds[${index}].transactions`;
}
