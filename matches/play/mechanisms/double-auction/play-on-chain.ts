import { isDeepStrictEqual } from 'node:util';
import { ChainAuction } from '#contracts/client/double-auction/chain-auction.js';
import type { Account, Chain } from '#contracts/service/chain.port.js';
import type { Auction } from '#leagues/scenario-files/auction/auction.js';
import { MarketError } from '#market/errors.js';
import { withRest } from '#market/double-auction/metered-rest.js';
import { accountsOf, ChainTable } from './chain-table.js';
import { playAuction, type PlayedPeriod } from './play-auction.js';
import { periodResult } from './period-on-chain.js';

/** A quarter of an hour in blocks of 15 seconds. */
const PERIOD_BLOCKS = 60;

export interface PlayedOnChain {
  /** address of the auction, and who runs it */
  readonly contract: string;
  readonly operator: Account;
  /** by id, of everybody who takes part in some period */
  readonly accounts: ReadonlyMap<string, Account>;
  readonly periods: readonly PlayedPeriod[];
  /** of all closings */
  readonly gas: number;
  readonly transactions: number;
}

/**
 * Plays an auction on a chain, and makes sure that it ends as in memory, to the last unit. Each period by itself: what somebody has is metered and funded before, what is left afterwards
 * is consumed and withdrawn, a surplus by its operator. Throws `MarketError` where the contract closes it otherwise.
 */
export async function playOnChain(given: Auction, chain: Chain): Promise<PlayedOnChain> {
  const { id, rule, periods, agents = [] } = given;
  const match = `${id}/${chain.instance}`;
  const [first] = periods;
  const settings = { match, periodBlocks: PERIOD_BLOCKS, pricing: rule, grid: first!.grid };
  const auction = await ChainAuction.deploy(chain, settings);
  const { operator } = auction;
  const ordering = periods.flatMap(({ orders }) => orders.map(({ order }) => order));
  const accounts = accountsOf(
    auction,
    [...agents, ...ordering].map((one) => one.id),
  );
  if (rule.kind === 'muda') await auction.enrol(accounts);
  const played: PlayedPeriod[] = [];
  let [gas, transactions] = [0, 0];
  for (const [index, period] of periods.entries()) {
    const table = new ChainTable(auction, period, accounts);
    await table.open(periods[index + 1]?.grid ?? period.grid);
    const refused = await table.place();
    const { closed, gas: used } = await auction.close();
    played.push({
      result: withRest(periodResult(closed, period.grid, table.nameOf), period.rest ?? [], period.grid),
      refused,
      replaced: table.replaced,
    });
    gas += used.start + used.verify + used.match + used.settle;
    transactions += used.transactions;
    await table.leave();
  }
  if (!isDeepStrictEqual(played, playAuction(given)))
    throw new MarketError('conservation-broken', `${id}: the contract closed it otherwise than the market`);
  return { contract: auction.addresses.auction, operator, accounts, periods: played, gas, transactions };
}
