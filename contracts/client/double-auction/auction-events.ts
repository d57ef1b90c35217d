import type { LogDescription } from 'ethers';
import type { EnergyType } from '#market/double-auction/orders.js';
import { contract } from '../../abi/artifacts.js';
import type { ChainReceipt } from '../../service/chain.port.js';

/** A contract's events, in order, with the block they are in. */
export type AuctionEvent = Pick<LogDescription, 'name' | 'args'> & { readonly block: number };

const auction = contract('DoubleAuction').interface;

/** What the auction contract at `address` told in these receipts. */
export function auctionEvents(address: string, receipts: readonly ChainReceipt[]): AuctionEvent[] {
  return receipts.flatMap(({ logs, block }) =>
    logs.flatMap((log) => {
      if (log.address.toLowerCase() !== address) return [];
      const { name, args } = auction.parseLog({ topics: [...log.topics], data: log.data })!;
      return [{ name, args, block }];
    }),
  );
}

/** As the contract counts types. */
export const typeCodes: Readonly<Record<EnergyType, number>> = { pv: 0, chp: 1 };

export function typeOf(code: bigint): EnergyType {
  return code === 0n ? 'pv' : 'chp';
}
