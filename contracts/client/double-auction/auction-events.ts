import type { LogDescription } from 'ethers';
import type { EnergyType } from '#market/double-auction/orders.js';
import { contract } from '../../abi/artifacts.js';
import type { ChainReceipt } from '../../service/chain.port.js';
import { asTold } from '../decoded.js';

/** A contract's events, in order, with the block they are in. */
export type AuctionEvent = Pick<LogDescription, 'name' | 'args'> & { readonly block: number };

const auction = contract('DoubleAuction').interface;

/** What the auction contract at `address` told in these receipts. Throws `ChainError`. */
export function auctionEvents(address: string, receipts: readonly ChainReceipt[]): AuctionEvent[] {
  const events: AuctionEvent[] = [];
  for (const { logs, block } of receipts)
    for (const log of logs) {
      if (log.address.toLowerCase() !== address) continue;
      const { name, args } = asTold(() => auction.parseLog({ topics: [...log.topics], data: log.data })!);
      events.push({ name, args, block });
    }
  return events;
}

/** As the contract counts types. */
export const typeCodes: Readonly<Record<EnergyType, number>> = { pv: 0, chp: 1 };

export function typeOf(code: bigint): EnergyType {
  return code === 0n ? 'pv' : 'chp';
}
