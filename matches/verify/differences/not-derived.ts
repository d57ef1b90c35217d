import type { ReportedChain, SenderCost } from '#contracts/client/transaction-tally.js';
import type { CollectedFees } from '#market/ledger/local-fees.js';
import type { MatchReport } from '#market/match/report/report.js';
import type { OpenField } from '../field-fates.js';

/**
 * The parts of a report that no replay gives again, why not, and what they can be held against all the same.
 * Everything else is compared. None of these enters a figure: what gas costs does so only by `perSeat[].gas`
 * and `dealerCash`, which are derived (`gas.ts`).
 */
export interface NotDerived {
  readonly reason: string;
  /** what of it cannot be, as a path; null: nothing */
  readonly complaint: (report: MatchReport) => string | null;
}

export const notDerived: Readonly<Record<OpenField, NotDerived>> = {
  timing: {
    reason: 'how long it took is a fact of the machine and the day',
    complaint: ({ timing: { seconds, solverSeconds } }) =>
      solverSeconds > seconds + CLOCK_NOISE ? 'timing.solverSeconds' : null,
  },
  engine: {
    reason: 'the build that played it; named in the findings',
    complaint: () => null,
  },
  chain: {
    reason: 'addresses and blocks belong to the life of the chain it was played on; what gas cost is derived',
    complaint: chainComplaint,
  },
};

/** A field that is not derived and cannot be as it is, as a path; null: none. */
export function implausible(report: MatchReport): string | null {
  for (const { complaint } of Object.values(notDerived)) {
    const found = complaint(report);
    if (found !== null) return found;
  }
  return null;
}

/** s; two clocks are read one after the other */
const CLOCK_NOISE = 1e-3;

function chainComplaint({ chain, perSeat, days }: MatchReport): string | null {
  const { network, contract, transactions, gas, blocks, senders = [], fees, returned } = chain;
  if (fees && !addUp(fees, perSeat.length)) return 'chain.fees';
  const fields = Object.keys(chain).length - (fees ? 1 : 0);
  if (network === 'memory') {
    const isEmpty = contract === null && transactions === 0 && gas === 0 && blocks === 0;
    return isEmpty && fields === MEMORY_FIELDS ? null : 'chain';
  }
  if (contract === null) return 'chain.contract';
  const { contracts } = chain;
  if (fields !== CHAIN_FIELDS + (contracts ? 1 : 0) + (returned ? 1 : 0)) return 'chain';
  // Only money of somebody else's chain is worth returning.
  if (returned && network === 'embedded') return 'chain.returned';
  const markets = (days?.perDay ?? []).reduce((sum, day) => sum + day.markets.length, 0);
  if ((contracts?.length ?? 1) !== Math.max(1, markets)) return 'chain.contracts';
  // One account a seat and one for the dealer.
  if (senders.length !== perSeat.length + 1) return 'chain.senders';
  if (new Set(senders.map((sender) => (sender as SenderCost).address)).size !== senders.length)
    return 'chain.senders';
  const { firstBlock = 0, lastBlock = 0 } = chain as ReportedChain;
  if (blocks < 1) return 'chain.blocks';
  // Markets in a row may have lived on several chains: a match that was broken off goes on with another.
  if (!contracts && lastBlock - firstBlock + 1 < blocks) return 'chain.blocks';
  return transactions < blocks ? 'chain.transactions' : null;
}

/** What seats paid is what receivers got. */
function addUp({ paid, unpaid, receivers }: CollectedFees, seats: number): boolean {
  const sum = (amounts: readonly string[]): bigint => amounts.reduce((all, one) => all + BigInt(one), 0n);
  return (
    paid.length === seats &&
    unpaid.length === seats &&
    [...paid, ...unpaid].every((amount) => BigInt(amount) >= 0n) &&
    sum(paid) === sum(receivers.map(({ amount }) => amount))
  );
}

/** network, contract, transactions, gas, blocks */
const MEMORY_FIELDS = 5;
/** and epoch, firstBlock, lastBlock, seconds, senders; of several markets also contracts, on an endpoint also returned */
const CHAIN_FIELDS = MEMORY_FIELDS + 5;
