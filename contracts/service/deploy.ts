import { AbiCoder } from 'ethers';
import { contract } from '../abi/artifacts.js';
import { ChainError } from './chain-error.js';
import type { ChainService } from './chain-service.js';
import type { Account, ChainTransaction, Deployment } from './chain.port.js';

/** Of the largest one, the market's code: 4.4 million. */
const DEPLOYMENT_GAS = 4_500_000;

/** Puts the code that all markets share, their factory and the registry on a chain. */
export async function deployPlatform(service: ChainService, operator: Account): Promise<Deployment> {
  const create = async (...creations: readonly string[]): Promise<string[]> => {
    const receipts = await service.execute(
      'platform',
      creations.map((data): ChainTransaction => ({ from: operator, to: null, data, gas: DEPLOYMENT_GAS })),
    );
    return receipts.map(({ contract, revert }) => {
      if (revert !== null || !contract)
        throw new ChainError('deployment-failed', `deployment reverted: ${revert}`);
      return contract.toLowerCase();
    });
  };
  const argument = (address: string): string =>
    AbiCoder.defaultAbiCoder().encode(['address'], [address]).slice(2);
  const [market] = await create(contract('BundleMarket').bytecode);
  const [factory, registry] = await create(
    contract('MarketFactory').bytecode + argument(market!),
    contract('ResultsRegistry').bytecode + argument(operator.address),
  );
  return { factory: factory!, registry: registry! };
}
