import { FULL_FILL } from '#market/ledger/units.js';
import type { LedgerOrder } from '#market/ledger/ledger.port.js';
import { contract } from '../abi/artifacts.js';
import { DEALER_SEAT, packClearing } from '../client/clearing-codec.js';
import { decodeRefusal } from '../abi/contract-errors.js';
import { marketAddress } from '../client/market-address.js';
import { marketCall, packedCall } from '../client/market-calls.js';
import { PackedWriter } from '../client/packing.js';
import type { ChainLease } from '../service/chain.port.js';
import { EmbeddedChain } from '../service/embedded-chain.js';
import { honestClearing, smallOpening, SmallMarket } from '../test/small-market.js';
import { buyTwo, dealerGroup, honest, sell, tamperings } from '../test/tamperings.js';

const embedded = new EmbeddedChain();
let chain: ChainLease;
let market: SmallMarket;
let markets = 0;

const newMarket = (options = {}): SmallMarket =>
  new SmallMarket(chain, { match: `tamper ${++markets}`, ...options });

beforeAll(async () => {
  chain = await embedded.lease();
});
afterAll(() => embedded.close());

describe('a clearing', () => {
  beforeAll(async () => {
    market = await newMarket().withBook();
  });

  it.each(tamperings)('with %s is refused: %s', async (_, refusal, clearing) => {
    expect(await market.attempt(clearing())).toBe(refusal);
  });

  it('cut short is refused', async () => {
    expect(await market.attemptPacked(packClearing(honest).slice(0, -64))).toBe('WrongLength');
    expect(await market.attemptPacked(packClearing(honest).slice(0, 128))).toBe('WrongLength');
    expect(await market.attemptPacked(`${packClearing(honest)}${'0'.repeat(128)}`)).toBe('SeatsOutOfOrder');
  });

  it('with something in lanes that are no resource is refused', async () => {
    const stray = (vector: readonly bigint[]): bigint[] => [...vector, 1n];
    expect(await market.attempt({ ...honest, prices: stray(honest.prices) })).toBe('WrongLength');
    const order = { bundle: stray(sell.bundle), limit: 0n, kind: 'limited' as const };
    expect(await market.attempt({ ...honest, groups: [...honest.groups, dealerGroup(order, 0n)] })).toBe(
      'MalformedOrder',
    );
  });

  it('with orders that cannot be read is refused', async () => {
    const packed = packClearing(honest);
    const words = (count: number): number => 64 * count;
    // Behind prices, offer and inventory, two words each, and the two words of the first group.
    const first = words(8);
    const withFirst = (byte: string): string => packed.slice(0, first) + byte + packed.slice(first + 2);
    // A limit of 17 bytes; a way to tell fills that does not exist.
    for (const byte of ['11', '68'])
      expect(await market.attemptPacked(withFirst(byte))).toBe('MalformedOrder');
    // A group that says it is a byte longer, or shorter, than its orders are.
    const length = Number(`0x${packed.slice(words(6) + 8, words(6) + 16)}`);
    for (const told of [length + 1, length - 1]) {
      const header = told.toString(16).padStart(8, '0');
      expect(
        await market.attemptPacked(packed.slice(0, words(6) + 8) + header + packed.slice(words(6) + 16)),
      ).toBe('WrongLength');
    }
  });

  it('of another market is refused', async () => {
    const other = await newMarket().withBook();
    await other.ledger.cancel(1);
    expect(await other.attempt(honest)).toBe('SeatsOutOfOrder');
    expect(await market.attempt(honest, { from: other.dealer })).toBe('NotDealer');
  });

  it('by anybody but the dealer is refused', async () => {
    expect(await market.attempt(honest, { from: market.seat(0) })).toBe('NotDealer');
    expect(await market.attempt(honest, { from: chain.operator })).toBe('NotDealer');
  });

  it('of another round is refused', async () => {
    expect(await market.attempt(honest, { round: 0 })).toBe('WrongRound');
    expect(await market.attempt(honest, { round: 2 })).toBe('WrongRound');
  });

  it('that drives the dealer into debt is refused', async () => {
    // The dealer buys half a unit back at 8: it has 2 and earns 1.
    const poor = await newMarket().open();
    const expensive: LedgerOrder = {
      bundle: [-500_000_000n, 0n, 0n, 0n, 0n],
      limit: -4n * 10n ** 18n,
      kind: 'limited',
    };
    expect(await poor.attemptOrders(poor.seat(1), 1, [expensive])).toBeNull();
    const keeps = {
      bundle: [500_000_000n, 0n, 0n, 0n, 0n],
      limit: 4n * 10n ** 18n,
      kind: 'limited' as const,
    };
    const clearing = {
      prices: [8_000_000_000n, 0n, 0n, 0n, 0n],
      offer: [0n, 0n, 0n, 0n, 0n],
      inventory: smallOpening.dealer.inventory,
      groups: [
        { seat: 1, orders: [expensive], fills: [FULL_FILL], payment: -4n * 10n ** 18n, sigma: 0n },
        dealerGroup(keeps, FULL_FILL),
      ],
    };
    expect(await poor.attempt(clearing)).toBe('DealerOverdrawn');
  });

  it('that is honest is settled, after all of the above, and only once', async () => {
    expect(await market.attempt(honest)).toBeNull();
    expect(await market.attempt(honest)).toBe('WrongRound');
    expect(await market.attempt(honest, { round: 2 })).toBe('SeatsOutOfOrder');
  });

  it('that comes before everybody had time to bid is refused', async () => {
    const slow = await newMarket({ biddingBlocks: 3 }).withBook();
    expect(await slow.attempt(honest)).toBe('TooEarly');
    expect(await slow.attempt(honest)).toBe('TooEarly');
    expect(await slow.attempt(honest)).toBeNull();
  });
});

