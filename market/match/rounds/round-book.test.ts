import { aMatch } from '../../test/a-match.js';
import { aRandomMarket } from '../../test/markets.js';
import { playMatch } from '../play-match.js';
import type { RoundBook } from './round-book.js';

/** Ledger units of quantities, and what rounding down each order's part may take away. */
const UNIT = 1e-9;

it('tells of every round which orders were open, and how much of each was settled', async () => {
  const books: RoundBook[] = [];
  const { played } = await aMatch()
    .on(aRandomMarket('books', { agents: 6, resources: 4 }))
    .with('truthful', 'multi-bundle', 'shaded')
    .dealtBy('smoothing')
    .by((setting) => playMatch({ ...setting, onBook: (book) => books.push(book) }))
    .over(40)
    .rounds();
  const { rounds } = played;
  expect(books.map(({ round }) => round)).toEqual(rounds.map(({ round }) => round));
  expect(rounds.filter(({ settled }) => settled).length).toBeGreaterThan(2);
  let waited = 0;
  rounds.forEach(({ trades, settled, prices }, k) => {
    const { orders } = books[k]!;
    const isOpen = (seat: number): boolean => trades.every((trade) => trade.seat !== seat);
    // What nobody traded of stays: until the round that follows has its own.
    if (settled) waited += orders.filter(({ seat }) => seat !== null && isOpen(seat)).length;
    for (const { seat, delivered } of trades) {
      const own = orders.filter((order) => order.seat === seat);
      delivered.forEach((amount, r) => {
        const filled = own.reduce((sum, { order, fill }) => sum + Number(order.bundle[r]!) * UNIT * fill, 0);
        expect(Math.abs(filled - amount)).toBeLessThan(2 * UNIT * (1 + own.length));
      });
    }
    for (const { seat, fill, limit, cost, order } of orders) {
      if (fill > 0 && seat !== null) expect(isOpen(seat)).toBe(false);
      if (!settled) expect(fill).toBe(0);
      // Nobody pays more than it said.
      if (fill > 0) expect(cost).toBeLessThanOrEqual(limit + 1e-6);
      const paid = order.bundle.reduce((sum, quantity, r) => sum + Number(quantity) * UNIT * prices[r]!, 0);
      expect(cost).toBeCloseTo(paid, 6);
    }
  });
  expect(waited).toBeGreaterThan(0);
});
