import { concat, keccak256 } from 'ethers';
import { MemoryLedger } from '#market/ledger/memory-ledger.js';
import { FULL_FILL } from '#market/ledger/units.js';
import type { LedgerOpening, LedgerOrder } from '#market/ledger/ledger.port.js';
import { contract } from '../abi/artifacts.js';
import { decodeRefusal } from '../abi/contract-errors.js';
import type { Account, ChainLease, ChainReceipt } from '../service/chain.port.js';
import { EmbeddedChain } from '../service/embedded-chain.js';
import { drawRandom, drawScenario, playOn } from '../test/play.js';
import { ChainLedger } from './chain-ledger.js';
import { describeMatchEvents } from './describe-match.js';
import { readMarket } from './audit-market.js';
import { marketCall, packedCall } from './market-calls.js';
import { packOrders } from './order-codec.js';
import type { MatchTransaction } from './transaction-tally.js';
import { BOND } from './sealed-orders.js';

const embedded = new EmbeddedChain();
let chain: ChainLease;
beforeAll(async () => (chain = await embedded.lease()));
afterAll(() => embedded.close());

const door = contract('SealedOrders').interface;
const unit = 1_000_000_000n;
const money = (value: number): bigint => BigInt(value) * 10n ** 18n;
const order = (quantity: number, limit: number): LedgerOrder => ({
  ...{ bundle: [BigInt(quantity) * unit], limit: money(limit), kind: 'limited' },
});
/** The buyer of one unit, worth 10 to it; its seller, to whom it is worth 2. */
const opening: LedgerOpening = {
  seats: [
    { allocation: [0n], cash: money(20) },
    { allocation: [unit], cash: money(1) },
  ],
  ...{ dealer: { inventory: [0n], cash: 0n }, prices: [0n] },
};

describe('a match of sealed orders', () => {
  it.each(['blems-example', 'random'])('ends as in memory, and on the open chain: %s', async (name) => {
    const market = name === 'random' ? drawRandom(3, 2, 30) : await drawScenario(name, '1');
    const memory = await playOn(new MemoryLedger(), market);
    const open = await playOn(new ChainLedger(chain, { match: `open ${name}` }), market);
    const sealed = await playOn(new ChainLedger(chain, { match: `sealed ${name}`, sealed: true }), market);
    expect([open.hash, sealed.hash]).toEqual([memory.hash, memory.hash]);
    expect(sealed.summary.gas).toBeGreaterThan(open.summary.gas);
    expect(sealed.summary.seconds).toBeGreaterThan(open.summary.seconds!);
  });

  it('a seat that does not show what it committed is not in the book, and forfeits its bond', async () => {
    const match = 'withheld';
    const sent: MatchTransaction[] = [];
    const ledger = new ChainLedger(chain, {
      ...{ match, sealed: true, withholds: (seat) => seat === 0 },
      onTransaction: (transaction) => sent.push(transaction),
    });
    await ledger.open(opening);
    const before = await Promise.all(
      [0, 1].map((seat) => chain.balance(chain.account(match, `seat ${seat}`).address)),
    );
    await ledger.submit([
      { seat: 0, orders: [order(1, 10)] },
      { seat: 1, orders: [order(-1, -2)] },
    ]);
    expect(ledger.state().seats.map(({ orders }) => orders.length)).toEqual([0, 1]);
    const lines = describeMatchEvents(sent, { resources: ['r1'], seats: ['buyer', 'seller'] }).join('\n');
    expect(lines).toContain('batch 1: buyer commits orders that nobody sees');
    expect(lines).toContain('batch 1: buyer has not revealed, and forfeits 1');
    expect(lines).not.toContain('buyer orders');
    // Without its bond it cannot commit again.
    await expect(ledger.submit([{ seat: 0, orders: [order(1, 10)] }])).rejects.toThrow(/NoBond/);
    await ledger.close();
    const after = await Promise.all(
      [0, 1].map((seat) => chain.balance(chain.account(match, `seat ${seat}`).address)),
    );
    expect(after.map((balance, seat) => balance - before[seat]!)).toEqual([money(20), money(1) + BOND]);
  });
});

