import type { LedgerState } from '#market/ledger/ledger.port.js';
import { ChainError } from '../service/chain-error.js';
import type { Chain } from '../service/chain.port.js';
import { contract } from '../abi/artifacts.js';
import { vectorHash } from './holdings.js';
import { decoded } from './decoded.js';

const market = contract('BundleMarket').interface;
/** Seats read with one call. */
const PAGE = 100;

/** What the contract itself holds, read with calls. */
export interface MarketOnChain {
  readonly seats: readonly {
    /** hash chain over the seat's holding at the opening and its deliveries (holdings.ts) */
    readonly holdings: bigint;
    readonly cash: bigint;
    readonly locked: bigint;
    readonly escrow: bigint;
    /** open orders */
    readonly orders: number;
  }[];
  /** hashes of packed vectors, 0x-hex */
  readonly inventory: string;
  readonly dealerCash: bigint;
  readonly dealerEscrow: bigint;
  readonly prices: string;
}

interface SeatResult {
  readonly cash: bigint;
  readonly locked: bigint;
  readonly escrow: bigint;
  readonly book: bigint;
  readonly holdings: bigint;
}

export async function readMarket(chain: Chain, address: string): Promise<MarketOnChain> {
  const call = async (method: string, ...values: unknown[]): Promise<readonly unknown[]> =>
    decoded(market, method, await chain.call(address, market.encodeFunctionData(method, values)));
  const [, count, , dealerCash, dealerEscrow, inventory, prices] = (await call('market')) as unknown as [
    bigint,
    bigint,
    bigint,
    bigint,
    bigint,
    string,
    string,
  ];
  const seats: MarketOnChain['seats'][number][] = [];
  for (let first = 0; first < Number(count); first += PAGE) {
    const [page] = (await call('seats', first, Math.min(PAGE, Number(count) - first))) as unknown as [
      SeatResult[],
    ];
    for (const { holdings, cash, locked, escrow, book } of page)
      seats.push({ holdings, cash, locked, escrow, orders: Number(book & 0xffffn) });
  }
  return { seats, inventory, dealerCash, dealerEscrow, prices };
}

/** What the contract holds if it is in this state; `holdings`: of each seat. */
export function asOnChain(
  { seats, inventory, dealerCash, dealerEscrow, prices }: LedgerState,
  holdings: readonly bigint[],
): MarketOnChain {
  return {
    seats: seats.map(({ cash, locked, escrow, orders }, seat) => ({
      ...{ holdings: holdings[seat]!, cash, locked, escrow, orders: orders.length },
    })),
    ...{ inventory: vectorHash(inventory), dealerCash, dealerEscrow, prices: vectorHash(prices) },
  };
}

/** JSON text of values with big integers, for comparing to the last unit. */
export function exact(value: unknown): string {
  return JSON.stringify(value, (_, entry: unknown) => (typeof entry === 'bigint' ? entry.toString() : entry));
}

/** Throws `ChainError('state-mismatch')` unless the contract holds exactly this, and the money for it. */
export async function auditMarket(
  chain: Chain,
  address: string,
  state: LedgerState,
  holdings: readonly bigint[],
  deposited: bigint,
): Promise<void> {
  const held = await readMarket(chain, address);
  if (exact(held) !== exact(asOnChain(state, holdings)))
    throw new ChainError('state-mismatch', 'the contract holds something else than its events told');
  const money = held.seats.reduce((sum, { cash }) => sum + cash, held.dealerCash);
  const balance = await chain.balance(address);
  if (money !== deposited || balance !== deposited)
    throw new ChainError('state-mismatch', `deposited ${deposited}, booked ${money}, held ${balance}`);
}