describe('orders', () => {
  beforeAll(async () => {
    market = await newMarket().open();
  });

  it('of another account are refused', async () => {
    expect(await market.attemptOrders(market.seat(0), 1, [sell])).toBe('NotSeatOwner');
    expect(await market.attemptOrders(market.dealer, 1, [sell])).toBe('NotSeatOwner');
    expect(await market.attemptOrders(market.seat(0), 5, [sell])).toBe('UnknownSeat');
  });

  it('beyond the deposit are refused', async () => {
    const unlimited = { ...buyTwo, kind: 'unlimited' as const };
    expect(await market.attemptOrders(market.seat(0), 0, [unlimited, unlimited])).toBe('InsufficientCash');
    expect(await market.attemptOrders(market.seat(0), 0, [buyTwo, unlimited])).toBe('InsufficientCash');
    expect(await market.attemptOrders(market.seat(0), 0, [buyTwo, buyTwo])).toBeNull();
  });

  it('that are malformed are refused', async () => {
    const from = market.seat(2);
    const order = (...words: readonly bigint[]): string => {
      const writer = new PackedWriter(words.length);
      for (const word of words) writer.word(word);
      return packedCall('submitOrders', 2, writer.hex());
    };
    expect(await market.send(from, order(0n, 0n))).toBe('WrongLength');
    expect(await market.send(from, order())).toBe('WrongLength');
    expect(await market.send(from, order(1n << 200n, 0n, 0n))).toBe('MalformedOrder');
    expect(await market.send(from, order(1n << 130n, 0n, 0n))).toBe('MalformedOrder');
    expect(await market.send(from, order(0n, 0n, 1n))).toBe('MalformedOrder');
  });
});