/** A market with its door, whose seats send what they like. */
async function aDoor(match: string): Promise<{
  ledger: ChainLedger;
  address: string;
  send: (from: Account, method: string, ...values: unknown[]) => Promise<ChainReceipt>;
  seats: readonly Account[];
}> {
  const ledger = new ChainLedger(chain, { match, sealed: true });
  await ledger.open(opening);
  const address = ledger.door!;
  const send = async (from: Account, method: string, ...values: unknown[]): Promise<ChainReceipt> => {
    const data = method.startsWith('0x') ? method : door.encodeFunctionData(method, values);
    const [receipt] = await chain.execute(match, [{ from, to: address, data, gas: 400_000 }]);
    return receipt!;
  };
  return { ledger, address, send, seats: [0, 1].map((seat) => chain.account(match, `seat ${seat}`)) };
}

const refusalOf = ({ revert }: ChainReceipt): string | null =>
  revert === null ? null : decodeRefusal(revert).name;
const salt = `0x${'5a'.repeat(32)}`;

describe('an agent that reads the whole chain', () => {
  const bid = `0x${packOrders([order(1, 10)], 1)}`;
  /** Just below the bid: with it the seller would take all of the gain of 8, where the truth brings it half. */
  const spying = `0x${packOrders([order(-1, -9)], 1)}`;
  const truth = `0x${packOrders([order(-1, -2)], 1)}`;

  it('gains by it where orders are open', async () => {
    const match = 'open book';
    const ledger = new ChainLedger(chain, { match });
    await ledger.open(opening);
    await ledger.submit([{ seat: 0, orders: [order(1, 10)] }]);
    // What it reads is the bid; its own order comes after it, in the same round.
    expect(ledger.state().seats[0]!.orders).toEqual([order(1, 10)]);
    await ledger.submit([{ seat: 1, orders: [order(-1, -9)] }]);
    const clearing = { prices: [9n * unit + unit / 2n], offer: [0n], dealerOrders: [], dealerFills: [] };
    await ledger.clear({ ...clearing, fills: [[FULL_FILL], [FULL_FILL]] });
    expect(ledger.state().seats[1]!.cash).toBe(money(1) + money(19) / 2n);
    await ledger.close();
  });

  it('finds nothing in a commitment, and is too late when it could read the orders', async () => {
    const { ledger, address, send, seats } = await aDoor('sealed book');
    const [buyer, seller] = seats as [Account, Account];
    const commitmentOf = async (seat: number, orders: string): Promise<string> =>
      chain.call(address, door.encodeFunctionData('commitmentOf', [1, seat, salt, orders]));
    const hidden = await commitmentOf(0, bid);
    expect(refusalOf(await send(seller, 'commit', 1, await commitmentOf(1, truth)))).toBeNull();
    const committed = await send(buyer, 'commit', 0, hidden);
    // All that the chain has of it: neither the order nor what follows from it without the salt.
    const told = JSON.stringify(committed.logs);
    expect(told).toContain(hidden.slice(2));
    expect(told).not.toContain(bid.slice(2));
    for (const guess of [bid, keccak256(bid), keccak256(concat([address, bid]))])
      expect(hidden).not.toBe(guess);
    expect(refusalOf(await send(buyer, 'reveal', 0, salt, bid))).toBe('WrongStage');
    expect(refusalOf(await send(chain.operator, 'closeCommitments'))).toBeNull();
    // Now the bid is shown. Whatever the seller learns of it, it has but what it committed.
    expect(refusalOf(await send(buyer, 'reveal', 0, salt, bid))).toBeNull();
    expect(refusalOf(await send(seller, 'commit', 1, await commitmentOf(1, spying)))).toBe('WrongStage');
    expect(refusalOf(await send(seller, 'reveal', 1, salt, spying))).toBe('Mismatch');
    expect(refusalOf(await send(seller, packedCallOf(1, spying)))).toBe('OnlySealed');
    const [direct] = await chain.execute('sealed book', [
      { from: seller, to: ledger.address, data: packedCallOf(1, spying), gas: 400_000 },
    ]);
    expect(refusalOf(direct!)).toBe('NotSeatOwner');
    const shown = await send(seller, 'reveal', 1, salt, truth);
    expect(refusalOf(shown)).toBeNull();
    expect(shown.logs.map(({ data }) => data).join()).toContain(truth.slice(2));
    expect(refusalOf(await send(chain.operator, 'closeBatch'))).toBeNull();
  });
});

