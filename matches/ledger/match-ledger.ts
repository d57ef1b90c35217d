import { ChainLedger } from '#contracts/client/chain-ledger.js';
import { EmbeddedChain } from '#contracts/service/embedded-chain.js';
import { ExternalChain } from '#contracts/service/external-chain.js';
import { repeatOnChainLoss } from '#contracts/service/repeat-on-chain-loss.js';
import type { ChainSource } from '#contracts/service/chain.port.js';
import type { DrawnMarket, ScenarioChain } from '#leagues/scenario-files/scenario.js';
import type { Ledger } from '#market/ledger/ledger.port.js';
import { MemoryLedger } from '#market/ledger/memory-ledger.js';
import { logged } from './match-logs.js';
import { conditionsOf, ledgerOptions } from './chain-conduct.js';
import { narrowChain } from './narrow-chain.js';
import { InputError } from '../input-error.js';

/** Where a match keeps its ledger: the embedded chain, memory, or the JSON-RPC endpoint at a URL. */
export type ChainChoice = 'embedded' | 'memory' | `http${string}`;

/** Reads what the command line was given. Throws `InputError`. */
export function chainChoice(text: string): ChainChoice {
  if (text === 'embedded' || text === 'memory') return text;
  if (/^https?:\/\//.test(text)) return text as ChainChoice;
  throw new InputError(`--chain: "${text}" is none of embedded, memory, or the URL of a JSON-RPC endpoint`);
}

/** The ledger a match is wanted on. */
export interface LedgerRequest {
  readonly choice: ChainChoice;
  /** id of the match; its accounts derive from it */
  readonly match: string;
  /** as the user named it, for what is wrong with its section `chain` */
  readonly scenario: string;
  readonly drawn: DrawnMarket;
  /** where the match's transactions are written */
  readonly log: string;
}

/**
 * Plays with a fresh ledger of the chosen kind; a chain that is lost under the match is started anew and
 * the match repeated. Whatever was started is stopped. On a chain the transactions are logged, also those
 * of a match that fails. Throws `InputError` where the scenario's chain is too narrow for the match.
 */
export async function withLedger<T>(
  request: LedgerRequest,
  play: (ledger: Ledger) => Promise<T>,
): Promise<T> {
  const { choice, match, scenario, drawn, log } = request;
  const { chain, instance } = drawn;
  if (choice === 'memory') return play(new MemoryLedger());
  const names = {
    resources: instance.resources.map(({ id }) => id),
    seats: instance.participants.map(({ id }) => id),
  };
  const source = await openChain(choice, chain);
  try {
    return await repeatOnChainLoss(source, (lease) =>
      logged(log, names, (onTransaction) =>
        play(new ChainLedger(lease, { ...ledgerOptions(lease, drawn, match), onTransaction })),
      ),
    );
  } catch (error) {
    const narrow = narrowChain(error, instance);
    throw narrow ? new InputError(`${scenario}: ${narrow.field}: ${narrow.reason}`) : error;
  } finally {
    await source.close();
  }
}

async function openChain(
  choice: Exclude<ChainChoice, 'memory'>,
  chain: ScenarioChain | undefined,
): Promise<ChainSource> {
  if (choice === 'embedded') return new EmbeddedChain({ conditions: conditionsOf(chain) });
  try {
    return await ExternalChain.connect({ url: choice, secret: 'gridleague play' });
  } catch (error) {
    throw new InputError(
      `--chain: ${choice} cannot be used: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