describe('a market', () => {
  it('takes each deposit once and only before it starts', async () => {
    const fresh = await newMarket().open();
    expect(await fresh.send(fresh.seat(0), marketCall('deposit', 0), 0n)).toBe('WrongPhase');
    expect(await fresh.call(fresh.dealer, 'start')).toBe('WrongPhase');
    const again = [
      chain.operator.address,
      [fresh.dealer.address, 5, 0, 0, false, 80, 1, 1, 1, 1],
      '0x',
      '0x',
    ];
    expect(await fresh.call(chain.operator, 'initialize', ...again)).toBe('WrongPhase');
    expect(await fresh.call(chain.operator, 'addSeats', [], '0x')).toBe('WrongPhase');
  });

  it('pays everybody once, and only after its end', async () => {
    const ending = await newMarket().withBook();
    expect(await ending.call(ending.seat(0), 'withdraw', 0)).toBe('WrongPhase');
    expect(await ending.call(ending.seat(0), 'close')).toBe('DealerNotSilent');
    expect(await ending.call(ending.dealer, 'close')).toBeNull();
    expect(await ending.call(ending.dealer, 'close')).toBe('WrongPhase');
    expect(await ending.call(ending.seat(1), 'withdraw', 0)).toBe('NotSeatOwner');
    expect(await ending.call(ending.seat(1), 'withdraw', DEALER_SEAT)).toBe('NotDealer');
    expect(await ending.call(ending.seat(0), 'withdraw', 0)).toBeNull();
    expect(await chain.balance(ending.seat(0).address)).toBe(10n * 10n ** 18n);
    expect(await ending.call(ending.seat(0), 'withdraw', 0)).toBe('NothingToWithdraw');
    expect(await ending.attempt(honest)).toBe('WrongPhase');
    expect(await ending.attemptOrders(ending.seat(1), 1, [sell])).toBe('WrongPhase');
  });

  it('takes no order that is larger than any may be, so that no seat pads the tolerance for its dealer', async () => {
    const bounded = new SmallMarket(chain, { match: 'bounded' });
    // Room for 4 units: 2^32 quantity units of 1e-9.
    await bounded.ledger.open({ ...smallOpening, orderBits: 32 });
    const huge = { bundle: [0n, 0n, 0n, 0n, -(2n ** 62n)], limit: -(2n ** 62n), kind: 'limited' as const };
    for (const order of [huge, { ...huge, kind: 'unlimited' as const }])
      expect(await bounded.attemptOrders(bounded.seat(4), 4, [order])).toBe('OrderTooLarge');
    const split = { ...huge, bundle: [0n, 0n, 0n, 2n ** 31n, -(2n ** 31n)] };
    expect(await bounded.attemptOrders(bounded.seat(4), 4, [split])).toBe('OrderTooLarge');
    await expect(bounded.ledger.submit([{ seat: 4, orders: [split] }])).rejects.toMatchObject({
      code: 'order-too-large',
    });
    const fits = { ...huge, bundle: [0n, 0n, 0n, 2n ** 31n, -(2n ** 31n - 1n)] };
    expect(await bounded.attemptOrders(bounded.seat(4), 4, [fits])).toBeNull();
  });

  it('has no seat without an owner', async () => {
    const { operator, deployment } = chain;
    const send = async (to: string, data: string): Promise<string | null> => {
      const [receipt] = await chain.execute('no owner', [{ from: operator, to, data, gas: 3_000_000 }]);
      return receipt!.revert === null ? null : decodeRefusal(receipt!.revert).name;
    };
    const factory = contract('MarketFactory').interface;
    const id = `0x${'01'.repeat(32)}`;
    const vector = `0x${'00'.repeat(32)}`;
    const at = marketAddress(deployment, operator.address, id);
    const told = factory.encodeFunctionData('marketOf', [operator.address, id]);
    expect(`0x${(await chain.call(deployment.factory, told)).slice(-40)}`).toBe(at);
    const settings = [operator.address, 1, 0, 0, false, 80, 1, 1, 1, 1];
    const creation = factory.encodeFunctionData('createMarket', [id, settings, vector, vector]);
    expect(await send(deployment.factory, creation)).toBeNull();
    const addSeats = (owner: string): string => marketCall('addSeats', [owner], vector);
    expect(await send(at, addSeats(`0x${'00'.repeat(20)}`))).toBe('NoOwner');
    expect(await send(at, addSeats(operator.address))).toBeNull();
  });

  it('of a dealer that stays silent can be closed by anybody', async () => {
    const silent = await newMarket({ patienceBlocks: 3 }).withBook();
    expect(await silent.call(silent.seat(2), 'close')).toBe('DealerNotSilent');
    expect(await silent.call(silent.seat(2), 'close')).toBe('DealerNotSilent');
    expect(await silent.call(silent.seat(2), 'close')).toBeNull();
    expect(await silent.call(silent.seat(2), 'withdraw', 2)).toBeNull();
  });

  it('ends its rounds at the cap, so that no dealer can hold the money by clearing for ever', async () => {
    const capped = await newMarket({ roundCap: 1, patienceBlocks: 3 }).withBook();
    await capped.ledger.clear(honestClearing);
    await capped.ledger.cancel(4);
    expect(await capped.attempt({ ...honest, groups: [] }, { round: 2 })).toBe('RoundCapReached');
  });
});