it('whoever has shown its orders takes them back neither while others show theirs nor before the dealer could clear', async () => {
  const { ledger, address, send, seats } = await aDoor('taken back');
  const [buyer] = seats as [Account, Account];
  const orders = `0x${packOrders([order(1, 10)], 1)}`;
  const data = door.encodeFunctionData('commitmentOf', [1, 0, salt, orders]);
  expect(refusalOf(await send(buyer, 'commit', 0, await chain.call(address, data)))).toBeNull();
  expect(refusalOf(await send(chain.operator, 'closeCommitments'))).toBeNull();
  expect(refusalOf(await send(buyer, 'reveal', 0, salt, orders))).toBeNull();
  const cancel = marketCall('cancelOrders', 0);
  expect(refusalOf(await send(buyer, cancel))).toBe('WrongStage');
  expect(refusalOf(await send(chain.operator, 'closeBatch'))).toBeNull();
  // This block is the dealer's to clear in.
  expect(refusalOf(await send(buyer, cancel))).toBe('TooEarly');
  const { orders: left } = (await readMarket(chain, ledger.address)).seats[0]!;
  expect(left).toBe(1);
  expect(refusalOf(await send(buyer, cancel))).toBeNull();
});

function packedCallOf(seat: number, orders: string): string {
  return packedCall('submitOrders', seat, orders.slice(2));
}

it('only the operator closes, and not before everybody had a block to reveal in; only owners act for their seats', async () => {
  const { send, seats, address } = await aDoor('doors');
  const [buyer, seller] = seats as [Account, Account];
  expect(refusalOf(await send(buyer, 'closeCommitments'))).toBe('NotOperator');
  expect(refusalOf(await send(buyer, 'commit', 1, salt))).toBe('NotOwner');
  expect(refusalOf(await send(buyer, 'reveal', 0, salt, '0x'))).toBe('WrongStage');
  expect(refusalOf(await send(seller, 'placeBond', 1))).toBe('WrongBond');
  expect(refusalOf(await send(buyer, 'commit', 0, salt))).toBeNull();
  expect(refusalOf(await send(buyer, 'commit', 0, salt))).toBe('AlreadyCommitted');
  // A promise is not taken back by taking the bond.
  expect(refusalOf(await send(buyer, 'releaseBond', 0))).toBe('AlreadyCommitted');
  const both = ['closeCommitments', 'closeBatch'].map((method) => ({
    ...{ from: chain.operator, to: address, data: door.encodeFunctionData(method), gas: 400_000 },
  }));
  const [closed, early] = await chain.execute('doors', both);
  expect([refusalOf(closed!), refusalOf(early!)]).toEqual([null, 'TooEarly']);
  expect(refusalOf(await send(buyer, 'reveal', 1, salt, '0x'))).toBe('NotOwner');
  expect(refusalOf(await send(seller, 'reveal', 1, salt, '0x'))).toBe('NothingCommitted');
  const other = contract('BundleMarket').interface.encodeFunctionData('withdraw', [0]);
  expect(refusalOf(await send(seller, other))).toBe('NotOwner');
});

it('as many orders as a seat may send at once find the gas to be revealed', async () => {
  const m = 24;
  const held = Array.from({ length: m }, () => 100n * unit);
  const ledger = new ChainLedger(chain, { match: 'many orders', sealed: true });
  await ledger.open({
    seats: [{ allocation: held, cash: money(100) }],
    ...{ dealer: { inventory: held, cash: 0n }, prices: held.map(() => 0n) },
  });
  const orders = Array.from({ length: 64 }, (_, n): LedgerOrder => ({
    bundle: held.map((_, r) => 0x0123456789n * BigInt(n + r + 1)),
    limit: money(1) + BigInt(n),
    kind: 'limited',
  }));
  await ledger.submit([{ seat: 0, orders }]);
  expect(ledger.state().seats[0]!.orders).toEqual(orders);
  await ledger.close();
});
