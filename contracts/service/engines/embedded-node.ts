import { createHardhatRuntimeEnvironment } from 'hardhat/hre';
import { projectRoot } from '#project-root.js';
import type { ChainConditions } from '../chain-conditions.js';
import { JsonRpcError, revertDataOf, type JsonRpc } from '../rpc/json-rpc.js';

/** A node of ours that mines only when told. */
export interface EmbeddedNode extends JsonRpc {
  /** of its process; absent: it runs in this one */
  readonly pid?: number;
  close(): Promise<void>;
}

/**
 * Hardhat's simulated network in this process; it mines only when told. Ready in about 0.2 s. `artifacts`: Hardhat's
 * build output, for stack traces of what fails (slower); none by default.
 */
export async function startEmbeddedNode(
  { blockGasLimit }: ChainConditions,
  artifacts?: string,
): Promise<EmbeddedNode> {
  const hardhat = await createHardhatRuntimeEnvironment(
    {
      ...(artifacts ? { paths: { artifacts } } : {}),
      networks: {
        league: {
          type: 'edr-simulated',
          chainType: 'l1',
          // The newest line caps a transaction at 16.7 million gas; large clearings need more.
          hardfork: 'prague',
          blockGasLimit,
          gasPrice: 0,
          initialBaseFeePerGas: 0,
          accounts: [],
          mining: { auto: false, interval: 0, mempool: { order: 'fifo' } },
        },
      },
    },
    {},
    projectRoot,
  );
  const connection = await hardhat.network.create('league');
  return {
    async request(method, parameters = []) {
      try {
        const result: unknown = await connection.provider.request({ method, params: [...parameters] });
        return result;
      } catch (error) {
        if (!(error instanceof Error)) throw error;
        throw new JsonRpcError(error.message, revertDataOf(error));
      }
    },
    close: () => connection.close(),
  };
}
