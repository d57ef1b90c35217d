import { AbiCoder } from 'ethers';
import { contract } from '../abi/artifacts.js';
import { ChainError } from './chain-error.js';
import type { ChainService } from './chain-service.js';
import type { Account, ChainTransaction, Deployment } from './chain.port.js';

/** Of the larger one, the factory with the market's code: 4.4 million. */
const DEPLOYMENT_GAS = 4_500_000;

/** Puts the factory (with the code all markets share) and the registry on a chain. */
export async function deployPlatform(service: ChainService, operator: Account): Promise<Deployment> {
  const owner = AbiCoder.defaultAbiCoder().encode(['address'], [operator.address]).slice(2);
  const creations = [contract('MarketFactory').bytecode, contract('ResultsRegistry').bytecode + owner];
  const receipts = await service.execute(
    'platform',
    creations.map((data): ChainTransaction => ({ from: operator, to: null, data, gas: DEPLOYMENT_GAS })),
  );
  const [factory, registry] = receipts.map(({ contract, revert }) => {
    if (revert !== null || !contract)
      throw new ChainError('deployment-failed', `deployment reverted: ${revert}`);
    return contract.toLowerCase();
  });
  return { factory: factory!, registry: registry! };
}
