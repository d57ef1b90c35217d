import { FULL_FILL } from '#market/ledger/units.js';
import { MemoryLedger } from '#market/ledger/memory-ledger.js';
import type { LedgerState } from '#market/ledger/ledger.port.js';
import { smallBook, smallOpening, honestClearing, tampered } from '../test/small-market.js';
import { packClearing, type CertifiedClearing } from './clearing-codec.js';
import { proposalFault } from './proposal-check.js';

let state: LedgerState;

beforeAll(async () => {
  const ledger = new MemoryLedger();
  await ledger.open(smallOpening);
  await ledger.submit(smallBook.map((orders, seat) => ({ seat, orders })));
  state = ledger.state();
});

const honest = tampered({});
const faultFor = (seat: number, proposal: CertifiedClearing): string | null =>
  proposalFault(packClearing(proposal), state, seat);
const withOwn = (seat: number, change: object): CertifiedClearing => ({
  ...honest,
  groups: honest.groups.map((group) => (group.seat === seat ? { ...group, ...change } : group)),
});

describe("an agent's own check of a proposed clearing", () => {
  it('finds nothing wrong with an honest one, trading or not', () => {
    for (const seat of [0, 1, 2, 3, 4]) expect(faultFor(seat, honest)).toBeNull();
  });

  it('finds a book that is not what was submitted, its own or not', () => {
    const robbed = { ...honest, groups: honest.groups.slice(1) };
    for (const seat of [0, 3]) expect(faultFor(seat, robbed)).toContain('book of seat 0');
    const [order] = smallBook[1]!;
    expect(faultFor(4, withOwn(1, { orders: [{ ...order!, limit: order!.limit - 1n }] }))).toContain(
      'book of seat 1',
    );
  });

  it('finds a clearing that is feasible but not the best', () => {
    const fills = [[FULL_FILL / 2n, 0n], ...honestClearing.fills.slice(1)];
    expect(faultFor(4, tampered({ fills }))).toContain('not-optimal');
  });

  it('finds a wrong payment or surplus of its own', () => {
    expect(faultFor(1, withOwn(1, { payment: -7n }))).toContain('my payment');
    expect(faultFor(0, withOwn(0, { sigma: 0n }))).toContain('my surplus');
    expect(faultFor(2, withOwn(1, { payment: -7n }))).toBeNull();
  });
});
