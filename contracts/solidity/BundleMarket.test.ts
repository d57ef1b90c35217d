import { FULL_FILL } from '#market/ledger/units.js';
import type { LedgerOrder } from '#market/ledger/ledger.port.js';
import { contract } from '../abi/artifacts.js';
import {
  DEALER_SEAT,
  packClearing,
  type CertifiedClearing,
  type ClearingGroup,
} from '../client/clearing-codec.js';
import { decodeRefusal } from '../abi/contract-errors.js';
import { marketCall, packedCall } from '../client/market-calls.js';
import { PackedWriter } from '../client/packing.js';
import type { ChainLease } from '../service/chain.port.js';
import { EmbeddedChain } from '../service/embedded-chain.js';
import { honestClearing, smallBook, SmallMarket, tampered } from '../test/small-market.js';

const embedded = new EmbeddedChain();
let chain: ChainLease;
let market: SmallMarket;
let markets = 0;

const newMarket = (options = {}): SmallMarket =>
  new SmallMarket(chain, { match: `tamper ${++markets}`, ...options });
const honest = tampered({});

beforeAll(async () => {
  chain = await embedded.lease();
});
afterAll(() => embedded.close());

/** The honest clearing with one seat's group changed. */
function withGroup(
  seat: number,
  change: (group: ClearingGroup) => Partial<ClearingGroup>,
): CertifiedClearing {
  return {
    ...honest,
    groups: honest.groups.map((group) => (group.seat === seat ? { ...group, ...change(group) } : group)),
  };
}

function withOrders(seat: number, orders: readonly LedgerOrder[]): CertifiedClearing {
  return withGroup(seat, ({ fills }) => ({ orders, fills: orders.map((_, i) => fills[i] ?? 0n) }));
}

/** A vector with one entry changed. */
function changed(vector: readonly bigint[], index: number, value: bigint): bigint[] {
  return vector.map((entry, i) => (i === index ? value : entry));
}

const [buyTwo, buyOne] = smallBook[0] as [LedgerOrder, LedgerOrder];
const sell = smallBook[1]![0]!;
const dealerGroup = (order: LedgerOrder, fill: bigint): ClearingGroup => ({
  seat: DEALER_SEAT,
  orders: [order],
  fills: [fill],
  payment: 0n,
  sigma: 0n,
});

