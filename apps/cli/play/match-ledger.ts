import { ChainLedger } from '#contracts/client/chain-ledger.js';
import { EmbeddedChain } from '#contracts/service/embedded-chain.js';
import { ExternalChain } from '#contracts/service/external-chain.js';
import { repeatOnChainLoss } from '#contracts/service/repeat-on-chain-loss.js';
import type { ChainSource } from '#contracts/service/chain.port.js';
import type { Ledger } from '#market/ledger/ledger.port.js';
import { MemoryLedger } from '#market/ledger/memory-ledger.js';
import { InputError } from '../input-error.js';

/** Where a match keeps its ledger: the embedded chain, memory, or the JSON-RPC endpoint at a URL. */
export type ChainChoice = 'embedded' | 'memory' | `http${string}`;

/** Reads what the command line was given. Throws `InputError`. */
export function chainChoice(text: string): ChainChoice {
  if (text === 'embedded' || text === 'memory') return text;
  if (/^https?:\/\//.test(text)) return text as ChainChoice;
  throw new InputError(`--chain: "${text}" is none of embedded, memory, or the URL of a JSON-RPC endpoint`);
}

/**
 * Plays with a fresh ledger of the chosen kind; a chain that is lost under the match is started anew and
 * the match repeated. Whatever was started is stopped.
 */
export async function withLedger<T>(
  choice: ChainChoice,
  match: string,
  play: (ledger: Ledger) => Promise<T>,
): Promise<T> {
  if (choice === 'memory') return play(new MemoryLedger());
  const source = await openChain(choice);
  try {
    return await repeatOnChainLoss(source, (chain) => play(new ChainLedger(chain, { match })));
  } finally {
    await source.close();
  }
}

async function openChain(choice: Exclude<ChainChoice, 'memory'>): Promise<ChainSource> {
  if (choice === 'embedded') return new EmbeddedChain();
  try {
    return await ExternalChain.connect({ url: choice, secret: 'gridleague play' });
  } catch (error) {
    throw new InputError(
      `--chain: ${choice} cannot be used: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
