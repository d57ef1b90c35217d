import { resolve } from 'node:path';
import { createHardhatRuntimeEnvironment } from 'hardhat/hre';
import { compiledRoot } from '#project-root.js';

export interface ForeignChain {
  /** of its JSON-RPC endpoint */
  readonly url: string;
  stop(): Promise<void>;
}

/** A node that is not the platform's: gas costs something, and a block is made whenever there is a transaction. */
export async function foreignChain(): Promise<ForeignChain> {
  const hardhat = await createHardhatRuntimeEnvironment({
    paths: { artifacts: resolve(compiledRoot, 'contracts/solidity-build/artifacts') },
    networks: { foreign: { type: 'edr-simulated', chainType: 'l1', hardfork: 'prague' } },
  });
  const server = await hardhat.network.createServer('foreign', '127.0.0.1', 0);
  const { address, port } = await server.listen();
  return { url: `http://${address}:${port}`, stop: () => server.close() };
}
