import { packClearing } from '../client/clearing-codec.js';
import type { ChainLease } from '../service/chain.port.js';
import { EmbeddedChain } from '../service/embedded-chain.js';
import { honestClearing, SmallMarket, tampered } from '../test/small-market.js';
import { buyTwo, changed, dealerGroup, honest, sell, withOrders } from '../test/tamperings.js';

const embedded = new EmbeddedChain();
let chain: ChainLease;
let markets = 0;

const newMarket = (options = {}): SmallMarket =>
  new SmallMarket(chain, { match: `tamper ${++markets}`, ...options });

beforeAll(async () => {
  chain = await embedded.lease();
});
afterAll(() => embedded.close());

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
