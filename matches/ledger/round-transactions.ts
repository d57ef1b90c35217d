import type { MatchTransaction } from '#contracts/client/transaction-tally.js';
import type { MatchRecord, RoundTransaction } from '#market/match/report/report.js';

type Sent = Pick<MatchTransaction, 'method' | 'hash' | 'block' | 'from' | 'gas'>;

/** Keeps what of a match's transactions belongs to which of its rounds: not those that open its market, nor those that close it. */
export class RoundTransactions {
  private readonly rounds: Sent[][] = [];
  private open: Sent[] | null = null;

  /** The market is open: what comes now is of the first round. */
  begin(): void {
    this.open = [];
  }

  add({ method, hash, block, from, gas }: Sent): void {
    this.open?.push({ method, hash, block, from, gas });
  }

  endRound(): void {
    this.rounds.push(this.open ?? []);
    this.open = [];
  }

  /** The record with its transactions; of one that was kept in memory as it is. */
  in<Record extends MatchRecord>(record: Record): Record {
    const { chain, perSeat } = record.report;
    if (chain.contract === null) return record;
    const seatOf = new Map((chain.senders ?? []).map((sender, place) => [addressOf(sender), place]));
    const senderOf = (address: string): RoundTransaction['sender'] => {
      const place = seatOf.get(address);
      if (place === undefined) return 'operator';
      return place === perSeat.length ? 'dealer' : place;
    };
    return {
      ...record,
      rounds: record.rounds.map(({ day, ...round }, index) => ({
        ...round,
        transactions: (this.rounds[index] ?? []).map(({ method, from, gas, block, hash }) => ({
          ...{ kind: method, sender: senderOf(from), gas, block, hash },
        })),
        ...(day !== undefined && { day }),
      })),
    };
  }
}

function addressOf(sender: object): string {
  return (sender as { readonly address?: string }).address ?? '';
}
