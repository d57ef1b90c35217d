import type { AuctionOrder, ChainAuction } from '#contracts/client/double-auction/chain-auction.js';
import { WEI_PER_UNIT } from '#contracts/client/double-auction/closed-period.js';
import { ChainError } from '#contracts/service/chain-error.js';
import type { Account } from '#contracts/service/chain.port.js';
import type { AuctionPeriod } from '#leagues/scenario-files/auction/auction.js';
import { sidesOf, type OrderRefusal, type SidedOrder } from '#market/double-auction/order-book.js';
import { lockOf } from '#market/double-auction/orders.js';
import type { RefusedOrder } from './play-auction.js';

/** What the contract's refusals of orders are called here. */
const reasons: Readonly<Record<string, OrderRefusal>> = {
  NoAmount: 'no-amount',
  OnBothSides: 'on-both-sides',
  InsufficientMoney: 'no-money',
  ERC20InsufficientBalance: 'no-tokens',
};

/**
 * An account for everybody. The contract lists those who share by their addresses: in the order that their ids give in memory.
 */
export function accountsOf(auction: ChainAuction, ids: Iterable<string>): ReadonlyMap<string, Account> {
  const sorted = [...new Set(ids)].sort();
  const accounts = sorted
    .map((_, n) => auction.account(`participant ${n}`))
    .sort((a, b) => (a.address < b.address ? -1 : 1));
  return new Map(sorted.map((id, n) => [id, accounts[n]!]));
}

/** Who takes part in a period, with what. */
export class ChainTable {
  private readonly accounts: ReadonlyMap<string, Account>;
  private readonly names: ReadonlyMap<string, string>;
  private readonly taken = new Set<string>();
  replaced = 0;

  constructor(
    private readonly auction: ChainAuction,
    private readonly period: AuctionPeriod,
    accounts: ReadonlyMap<string, Account>,
  ) {
    const ids = [...new Set(period.orders.map(({ order: { id } }) => id))].sort();
    this.accounts = new Map(ids.map((id) => [id, accounts.get(id)!]));
    this.names = new Map([...this.accounts].map(([id, { address }]) => [address, id]));
  }

  nameOf = (address: string): string => this.names.get(address)!;

  /** Money and tokens for everybody, the grid's money, and the grid's next prices. */
  async open(next: AuctionPeriod['grid']): Promise<void> {
    const { auction, period } = this;
    const { orders, funds, grid } = period;
    const { asks, bids } = sidesOf(orders);
    const supply = asks.reduce((sum, { amount }) => sum + amount, 0n) * grid.buys * WEI_PER_UNIT;
    await auction.chain.fund([
      ...bids.map((bid) => ({ account: this.account(bid.id), amount: lockOf(bid, grid) * WEI_PER_UNIT })),
      ...this.stated,
      { account: auction.operator, amount: supply },
    ]);
    const tokens = new Map<string, bigint>();
    for (const { id, amount } of asks)
      tokens.set(id, funds.get(id)?.tokens ?? (amount > (tokens.get(id) ?? 0n) ? amount : tokens.get(id)!));
    await auction.meter(
      'mint',
      [...tokens]
        .filter(([, amount]) => amount > 0n)
        .map(([id, amount]) => ({ account: this.account(id), amount })),
    );
    await auction.send([
      auction.call(auction.operator, 'fundGrid', [], undefined, supply),
      auction.call(auction.operator, 'setGridPrices', [next.sells, next.buys]),
      ...this.stated.map(({ account, amount }) => auction.call(account, 'deposit', [], undefined, amount)),
    ]);
  }

  /** Orders of one time in one phase; who has stated money brings none along. */
  async place(): Promise<RefusedOrder[]> {
    const { orders, funds, grid } = this.period;
    const refused: RefusedOrder[] = [];
    for (const group of simultaneous(orders)) {
      const reasonsGiven = await this.auction.tryPlace(
        group.map((placed): AuctionOrder => ({ account: this.account(placed.order.id), ...placed })),
        (placed) => {
          if (placed.side === 'ask' || funds.get(this.nameOf(placed.account.address))?.money !== undefined)
            return 0n;
          return lockOf(placed.order, grid) * WEI_PER_UNIT;
        },
      );
      group.forEach(({ side, order: { id } }, n) => {
        const reason = reasonsGiven[n];
        if (typeof reason === 'string')
          refused.push({ id, side, reason: reasons[reason] ?? unexpected(reason) });
        else if (this.taken.has(id)) this.replaced++;
        else this.taken.add(id);
      });
    }
    return refused;
  }

  /** Everybody consumes its energy and takes its money, the operator what a price rule left it; the grid's stays with it, too. */
  async leave(): Promise<void> {
    const { auction, accounts } = this;
    const { operator } = auction;
    const holders = [...accounts.values(), operator];
    const left = await Promise.all(
      holders.map(async (account) => ({ account, amount: await auction.tokensOf(account.address) })),
    );
    await auction.meter('burn', left.filter(({ amount }) => amount > 0n)); // prettier-ignore
    const owned = await Promise.all(
      holders.map(async (account) => ({
        account,
        money: await auction.read('money', account.address),
      })),
    );
    await auction.send([
      ...owned.flatMap(({ account, money }) =>
        money > 0n ? [auction.call(account, 'withdraw', [money])] : [],
      ),
      auction.call(operator, 'withdrawGrid', [await auction.read('gridMoney')]),
    ]);
  }

  /** Wei of those whose money is stated. */
  private get stated(): { account: Account; amount: bigint }[] {
    return [...this.accounts].flatMap(([id, account]) => {
      const { money = 0n } = this.period.funds.get(id) ?? {};
      return money > 0n ? [{ account, amount: money * WEI_PER_UNIT }] : [];
    });
  }

  private account(id: string): Account {
    return this.accounts.get(id)!;
  }
}

function unexpected(reason: string): never {
  throw new ChainError('state-mismatch', `the contract refused an order with ${reason}`);
}

/** Runs of orders with the same time. */
function simultaneous(orders: readonly SidedOrder[]): SidedOrder[][] {
  const groups: SidedOrder[][] = [];
  for (const placed of orders) {
    const last = groups.at(-1);
    if (last?.[0]!.order.time === placed.order.time) last.push(placed);
    else groups.push([placed]);
  }
  return groups;
}
