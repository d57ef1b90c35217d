import type { ChainAddress } from '#matches/verify/anchored-root.js';
import { InputError } from '#matches/input-error.js';
import { playAll, usualWorkers } from '#matches/workers/play-league.js';
import { tellTrouble } from '../terminal/tell-trouble.js';
import type { ServerOptions } from './server-client.js';
import type { BundleCheck } from '#matches/verify/verify-bundle.js';

export interface VerifyOptions extends ServerOptions {
  readonly workers?: number;
  /** of the chain on which the root is looked up */
  readonly chain?: string;
  readonly registry?: string;
  readonly seed?: string;
  readonly league?: string;
  readonly scenario?: readonly string[];
  /** 0 to 1 */
  readonly allowUnverified: number;
  readonly json?: boolean;
}

/** What the options ask of a bundle. Throws `InputError`. */
export function bundleCheck({ workers, seed, scenario, ...options }: VerifyOptions): BundleCheck {
  return {
    replay: (tasks, on) =>
      playAll(tasks, { ...on, workers: workers ?? usualWorkers(), onTrouble: tellTrouble }),
    scenarios: scenario ?? [],
    chain: chainOf(options),
    secret: seed,
  };
}

function chainOf({ chain, registry }: Pick<VerifyOptions, 'chain' | 'registry'>): ChainAddress | undefined {
  if (chain === undefined) {
    if (registry !== undefined) throw new InputError('--registry needs --chain <url>: where to ask it');
    return undefined;
  }
  if (!URL.canParse(chain)) throw new InputError(`--chain ${chain}: is no address`);
  if (registry !== undefined && !/^0x[0-9a-fA-F]{40}$/.test(registry))
    throw new InputError(`--registry ${registry}: is no address of a contract`);
  return { url: chain, ...(registry !== undefined && { registry }) };
}
