/** @short-form 1/2; each time: whole-matches.test.ts */
import { FULL_FILL } from '#market/ledger/units.js';
import type { LedgerClearing, LedgerOpening, LedgerOrder } from '#market/ledger/ledger.port.js';
import { MemoryLedger } from '#market/ledger/memory-ledger.js';
import { calledMethod } from '../abi/method-of.js';
import type { Account, ChainLease, ChainReceipt, ChainTransaction } from '../service/chain.port.js';
import { EmbeddedChain } from '../service/embedded-chain.js';
import { SmallMarket } from '../test/small-market.js';
import { honest, tamperings } from '../test/tamperings.js';
import { ChainLedger } from './chain-ledger.js';
import { packClearing } from './clearing-codec.js';
import { callLimits } from './limits.js';
import { marketCall, packedCall } from './market-calls.js';
import { stagedCall } from './staged-calls.js';

const UNIT = 1_000_000_000n;

describe('a call in parts', () => {
  const embedded = new EmbeddedChain();
  let chain: ChainLease;
  let markets = 0;
  beforeAll(async () => (chain = await embedded.lease()));
  afterAll(() => embedded.close());

  const small = (): Promise<SmallMarket> =>
    new SmallMarket(chain, { match: `staged ${++markets}` }).withBook();
  const send = (...transactions: ChainTransaction[]): Promise<readonly ChainReceipt[]> =>
    chain.execute(`staged ${markets}`, transactions);

  /** Stages a call of the market, by default by its dealer; the name of what it is refused with. */
  async function attempt(
    market: SmallMarket,
    data: string,
    {
      from = market.dealer,
      parts = (staged: readonly ChainReceipt[]) => staged,
    }: {
      readonly from?: Account;
      readonly parts?: (staged: readonly ChainReceipt[]) => readonly ChainReceipt[];
    } = {},
  ): Promise<string | null> {
    const staged = stagedCall({ blockGasLimit: 90_000 }, { from, to: market.ledger.address, data, gas: 0 });
    expect(staged.parts.length).toBeGreaterThan(1);
    const receipts = await send(...staged.parts);
    const { data: call } = stagedCall(chain, { from, to: market.ledger.address, data, gas: 1_000_000 }).call(parts(receipts)); // prettier-ignore
    return market.send(from, call);
  }

  it('does what the call does', async () => {
    const market = await small();
    expect(await attempt(market, packedCall('clear', 1, packClearing(honest)))).toBeNull();
    expect(await market.attempt(honest)).toBe('WrongRound');
  });

  it('refuses what the call refuses, and leaves the market as it was', async () => {
    const market = await small();
    for (const [, expected, clearing] of tamperings)
      expect(await attempt(market, packedCall('clear', 1, packClearing(clearing())))).toBe(expected);
    expect(await market.attempt(honest)).toBeNull();
  });

  it('is taken from nobody but the dealer, and with nothing in it that is not of the call', async () => {
    const market = await small();
    const data = packedCall('clear', 1, packClearing(honest));
    expect(await attempt(market, data, { from: market.seat(0) })).toBe('NotDealer');
    expect(await attempt(market, data, { parts: ([, ...rest]) => rest })).toBe('WrongParts');
    expect(await attempt(market, data, { parts: (staged) => [...staged].reverse() })).toBe('WrongParts');
    expect(await attempt(market, data, { parts: (staged) => [...staged, staged[0]!] })).toBe('WrongParts');
    const nothing = { ...(await send({ from: market.dealer, to: market.dealer.address, data: '0x', gas: 50_000 }))[0]!, contract: market.dealer.address }; // prettier-ignore
    expect(await attempt(market, data, { parts: ([, ...rest]) => [nothing, ...rest] })).toBe('WrongParts');
    // What has no code adds nothing.
    expect(await attempt(market, data, { parts: (staged) => [...staged, nothing] })).toBeNull();
  });

  it('gives the market itself no rights but the dealer’s to clear', async () => {
    const market = await small();
    for (const [method, values, expected] of [
      ['cancelOrders', [0], 'NotSeatOwner'],
      ['withdraw', [0], 'WrongPhase'],
      ['addSeats', [[], '0x'], 'WrongPhase'],
      ['close', [], 'DealerNotSilent'],
      ['start', [], 'WrongPhase'],
      ['reject', [0, 1, `nothing ${'of it '.repeat(40)}`], 'NotSeatOwner'],
    ] as const) {
      const padded = `${marketCall(method, ...values)}${'00'.repeat(600)}`;
      expect([method, await attempt(market, padded)]).toEqual([method, expected]);
    }
    expect(await market.call(market.dealer, 'close')).toBeNull();
    const last = `${marketCall('withdraw', 0xffff)}${'00'.repeat(600)}`;
    expect(await attempt(market, last)).toBe('NotDealer');
  });

  const seats = 60;
  const m = 96;
  const orders = 3;
  const vector = (of: (r: number) => bigint): bigint[] => Array.from({ length: m }, (_, r) => of(r));
  const part = (seat: number, r: number): bigint => UNIT / 3n + BigInt(seat * 7_919_113 + r * 104_729);
  const opening: LedgerOpening = {
    seats: Array.from({ length: seats }, (_, seat) => ({
      allocation: vector((r) => part(seat, r)),
      cash: 10n ** 24n,
    })),
    dealer: { inventory: vector(() => 0n), cash: 10n ** 24n },
    prices: vector(() => UNIT),
  };
  /** Pairs of seats: one sells what it has, the other buys it, and neither the other bundles that it would take. */
  const book = (seat: number): LedgerOrder[] =>
    Array.from({ length: orders }, (_, i) => {
      const seller = seat - (seat % 2);
      const bundle = vector((r) => (seat % 2 === 0 ? -1n : 1n) * (part(seller, r) - BigInt(i * r)));
      const worth = bundle.reduce((sum, quantity) => sum + quantity, 0n) * UNIT;
      const limit = i === 0 ? worth + (seat % 2 === 0 ? -1n : 1n) * UNIT : worth - 10n ** 18n;
      return { bundle, limit, kind: 'limited' };
    });
  const clearing: LedgerClearing = {
    prices: vector(() => UNIT),
    offer: vector(() => 0n),
    fills: Array.from({ length: seats }, () => [FULL_FILL, ...new Array<bigint>(orders - 1).fill(0n)]),
    dealerOrders: [],
    dealerFills: [],
  };

  it.each(['chain', 'both'] as const)('clears a market that no transaction has room for (%s)', async (verification) => {
    const sent: { method: string; bytes: number; used: number }[] = [];
    const execute: ChainLease['execute'] = async (match, transactions, notBefore) => {
      const receipts = await chain.execute(match, transactions, notBefore);
      transactions.forEach(({ data, gas }, i) => {
        const used = receipts[i]!.revert === null ? receipts[i]!.gas / gas : NaN;
        sent.push({ method: calledMethod(data), bytes: data.length / 2 - 1, used });
      });
      return receipts;
    };
    const watched = { ...chain, execute };
    const ledgers = [new MemoryLedger(), new ChainLedger(watched, { match: `large ${verification}`, verification })];
    const ends = [];
    for (const ledger of ledgers) {
      await ledger.open(opening);
      await ledger.submit(opening.seats.map((_, seat) => ({ seat, orders: book(seat) })));
      const unjust = { ...clearing, prices: clearing.prices.map((price, r) => (r === 5 ? price / 2n : price)) };
      await expect(ledger.clear(unjust)).rejects.toThrow();
      const deliveries = await ledger.clear(clearing);
      ends.push({ deliveries, state: ledger.state() });
      await ledger.close();
    }
    expect(ends[1]).toEqual(ends[0]);
    expect(ends[0]!.deliveries).toHaveLength(seats);
    const methods = sent.map(({ method }) => method);
    expect(methods.filter((method) => method === 'stage').length).toBeGreaterThanOrEqual(5);
    expect(methods).toContain('callStaged');
    expect(methods).not.toContain('clear');
    for (const { method, bytes, used } of sent) {
      expect(bytes).toBeLessThanOrEqual(callLimits.bytes + 100);
      if (!Number.isNaN(used)) expect([method, used < 0.97]).toEqual([method, true]);
      if (method === 'stage') expect(used).toBeGreaterThan(0.4);
    }
  }); // prettier-ignore
});
