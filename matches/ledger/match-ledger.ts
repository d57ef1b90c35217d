import type { MatchNames } from '#contracts/client/describe-match.js';
import type { ChainLedgerOptions } from '#contracts/client/chain-ledger-options.js';
import type { ChainSource } from '#contracts/service/chain.port.js';
import { isChainLost, repeatOnChainLoss } from '#contracts/service/repeat-on-chain-loss.js';
import type { ChainLedger } from '#contracts/client/chain-ledger.js';
import type { DrawnMarket } from '#leagues/scenario-files/scenario.js';
import type { Ledger } from '#market/ledger/ledger.port.js';
import type { MarketInstance } from '#market/instance.js';
import { MemoryLedger } from '#market/ledger/memory-ledger.js';
import { InputError } from '../input-error.js';
import { blockObstacle, marketObstacle } from './chain-obstacles.js';
import { ledgerOptions } from './chain-conduct.js';
import { logged } from './match-logs.js';
import { narrowChain } from './narrow-chain.js';
import { RoundTransactions } from './round-transactions.js';

/** The ledger a match is wanted on. */
export interface LedgerRequest {
  /** null: in memory */
  readonly chain: ChainSource | null;
  /** sets its accounts apart from those of every other attempt on the chain */
  readonly match: string;
  /** what complaints about its section `chain` call the scenario */
  readonly scenario: string;
  readonly drawn: DrawnMarket;
  /** where the transactions of the match are written, also of one that fails */
  readonly log?: string;
}

type OnTransaction = NonNullable<ChainLedgerOptions['onTransaction']>;

/**
 * Plays with a fresh ledger, and with what keeps its transactions by round; where the chain is lost under the match, it is repeated
 * from its beginning. Throws `InputError` where the scenario's chain is too narrow for the match.
 */
export async function withLedger<T>(
  { chain, match, scenario, drawn, log }: LedgerRequest,
  play: (ledger: Ledger, transactions: RoundTransactions) => Promise<T>,
): Promise<T> {
  const obstacle = marketObstacle(drawn);
  if (obstacle !== null) throw new InputError(`${scenario}: ${obstacle}`);
  if (!chain) return play(new MemoryLedger(), new RoundTransactions());
  // What speaks with chains takes long to load.
  const { ChainLedger } = await import('#contracts/client/chain-ledger.js');
  let life = 0;
  try {
    return await repeatOnChainLoss(chain, (lease) => {
      const narrow = blockObstacle(drawn, lease.blockGasLimit);
      if (narrow !== null) throw new InputError(`${scenario}: ${narrow}`);
      // An earlier life may have left money on its accounts.
      const options = ledgerOptions(lease, drawn, `${match}.${++life}`);
      const begin = async (write?: OnTransaction): Promise<T> => {
        const kept = new RoundTransactions();
        const onTransaction: OnTransaction = (transaction) => {
          write?.(transaction);
          kept.add(transaction);
        };
        const ledger = new ChainLedger(lease, { ...options, onOpen: () => kept.begin(), onTransaction });
        return toItsEnd(ledger, () => play(ledger, kept));
      };
      return log === undefined ? begin() : logged(log, namesIn(drawn.instance), begin);
    });
  } catch (error) {
    const narrow = narrowChain(error, drawn.instance);
    throw narrow ? new InputError(`${scenario}: ${narrow.field}: ${narrow.reason}`) : error;
  }
}

/** On somebody else's chain a match that breaks off leaves no money behind; a chain that is lost takes nothing back. */
async function toItsEnd<T>(ledger: ChainLedger, play: () => Promise<T>): Promise<T> {
  try {
    return await play();
  } catch (error) {
    // What broke it off is told, whatever comes of that.
    if (!isChainLost(error)) await ledger.abandon().catch(() => undefined);
    throw error;
  }
}

function namesIn({ resources, participants }: MarketInstance): MatchNames {
  return { resources: resources.map(({ id }) => id), seats: participants.map(({ id }) => id) };
}
