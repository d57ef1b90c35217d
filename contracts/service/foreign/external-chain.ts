import { accountOf, derivedAccount } from '../accounts.js';
import { BlockWatch } from './block-watch.js';
import { callContract } from '../rpc/call-contract.js';
import { ChainError } from '../chain-error.js';
import type {
  Account,
  ChainLease,
  ChainSource,
  DeployedContracts,
  EarlierDeployment,
} from '../chain.port.js';
import { deployPlatform, marketCode } from '../deploy.js';
import { ForeignPhases } from './foreign-phases.js';
import { httpJsonRpc, type JsonRpc } from '../rpc/json-rpc.js';
import { TRANSFER_GAS } from '../sending/receipts.js';
import { reclaim } from './reclaim.js';
import { SigningSender } from '../sending/signing-sender.js';

export interface ExternalChainOptions {
  readonly url: string;
  /** account that creates markets and funds the seats: its private key; default: the node's first unlocked one */
  readonly operatorKey?: string;
  /** seats' accounts derive from it: whoever knows it can take their money */
  readonly secret: string;
  /** contracts of an earlier start; what is missing, or is not of this version, is deployed and `onDeployment` is told */
  readonly deployment?: EarlierDeployment;
  readonly onDeployment?: (deployment: DeployedContracts) => void;
  /** blocks that must lie on a transaction's before it counts: reorganisations of up to so many are survived (default 0) */
  readonly confirmations?: number;
}

/** What was found, or made, where the chain is reached. */
interface Endpoint {
  readonly rpc: JsonRpc;
  readonly sender: SigningSender;
  readonly phases: ForeignPhases;
  readonly operator: Account;
  readonly deployment: DeployedContracts;
  readonly network: string;
  readonly blockGasLimit: number;
}

async function chainIdOf(rpc: JsonRpc): Promise<bigint> {
  return BigInt((await rpc.request('eth_chainId')) as string);
}

function networkName(chainId: bigint): string {
  return `chain ${chainId}`;
}

/** What the chain of an endpoint calls itself; nothing is sent to it. Throws `ChainError`, `JsonRpcError`. */
export async function networkAt(url: string): Promise<string> {
  return networkName(await chainIdOf(httpJsonRpc(url)));
}

/** Any Ethereum endpoint as the chain: it makes its blocks itself, so the market waits for them. */
export class ExternalChain implements ChainSource {
  private leases = 0;

  private constructor(
    private readonly endpoint: Endpoint,
    private readonly options: ExternalChainOptions,
  ) {}

  static async connect(options: ExternalChainOptions): Promise<ExternalChain> {
    const rpc = httpJsonRpc(options.url);
    const chainId = await chainIdOf(rpc);
    const block = (await rpc.request('eth_getBlockByNumber', ['latest', false])) as { gasLimit: string };
    const operator = options.operatorKey ? accountOf(options.operatorKey) : await firstUnlocked(rpc);
    const sender = new SigningSender(rpc, chainId);
    const nudge = async (): Promise<unknown> => {
      await sender.sendAgain(operator.address);
      const nothing = { from: operator, to: operator.address, data: '0x', gas: TRANSFER_GAS };
      return sender.send(nothing, await sender.fees());
    };
    const phases = new ForeignPhases(rpc, sender, new BlockWatch(rpc, nudge), options.confirmations ?? 0);
    const known = options.deployment;
    if (known) await checkDeployment(rpc, known);
    const deployment =
      known && isComplete(known) && known.code === marketCode()
        ? known
        : await deployPlatform(
            { execute: (_, transactions) => phases.execute(transactions) },
            operator,
            known?.registry,
          );
    if (deployment !== known) options.onDeployment?.(deployment);
    const network = networkName(chainId);
    const blockGasLimit = Number(block.gasLimit);
    const endpoint = { rpc, sender, phases, operator, deployment, network, blockGasLimit };
    return new ExternalChain(endpoint, options);
  }

  async lease(): Promise<ChainLease> {
    const { rpc, sender, phases, operator, deployment, network, blockGasLimit } = this.endpoint;
    // Blocks only grow, so a restarted platform never meets an id of an earlier life.
    const block = Number(await rpc.request('eth_blockNumber'));
    return {
      network,
      epoch: 0,
      instance: `${block}.${++this.leases}`,
      operator,
      deployment,
      blockTime: await this.blockTime(block),
      gasPrice: null,
      blockGasLimit,
      account: (match, name) => derivedAccount(this.options.secret, match, name),
      fund: async (grants) => {
        const transfers = grants.filter(({ amount }) => amount > 0n);
        await phases.execute(
          transfers.map(({ account, amount }) => ({
            from: operator,
            to: account.address,
            data: '0x',
            value: amount,
            gas: TRANSFER_GAS,
          })),
        );
      },
      execute: (_, transactions, notBefore) => phases.execute(transactions, notBefore),
      call: (to, data) => callContract(rpc, to, data),
      balance: async (address) =>
        BigInt((await rpc.request('eth_getBalance', [address, 'latest'])) as string),
      reclaim: (accounts) => reclaim(accounts, operator, { rpc, sender, phases }),
      release: async () => {},
    };
  }

  async close(): Promise<void> {}

  /** Seconds between the latest two blocks. */
  private async blockTime(latest: number): Promise<number> {
    const time = async (number: number): Promise<number> => {
      const block = (await this.endpoint.rpc.request('eth_getBlockByNumber', [
        `0x${number.toString(16)}`,
        false,
      ])) as {
        timestamp: string;
      };
      return Number(block.timestamp);
    };
    return latest === 0 ? 0 : (await time(latest)) - (await time(latest - 1));
  }
}

async function firstUnlocked(rpc: JsonRpc): Promise<Account> {
  const [address] = (await rpc.request('eth_accounts')) as string[];
  if (!address)
    throw new ChainError('bad-endpoint', 'the endpoint has no unlocked account: give an operator key');
  return { address: address.toLowerCase() };
}

function isComplete(known: EarlierDeployment): known is DeployedContracts {
  return known.market !== undefined && known.code !== undefined;
}

async function checkDeployment(rpc: JsonRpc, { factory, registry }: EarlierDeployment): Promise<void> {
  for (const address of [factory, registry])
    if (((await rpc.request('eth_getCode', [address, 'latest'])) as string) === '0x')
      throw new ChainError('bad-endpoint', `there is no contract at ${address}; has the chain been reset?`);
}
