import { AbiCoder } from 'ethers';
import type { GridPrices } from '#market/double-auction/orders.js';
import { commitmentTo, lotOf } from '#market/double-auction/lots.js';
import type { PricingRule } from '#market/double-auction/pricing.js';
import { contract } from '../../abi/artifacts.js';
import { ChainError } from '../../service/chain-error.js';
import type { Account, Chain, ChainTransaction } from '../../service/chain.port.js';

/** As the contract counts price rules. */
const ruleCodes: Readonly<Record<PricingRule['kind'], number>> = {
  uniform: 0,
  'pay-as-bid': 1,
  mcafee: 2,
  muda: 3,
};

export interface AuctionSettings {
  /** its accounts derive from it */
  readonly match: string;
  /** blocks in which orders of a period are taken: 60 of 15 seconds are a quarter of an hour */
  readonly periodBlocks: number;
  /** blocks behind a period's end after which anybody may end the market of a silent operator (default: 7,200, as BundleMarket's) */
  readonly patienceBlocks?: number;
  readonly pricing: PricingRule;
  readonly grid: GridPrices;
}

export interface AuctionAddresses {
  readonly token: string;
  readonly auction: string;
}

/** Above what the larger one, the auction, takes. */
const DEPLOYMENT_GAS = 6_500_000;

/** Puts the token and the auction on a chain; `operator` owns both. Throws `ChainError`. */
export async function deployAuction(
  chain: Chain,
  operator: Account,
  { match, periodBlocks, patienceBlocks = 7_200, pricing, grid }: AuctionSettings,
): Promise<AuctionAddresses> {
  const coder = AbiCoder.defaultAbiCoder();
  const create = async (
    name: 'EnergyToken' | 'DoubleAuction' | 'DrawnAuction',
    types: string[],
    values: unknown[],
  ) => {
    const data = contract(name).bytecode + coder.encode(types, values).slice(2);
    const transaction: ChainTransaction = { from: operator, to: null, data, gas: DEPLOYMENT_GAS };
    const [receipt] = await chain.execute(match, [transaction]);
    if (receipt!.revert !== null || !receipt!.contract)
      throw new ChainError('deployment-failed', `deployment reverted: ${receipt!.revert}`);
    return receipt!.contract.toLowerCase();
  };
  const token = await create('EnergyToken', ['address'], [operator.address]);
  const commitment = pricing.kind === 'muda' ? commitmentTo(lotOf(pricing.lots, 0)) : new Uint8Array(32);
  const told = [ruleCodes[pricing.kind], pricing.kind === 'uniform' ? pricing.k : 0n, commitment];
  const auction = await create(
    pricing.kind === 'muda' ? 'DrawnAuction' : 'DoubleAuction',
    ['address', 'address', 'tuple(tuple(uint256,uint256),tuple(uint8,uint256,bytes32),uint32,uint32)'],
    [token, operator.address, [[periodBlocks, patienceBlocks], told, grid.sells, grid.buys]],
  );
  return { token, auction };
}
