import type { TransactionTally } from '#contracts/client/transaction-tally.js';
import type { Chain } from '#contracts/service/chain.port.js';
import type { Auction } from '#leagues/scenario-files/auction/auction.js';
import type { AuctionMarket, BidPeriods } from '#market/double-auction/bid-periods.js';
import type { LedgerSummary } from '#market/ledger/ledger.port.js';
import { InputError } from '../../../input-error.js';
import type { LedgerRequest } from '../../../ledger/match-ledger.js';

/** What bidders have ordered. */
export interface OrderedAuction {
  readonly market: AuctionMarket;
  readonly bid: BidPeriods;
}

/**
 * Has the contract close what has been bid, period by period, where the ledger is wanted on a chain. Throws `InputError` for a chain
 * whose blocks nobody here makes.
 */
export async function auctionLedger(
  { market, bid }: OrderedAuction,
  { chain, scenario, match }: Pick<LedgerRequest, 'chain' | 'scenario' | 'match'>,
): Promise<LedgerSummary> {
  if (!chain) return { network: 'memory', contract: null, transactions: 0, gas: 0, blocks: 0 };
  // What speaks with chains takes long to load.
  const [{ repeatOnChainLoss }, { TransactionTally }, { playOnChain }] = await Promise.all([
    import('#contracts/service/repeat-on-chain-loss.js'),
    import('#contracts/client/transaction-tally.js'),
    import('./play-on-chain.js'),
  ]);
  const { rule, grid, agents } = market;
  const periods = bid.periods.map((period, t) => ({ ...period, grid: grid[t]!, funds: new Map() }));
  const auction: Auction = { id: match, seed: null, pricing: 'highest-ask', rule, agents, periods };
  return repeatOnChainLoss(chain, async (lease) => {
    if (lease.network !== 'embedded')
      throw new InputError(`${scenario}: a double auction is kept on the embedded chain, or in memory`);
    const tally = new TransactionTally();
    const onChain = await playOnChain(auction, tallied(lease, tally));
    const { contract, operator, accounts } = onChain;
    const senders = [...agents.map((agent) => accounts.get(agent.id)!), operator];
    return tally.summary(lease, contract, senders);
  });
}

function tallied(chain: Chain, tally: TransactionTally): Chain {
  return {
    ...chain,
    execute: async (match, transactions, notBefore) => {
      const receipts = await chain.execute(match, transactions, notBefore);
      receipts.forEach((receipt, n) => tally.add(transactions[n]!, receipt));
      return receipts;
    },
  };
}
