import { keccak256, toUtf8Bytes } from 'ethers';
import type { Chain } from '../service/chain.port.js';
import { contract } from '../abi/artifacts.js';
import { refusalError } from '../abi/contract-errors.js';
import { decoded } from './decoded.js';

const registry = contract('ResultsRegistry').interface;
const ANCHOR_GAS = 150_000;

/** A named hash: a match and its result hash, a submission and its file's sha256 (0x-hex, 32 bytes). */
export interface NamedHash {
  readonly name: string;
  readonly hash: string;
}

/** What is anchored of one league run: the roots of its two Merkle trees (0x-hex). */
export interface RunAnchor {
  readonly run: string;
  readonly matches: string;
  readonly submissions: string;
}

/** Where an anchor went; together with a Merkle proof this is a receipt. */
export interface AnchorReceipt {
  readonly network: string;
  readonly epoch: number;
  readonly registry: string;
  readonly transaction: string;
  readonly block: number;
}

/** The ResultsRegistry contract of a chain. */
export class ResultsRegistry {
  constructor(private readonly chain: Chain) {}

  /** Writes a run's roots, once; a second time throws `RevertedCallError` (AlreadyAnchored). */
  async anchor({ run, matches, submissions }: RunAnchor): Promise<AnchorReceipt> {
    const { operator, deployment, network, epoch } = this.chain;
    const data = registry.encodeFunctionData('anchor', [nameHash(run), matches, submissions]);
    const [receipt] = await this.chain.execute('results', [
      { from: operator, to: deployment.registry, data, gas: ANCHOR_GAS },
    ]);
    if (receipt!.revert !== null) throw refusalError(receipt!.revert);
    return {
      network,
      epoch,
      registry: deployment.registry,
      transaction: receipt!.hash,
      block: receipt!.block,
    };
  }

  /** What the chain has of a run; null: nothing. */
  async anchorOf(run: string): Promise<Omit<RunAnchor, 'run'> | null> {
    return anchorOf(this.chain, this.chain.deployment.registry, run);
  }

  /** Asks the contract whether a match ended with this result hash. */
  async verifyMatch(run: string, { name, hash }: NamedHash, proof: readonly string[]): Promise<boolean> {
    const [holds] = await this.call('verifyMatch', nameHash(run), nameHash(name), hash, proof);
    return holds as boolean;
  }

  /** Asks the contract whether exactly this file played in the run. */
  async verifySubmission(run: string, { name, hash }: NamedHash, proof: readonly string[]): Promise<boolean> {
    const [holds] = await this.call('verifySubmission', nameHash(run), nameHash(name), hash, proof);
    return holds as boolean;
  }

  private async call(method: string, ...values: unknown[]): Promise<readonly unknown[]> {
    const data = registry.encodeFunctionData(method, values);
    return decoded(registry, method, await this.chain.call(this.chain.deployment.registry, data));
  }
}

/** What a registry has of a run; null: nothing. */
export async function anchorOf(
  chain: Pick<Chain, 'call'>,
  address: string,
  run: string,
): Promise<Omit<RunAnchor, 'run'> | null> {
  const data = registry.encodeFunctionData('anchors', [nameHash(run)]);
  const [matches, submissions] = decoded(registry, 'anchors', await chain.call(address, data));
  return /^0x0*$/.test(matches as string)
    ? null
    : { matches: matches as string, submissions: submissions as string };
}

/** The contract knows names by their hash. */
function nameHash(name: string): string {
  return keccak256(toUtf8Bytes(name));
}

/**
 * Puts the platform's log of anchors back onto a chain that lost them (a new epoch): afterwards every
 * receipt verifies against the live chain. Returns how many were missing.
 */
export async function restoreAnchors(chain: Chain, log: readonly RunAnchor[]): Promise<number> {
  const registry = new ResultsRegistry(chain);
  let missing = 0;
  for (const entry of log) {
    if (await registry.anchorOf(entry.run)) continue;
    await registry.anchor(entry);
    missing++;
  }
  return missing;
}
