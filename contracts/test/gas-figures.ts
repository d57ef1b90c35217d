import type { LedgerOrder } from '#market/ledger/ledger.port.js';
import { FULL_FILL } from '#market/ledger/units.js';
import { ChainLedger } from '../client/chain-ledger.js';
import type { MatchTransaction } from '../client/transaction-tally.js';
import type { Chain } from '../service/chain.port.js';

const UNIT = 1_000_000_000n;

export interface GasFigures {
  readonly creation: number;
  readonly seat: number;
  readonly deposit: number;
  readonly firstOrder: number;
  readonly laterOrder: number;
  readonly clearing: number;
  readonly withdrawal: number;
}

/** Quantities with all their digits used, so that calldata costs what it costs in practice. */
const quantities = (m: number, sign: bigint): bigint[] =>
  Array.from({ length: m }, (_, r) => sign * (UNIT / 3n + BigInt(r * 7_919_113)));

/**
 * Gas of every step of a market of `n` seats, one order each, in which everything trades: half of them
 * sell for 1 a unit what the others buy for 2, at 1.5.
 */
export async function measureGas(chain: Chain, n: number, m: number): Promise<GasFigures> {
  const transactions: MatchTransaction[] = [];
  const onTransaction = (transaction: MatchTransaction): void => void transactions.push(transaction);
  const ledger = new ChainLedger(chain, { match: `gas ${n} ${m}`, onTransaction });
  const seats = Array.from({ length: n }, () => ({ allocation: quantities(m, 1n), cash: 10n ** 24n }));
  await ledger.open({
    seats,
    dealer: { inventory: quantities(m, 1n), cash: 10n ** 18n },
    prices: quantities(m, 1n),
  });
  const [creation, addSeats, deposit] = transactions.map(({ gas }) => gas) as [number, number, number];
  const worth = quantities(m, 1n).reduce((sum, quantity) => sum + quantity, 0n) * UNIT;
  const order = (seat: number): LedgerOrder =>
    seat % 2 === 0
      ? { bundle: quantities(m, 1n), limit: 2n * worth, kind: 'limited' }
      : { bundle: quantities(m, -1n), limit: -worth, kind: 'limited' };
  const submit = async (): Promise<number> => {
    transactions.length = 0;
    await ledger.submit(seats.map((_, seat) => ({ seat, orders: [order(seat)] })));
    return transactions[0]!.gas;
  };
  const firstOrder = await submit();
  for (const seat of seats.keys()) await ledger.cancel(seat);
  await submit();
  const prices = new Array<bigint>(m).fill((3n * UNIT) / 2n);
  const offer = new Array<bigint>(m).fill(0n);
  transactions.length = 0;
  await ledger.clear({
    offer,
    prices,
    fills: seats.map(() => [FULL_FILL]),
    dealerOrders: [],
    dealerFills: [],
  });
  const clearing = transactions[0]!.gas;
  await submit();
  const laterOrder = await submit();
  transactions.length = 0;
  await ledger.close();
  const withdrawal = transactions[1]!.gas;
  return { creation, seat: Math.round(addSeats / n), deposit, firstOrder, laterOrder, clearing, withdrawal };
}
