import { ChainLedger } from '#contracts/client/chain-ledger.js';
import { ChainError } from '#contracts/service/chain-error.js';
import { freeChain } from '#contracts/service/chain-conditions.js';
import { EmbeddedChain } from '#contracts/service/embedded-chain.js';
import { ExternalChain } from '#contracts/service/external-chain.js';
import { repeatOnChainLoss } from '#contracts/service/repeat-on-chain-loss.js';
import type { ChainSource } from '#contracts/service/chain.port.js';
import type { DrawnMarket, ScenarioChain } from '#leagues/scenario-files/scenario.js';
import type { Ledger } from '#market/ledger/ledger.port.js';
import { MemoryLedger } from '#market/ledger/memory-ledger.js';
import { moneyDown, moneyToNumber } from '#market/ledger/units.js';
import { logged } from '../chain/match-logs.js';
import { InputError } from '../input-error.js';
import { currencyOf } from './report/currency.js';

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

/** Money each account has for gas where the scenario does not say. */
const USUAL_GAS_MONEY = 10;

/**
 * Plays with a fresh ledger of the chosen kind; a chain that is lost under the match is started anew and
 * the match repeated. Whatever was started is stopped. On a chain the transactions are logged, also those
 * of a match that fails. Throws `InputError` where the scenario's chain is too narrow for the match.
 */
export async function withLedger<T>(
  request: LedgerRequest,
  play: (ledger: Ledger) => Promise<T>,
): Promise<T> {
  const { choice, match, drawn, log } = request;
  const { chain = {}, rules, instance } = drawn;
  if (choice === 'memory') return play(new MemoryLedger());
  const names = {
    resources: instance.resources.map(({ id }) => id),
    seats: instance.participants.map(({ id }) => id),
  };
  const options = {
    match,
    roundCap: rules.roundCap,
    gasPurse: gasPurse(choice, chain),
    ...(chain.verification && { verification: chain.verification }),
  };
  const source = await openChain(choice, chain);
  try {
    return await repeatOnChainLoss(source, (lease) =>
      logged(log, names, (onTransaction) => play(new ChainLedger(lease, { ...options, onTransaction }))),
    );
  } catch (error) {
    throw tooNarrow(error, request) ?? error;
  } finally {
    await source.close();
  }
}

function gasPurse(choice: ChainChoice, { gasPrice = 0n, cash }: ScenarioChain): bigint {
  const free = choice === 'embedded' && gasPrice === 0n;
  return moneyDown(cash ?? (free ? 0 : USUAL_GAS_MONEY));
}

async function openChain(
  choice: Exclude<ChainChoice, 'memory'>,
  { blockTime, gasPrice, blockGasLimit }: ScenarioChain,
): Promise<ChainSource> {
  if (choice === 'embedded')
    return new EmbeddedChain({
      conditions: {
        blockTime: blockTime ?? freeChain.blockTime,
        gasPrice: gasPrice ?? freeChain.gasPrice,
        blockGasLimit: blockGasLimit ?? freeChain.blockGasLimit,
      },
    });
  try {
    return await ExternalChain.connect({ url: choice, secret: 'gridleague play' });
  } catch (error) {
    throw new InputError(
      `--chain: ${choice} cannot be used: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

/** What the user can mend by a wider section `chain`. */
function tooNarrow(error: unknown, { scenario, drawn }: LedgerRequest): InputError | null {
  if (!(error instanceof ChainError)) return null;
  if (error.code === 'block-gas-limit')
    return new InputError(`${scenario}: chain.blockGasLimit: too small for this match: ${error.message}`);
  if (error.code === 'insufficient-funds') {
    const reason = weiAsMoney(error.message, currencyOf(drawn.instance));
    return new InputError(`${scenario}: chain.cash: an account cannot pay for its gas: ${reason}`);
  }
  return null;
}

/** A node's words with its amounts as money; what is too short to be an amount worth telling stays. */
function weiAsMoney(words: string, currency: string): string {
  return words.replace(/\b\d{10,}\b/g, (wei) => `${moneyToNumber(BigInt(wei))} ${currency}`);
}
