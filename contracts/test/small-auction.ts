import { usualGridPrices, type Ask, type Bid } from '#market/double-auction/orders.js';
import { RevertedCallError } from '../abi/contract-errors.js';
import { ChainAuction, type AuctionOrder } from '../client/double-auction/chain-auction.js';
import type { PricingRule } from '#market/double-auction/pricing.js';
import type { Account, Chain, ChainTransaction } from '../service/chain.port.js';

export const EUR = 10n ** 18n;

export interface OpenAuction {
  readonly auction: ChainAuction;
  /** of the names, in their order */
  readonly accounts: readonly Account[];
}

/** An auction of periods of 20 blocks in which everybody has money to bid, and the grid some to pay with. */
export async function openAuction(
  chain: Chain,
  match: string,
  count: number,
  pricing: PricingRule = { kind: 'uniform', k: 0n },
): Promise<OpenAuction> {
  const settings = { match, periodBlocks: 20, patienceBlocks: 30, pricing, grid: usualGridPrices };
  const auction = await ChainAuction.deploy(chain, settings);
  const accounts = Array.from({ length: count }, (_, n) => auction.account(`p${n}`));
  const grants = [...accounts, auction.operator].map((account) => ({ account, amount: 1_000n * EUR }));
  await chain.fund(grants);
  await auction.send([auction.call(auction.operator, 'fundGrid', [], undefined, 100n * EUR)]);
  if (pricing.kind === 'muda') await auction.enrol(new Map(accounts.map((account, n) => [`p${n}`, account])));
  return { auction, accounts };
}

export function asks(account: Account, { amount, price, type }: Ask): AuctionOrder {
  return { account, side: 'ask', order: { id: account.address, amount, price, type, time: 0n } };
}

export function bids(account: Account, { amount, prices }: Bid): AuctionOrder {
  return { account, side: 'bid', order: { id: account.address, amount, prices, time: 0n } };
}

/** Meters what the sellers offer, then places all orders in one block. */
export async function placeMetered(auction: ChainAuction, orders: readonly AuctionOrder[]): Promise<void> {
  const sellers = orders.filter(({ side }) => side === 'ask');
  await auction.meter(
    'mint',
    sellers.map(({ account, order: { amount } }) => ({ account, amount })),
  );
  await auction.place(orders);
}

/** Name of what the first of the transactions was refused with; null: all went through. */
export async function refusalOf(
  auction: ChainAuction,
  transactions: readonly ChainTransaction[],
  notBefore?: number,
): Promise<string | null> {
  try {
    await auction.send(transactions, notBefore);
    return null;
  } catch (error) {
    if (error instanceof RevertedCallError) return error.refusal.name;
    throw error;
  }
}

/** The block behind the period. */
export async function afterPeriod(auction: ChainAuction): Promise<number> {
  return Number(await auction.read('lastBlock')) + 1;
}
