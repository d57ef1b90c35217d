import { AbiCoder, keccak256 } from 'ethers';
import { contract } from '../abi/artifacts.js';
import { ChainError } from './chain-error.js';
import type { Account, Chain, ChainTransaction, DeployedContracts } from './chain.port.js';

/** Of the largest one, the market's code: 4.4 million. */
const DEPLOYMENT_GAS = 4_500_000;

/** What the markets of this version are made of. */
export function marketCode(): string {
  return keccak256(contract('BundleMarket').bytecode);
}

/** Puts the code that all markets share, their factory and, unless there is one, the registry on a chain. */
export async function deployPlatform(
  service: Pick<Chain, 'execute'>,
  operator: Account,
  registry?: string,
): Promise<DeployedContracts> {
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
  const [factory, fresh] = await create(
    contract('MarketFactory').bytecode + argument(market!),
    ...(registry ? [] : [contract('ResultsRegistry').bytecode + argument(operator.address)]),
  );
  return { factory: factory!, registry: registry ?? fresh!, market: market!, code: marketCode() };
}
