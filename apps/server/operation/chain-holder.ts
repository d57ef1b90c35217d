import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Not, IsNull } from 'typeorm';
import { restoreAnchors } from '#contracts/client/results-registry.js';
import { freeChain, type SharedChain } from '#contracts/service/chain-conditions.js';
import type { ChainSource, DeployedContracts, EarlierDeployment } from '#contracts/service/chain.port.js';
import { ChainShards } from '#contracts/service/chain-shards.js';
import { embeddedSecret } from '#contracts/service/embedded-chain.js';
import { ExternalChain } from '#contracts/service/foreign/external-chain.js';
import { GridLeagueError, IncompleteInstallationError } from '#market/errors.js';
import type { ServerConfig } from '#api/settings/server-config.js';
import type { Database } from '#database/database.js';
import { writePrivate } from '#database/files/private-file.js';
import { RunEntity } from '#database/entities/run.entity.js';
import { keptText } from './kept-text.js';
import { CountedChain } from '#matches/ledger/counted-chain.js';

/** The endpoint of the settings cannot be used, now at least: its operator or ours can mend it. */
class EndpointError extends GridLeagueError {
  readonly kind = 'busy';
  readonly code = 'bad-endpoint';

  constructor(url: string, { message, cause }: Error) {
    const { host } = new URL(url);
    const root = cause instanceof Error ? (cause.cause ?? cause) : undefined;
    const why = root instanceof Error && root.message !== '' ? ` (${root.message})` : '';
    super(
      `setting CHAIN_RPC_URL: the chain at ${host} cannot be used: ${message}${why}; start its node or mend the ` +
        'address, then start again. Without CHAIN_RPC_URL the embedded chain is used',
      { cause },
    );
  }
}

interface ChainTerms {
  /** `embedded`, or what the endpoint calls itself */
  readonly network: string;
  /** from which the accounts of the seats are derived */
  readonly secret: string;
  /** what every match finds here */
  readonly conditions: SharedChain;
}

/** The deployment's chains: embedded ones, or an endpoint. */
export class ChainHolder {
  /** for matches */
  readonly source: CountedChain;

  private constructor(
    chains: ChainSource,
    /** where runs are anchored */
    readonly registry: ChainSource,
    private readonly terms: ChainTerms,
    private readonly embedded: ChainShards | null,
  ) {
    this.source = new CountedChain(chains);
  }

  get network(): string {
    return this.terms.network;
  }

  get secret(): string {
    return this.terms.secret;
  }

  get conditions(): SharedChain {
    return this.terms.conditions;
  }

  static async open(config: ServerConfig, database: Database): Promise<ChainHolder> {
    if (config.chain) return ChainHolder.connect(config, config.chain);
    const { engine, shards } = config.embeddedChain;
    const chains = new ChainShards(shards, {
      engine,
      // A new life of the chain knows nothing: what was anchored is anchored again.
      onEpoch: async (lease) => {
        const runs = await database.read.find(RunEntity, {
          select: { id: true, anchor: true },
          where: { anchor: Not(IsNull()) },
        });
        await restoreAnchors(
          lease,
          runs.flatMap(({ id, anchor }) =>
            anchor ? [{ run: id, matches: anchor.matches, submissions: anchor.submissions }] : [],
          ),
        );
      },
    });
    const terms = { network: 'embedded', secret: embeddedSecret, conditions: freeChain };
    return new ChainHolder(chains, chains.first, terms, chains);
  }

  /** Pids and memory of the embedded chains' processes. */
  get processes(): ChainShards['processes'] {
    return this.embedded?.processes ?? [];
  }

  close(): Promise<void> {
    return this.source.close();
  }

  private static async connect(
    { dataFolder }: ServerConfig,
    { url, operatorKey, confirmations }: NonNullable<ServerConfig['chain']>,
  ): Promise<ChainHolder> {
    const secret = await keptText(join(dataFolder, 'chain-secret'), () => randomBytes(32).toString('hex'));
    const file = join(dataFolder, 'chain-deployments.json');
    const known = JSON.parse(await readFile(file, 'utf8').catch(() => '{}')) as Record<
      string,
      EarlierDeployment
    >;
    const deployments = new Map(Object.entries(known));
    const deployment = deployments.get(url);
    const made: DeployedContracts[] = [];
    const chain = await ExternalChain.connect({
      ...{ url, secret, confirmations },
      ...(operatorKey && { operatorKey }),
      ...(deployment && { deployment }),
      onDeployment: (fresh) => made.push(fresh),
    }).catch((error: unknown) => {
      const isOfChain = error instanceof GridLeagueError && !(error instanceof IncompleteInstallationError);
      throw isOfChain ? new EndpointError(url, error) : error;
    });
    for (const fresh of made) deployments.set(url, fresh);
    await writePrivate(file, JSON.stringify(Object.fromEntries(deployments), null, 2));
    const lease = await chain.lease();
    await lease.release();
    const conditions = { blockGasLimit: lease.blockGasLimit };
    return new ChainHolder(chain, chain, { network: lease.network, secret, conditions }, null);
  }
}
