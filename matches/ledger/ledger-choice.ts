import { randomBytes } from 'node:crypto';
import type { ChainConditions } from '#contracts/service/chain-conditions.js';
import type { ChainSource } from '#contracts/service/chain.port.js';
import type { ScenarioChain } from '#leagues/scenario-files/scenario.js';
import { messageOf } from '#market/errors.js';
import { InputError } from '../input-error.js';
import { foreignConditions } from './chain-conduct.js';

/** Where ledgers are kept: in memory, on a chain that is started for them (run by Hardhat or anvil), or on the one of a JSON-RPC endpoint. */
export type LedgerChoice = 'memory' | 'embedded' | 'anvil' | `http${string}`;

/** Reads what the command line was given. Throws `InputError`. */
export function ledgerChoice(text: string): LedgerChoice {
  if (text === 'embedded' || text === 'anvil' || text === 'memory') return text;
  if (/^https?:\/\//.test(text)) return text as LedgerChoice;
  throw new InputError(
    `--chain: "${text}" is none of embedded, anvil, memory, or the URL of a JSON-RPC endpoint`,
  );
}

/** A chain to keep ledgers on, and the secret from which their accounts are derived. */
export interface OpenedChain {
  readonly source: ChainSource;
  readonly secret: string;
}

/** Whether the chain is one of our own, under conditions that a scenario may set. */
export function isEmbedded(choice: LedgerChoice): choice is 'embedded' | 'anvil' {
  return choice === 'embedded' || choice === 'anvil';
}

/**
 * The chain of a choice, to be closed; null: there is none, ledgers are kept in memory. An endpoint is used as
 * CHAIN_OPERATOR_KEY and CHAIN_CONFIRMATIONS of the environment say. Throws `InputError`.
 */
export async function openChain(
  choice: LedgerChoice,
  conditions?: ChainConditions,
): Promise<OpenedChain | null> {
  if (choice === 'memory') return null;
  // What speaks with chains takes long to load.
  if (isEmbedded(choice)) {
    const { EmbeddedChain, embeddedSecret } = await import('#contracts/service/embedded-chain.js');
    const engine = choice === 'anvil' ? 'anvil' : 'hardhat';
    return {
      source: new EmbeddedChain({ engine, ...(conditions && { conditions }) }),
      secret: embeddedSecret,
    };
  }
  const { ExternalChain } = await import('#contracts/service/foreign/external-chain.js');
  const { endpointAccess } = await import('#contracts/service/foreign/endpoint-settings.js');
  // Whoever knows it takes what the seats hold there.
  const secret = randomBytes(32).toString('hex');
  try {
    const access = endpointAccess(process.env);
    return { source: await ExternalChain.connect({ url: choice, secret, ...access }), secret };
  } catch (error) {
    throw new InputError(`--chain: ${choice} cannot be used: ${messageOf(error)}`);
  }
}

/** What of a scenario's section `chain` does not apply where the ledger is kept. */
export function chainNotices(choice: LedgerChoice, chain: ScenarioChain = {}): string[] {
  if (isEmbedded(choice)) return [];
  if (choice === 'memory')
    return (chain.gasPrice ?? 0n) > 0n
      ? ['chain.gasPrice: the ledger in memory has no gas, so nobody pays for it']
      : [];
  const foreign = foreignConditions(chain);
  return foreign.length === 0
    ? []
    : [`${foreign.join(', ')}: not used, the endpoint decides; gas costs what it asks`];
}