describe('a clearing', () => {
  beforeAll(async () => {
    market = await newMarket().withBook();
  });

  const tamperings: readonly [what: string, refusal: string, clearing: () => CertifiedClearing][] = [
    ['an order left out', 'BookMismatch', () => withOrders(0, [buyTwo])],
    ['a whole book left out', 'BookMissing', () => ({ ...honest, groups: honest.groups.slice(1) })],
    ['the last book left out', 'BookMissing', () => ({ ...honest, groups: honest.groups.slice(0, -1) })],
    ['an order added', 'BookMismatch', () => withOrders(2, [smallBook[2]![0]!, buyOne])],
    ['an order replayed', 'BookMismatch', () => withOrders(1, [sell, sell])],
    ['orders in another sequence', 'BookMismatch', () => withOrders(0, [buyOne, buyTwo])],
    [
      'a limit changed by one unit',
      'BookMismatch',
      () => withOrders(1, [{ ...sell, limit: sell.limit + 1n }]),
    ],
    [
      'a quantity changed by one unit',
      'BookMismatch',
      () => withOrders(1, [{ ...sell, bundle: changed(sell.bundle, 0, sell.bundle[0]! + 1n) }]),
    ],
    [
      'a limited order declared unlimited',
      'BookMismatch',
      () => withOrders(1, [{ ...sell, kind: 'unlimited' }]),
    ],
    ["another seat's book", 'BookMismatch', () => withOrders(2, [sell])],
    [
      'a seat twice',
      'SeatsOutOfOrder',
      () => ({ ...honest, groups: [honest.groups[0]!, honest.groups[0]!, ...honest.groups.slice(1)] }),
    ],
    [
      'a book for a seat that has none',
      'SeatsOutOfOrder',
      () => ({ ...honest, groups: [...honest.groups, { ...honest.groups[1]!, seat: 4 }] }),
    ],
    [
      'a fill lowered by 1 %',
      'NotOptimal',
      () => tampered({ fills: [[(FULL_FILL * 99n) / 100n, 0n], ...honestClearing.fills.slice(1)] }),
    ],
    [
      'a fill raised by 1 %',
      'OverDelivery',
      () =>
        tampered({
          fills: honestClearing.fills.map((fills, seat) =>
            seat === 2 ? [(FULL_FILL * 505n) / 1000n] : fills,
          ),
        }),
    ],
    [
      'more delivered than offered, though it is there',
      'OverDelivery',
      () =>
        tampered({
          fills: honestClearing.fills.map((fills, seat) =>
            seat === 3 ? [(FULL_FILL * 505n) / 1000n] : fills,
          ),
        }),
    ],
    ['a fill above one', 'FillOutOfRange', () => withGroup(1, () => ({ fills: [FULL_FILL + 1n] }))],
    [
      'convexity broken',
      'ConvexityBroken',
      () => tampered({ fills: [[FULL_FILL, 1n], ...honestClearing.fills.slice(1)] }),
    ],
    [
      'nothing filled though trade is worth it',
      'NotOptimal',
      () => tampered({ fills: smallBook.map((orders) => orders.map(() => 0n)) }),
    ],
    [
      'no trade at all, the tolerance padded by an order of the dealer',
      'NotOptimal',
      () =>
        tampered({
          fills: smallBook.map((orders) => orders.map(() => 0n)),
          dealerOrders: [
            { bundle: smallBook[0]![0]!.bundle.map(() => 0n), limit: -(2n ** 126n), kind: 'limited' },
          ],
          dealerFills: [0n],
        }),
    ],
    [
      'a price below what the seller asks, the tolerance padded likewise',
      'PaymentAboveLock',
      () =>
        tampered({
          prices: honestClearing.prices.map(() => 0n),
          dealerOrders: [
            { bundle: smallBook[0]![0]!.bundle.map(() => 0n), limit: 2n ** 126n, kind: 'limited' },
          ],
          dealerFills: [FULL_FILL],
        }),
    ],
    [
      'a price lowered by 1 %',
      'NotOptimal',
      () => tampered({ prices: changed(honestClearing.prices, 0, 1_980_000_000n) }),
    ],
    [
      'a price raised by 1 %',
      'PaymentAboveLock',
      () => tampered({ prices: changed(honestClearing.prices, 0, 2_020_000_000n) }),
    ],
    [
      'a price on what is left over',
      'NotOptimal',
      () => tampered({ offer: changed(honestClearing.offer, 1, 3_000_000_000n) }),
    ],
    ['a negative price', 'NegativePrice', () => tampered({ prices: changed(honestClearing.prices, 3, -1n) })],
    [
      'more offered than there is',
      'OfferOutOfRange',
      () => tampered({ offer: changed(honestClearing.offer, 2, 1n) }),
    ],
    ['a negative offer', 'OfferOutOfRange', () => tampered({ offer: changed(honestClearing.offer, 1, -1n) })],
    ['sigma understated', 'SigmaMismatch', () => withGroup(0, ({ sigma }) => ({ sigma: sigma - 1n }))],
    [
      'a payment one unit too high',
      'PaymentMismatch',
      () => withGroup(0, ({ payment }) => ({ payment: payment + 1n })),
    ],
    [
      'a payment one unit too low',
      'PaymentMismatch',
      () => withGroup(1, ({ payment }) => ({ payment: payment - 1n })),
    ],
    [
      "a dealer's own order left unfilled though it is worth it",
      'NotOptimal',
      () => {
        const keep = {
          bundle: [0n, 10n ** 9n, 0n, 0n, 0n],
          limit: 15n * 10n ** 17n,
          kind: 'limited' as const,
        };
        return { ...honest, groups: [...honest.groups, dealerGroup(keep, 0n)] };
      },
    ],
    [
      'the dealer giving away what it does not have',
      'OverDelivery',
      () => {
        const gift = {
          bundle: [-(10n ** 9n), 0n, 0n, 0n, 0n],
          limit: -2n * 10n ** 18n,
          kind: 'limited' as const,
        };
        const fills = honestClearing.fills.map((own, seat) => (seat === 2 ? [(FULL_FILL * 3n) / 4n] : own));
        return {
          ...tampered({ fills }),
          groups: [...tampered({ fills }).groups, dealerGroup(gift, FULL_FILL)],
        };
      },
    ],
  ];

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
    const again = [chain.operator.address, [fresh.dealer.address, 5, 0, false, 1, 1, 1, 1], '0x', '0x'];
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

  it('has no seat without an owner', async () => {
    const { operator, deployment } = chain;
    const send = async (to: string, data: string): Promise<string | null> => {
      const [receipt] = await chain.execute('no owner', [{ from: operator, to, data, gas: 3_000_000 }]);
      return receipt!.revert === null ? null : decodeRefusal(receipt!.revert).name;
    };
    const factory = contract('MarketFactory').interface;
    const id = `0x${'01'.repeat(32)}`;
    const vector = `0x${'00'.repeat(32)}`;
    const at = await chain.call(
      deployment.factory,
      factory.encodeFunctionData('marketOf', [operator.address, id]),
    );
    const settings = [operator.address, 1, 0, false, 1, 1, 1, 1];
    const creation = factory.encodeFunctionData('createMarket', [id, settings, vector, vector]);
    expect(await send(deployment.factory, creation)).toBeNull();
    const addSeats = (owner: string): string => marketCall('addSeats', [owner], vector);
    expect(await send(`0x${at.slice(-40)}`, addSeats(`0x${'00'.repeat(20)}`))).toBe('NoOwner');
    expect(await send(`0x${at.slice(-40)}`, addSeats(operator.address))).toBeNull();
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

describe('a proposed clearing', () => {
  const proposing = (objectionBlocks: number): Promise<SmallMarket> =>
    newMarket({ verification: 'agents', objectionBlocks }).withBook();

  it('is settled after the objection phase, as proposed', async () => {
    const agents = await proposing(2);
    expect(await agents.attempt(honest)).toBe('NoProposal');
    expect(await agents.attempt(honest, { method: 'propose' })).toBeNull();
    expect(await agents.attemptOrders(agents.seat(1), 1, [sell])).toBe('BookFrozen');
    expect(await agents.attempt(honest)).toBe('ObjectionPhaseRunning');
    expect(await agents.attempt(withOrders(0, [buyTwo]))).toBe('WrongProposal');
    expect(await agents.call(agents.seat(0), 'reject', 0, 1, 'too late')).toBe('ObjectionPhaseOver');
    expect(await agents.attempt(honest)).toBeNull();
  });

  it('that an agent rejects is void for all, and the orders stay', async () => {
    const agents = await proposing(10);
    expect(await agents.attempt(honest, { method: 'propose' })).toBeNull();
    expect(await agents.call(agents.seat(0), 'reject', 1, 1, 'not mine')).toBe('NotSeatOwner');
    expect(await agents.call(agents.seat(0), 'reject', 0, 2, 'another round')).toBe('WrongRound');
    expect(await agents.call(agents.seat(0), 'reject', 0, 1, 'unfair')).toBeNull();
    expect(await agents.call(agents.seat(1), 'reject', 1, 1, 'unfair')).toBe('NoProposal');
    expect(await agents.attempt(honest)).toBe('NoProposal');
    expect(await agents.attempt(honest, { method: 'propose' })).toBeNull();
  });

  it('is refused at once if it has not the shape of a clearing of the open book', async () => {
    const agents = await proposing(0);
    const propose = (packed: string): Promise<string | null> =>
      agents.attemptPacked(packed, { method: 'propose' });
    expect(await propose('00')).toBe('WrongLength');
    expect(await propose(packClearing(honest).slice(0, -64))).toBe('WrongLength');
    expect(await propose(`${packClearing(honest)}00`)).toBe('WrongLength');
    expect(await propose(`${packClearing(honest)}${'0'.repeat(128)}`)).toBe('SeatsOutOfOrder');
    expect(await propose(packClearing({ ...honest, groups: honest.groups.slice(1) }))).toBe('BookMissing');
    expect(await propose(packClearing({ ...honest, groups: honest.groups.slice(0, -1) }))).toBe(
      'BookMissing',
    );
    expect(await propose(packClearing(withOrders(0, [buyTwo])))).toBe('BookMismatch');
    const withDealer = { ...honest, groups: [...honest.groups, dealerGroup(sell, 0n)] };
    expect(await propose(`${packClearing(withDealer)}${'0'.repeat(128)}`)).toBe('WrongLength');
    expect(await propose(packClearing(withDealer))).toBeNull();
  });

  /** A proposal that the contract itself will refuse, and the blocks in which only the dealer could settle it. */
  const stale = async (): Promise<SmallMarket> => {
    const both = await newMarket({ verification: 'both', objectionBlocks: 1 }).withBook();
    const wrong = tampered({ prices: changed(honestClearing.prices, 0, 1_980_000_000n) });
    expect(await both.attempt(wrong, { method: 'propose' })).toBeNull();
    expect(await both.attempt(wrong)).toBe('ObjectionPhaseRunning');
    expect(await both.attempt(wrong)).toBe('NotOptimal');
    expect(await both.call(both.seat(0), 'reject', 0, 1, 'too late')).toBe('ObjectionPhaseOver');
    expect(await both.call(both.dealer, 'reject', 0, 1, 'not its right')).toBe('NotSeatOwner');
    expect(await both.attempt(honest, { method: 'propose', from: both.seat(0) })).toBe('NotDealer');
    for (let block = 6; block <= 8; block++)
      expect(await both.attempt(honest, { method: 'propose' })).toBe('ProposalStanding');
    expect(await both.call(both.seat(0), 'reject', 0, 1, 'too early')).toBe('ObjectionPhaseOver');
    return both;
  };

  it('that the dealer cannot settle is replaced, and the new one may be objected to again', async () => {
    const both = await stale();
    expect(await both.attempt(honest, { method: 'propose' })).toBeNull();
    expect(await both.attempt(honest)).toBe('ObjectionPhaseRunning');
    expect(await both.attempt(honest)).toBeNull();
  });

  it('that the dealer leaves lying is voided by any seat, and the book is open again', async () => {
    const both = await stale();
    expect(await both.call(both.seat(4), 'reject', 4, 1, 'stale')).toBeNull();
    expect(await both.attempt(honest)).toBe('NoProposal');
    expect(await both.call(both.seat(0), 'cancelOrders', 0)).toBeNull();
  });

  it('cannot be made where the contract alone verifies', async () => {
    const plain = await newMarket().withBook();
    expect(await plain.attempt(honest, { method: 'propose' })).toBe('InvalidSettings');
  });
});
