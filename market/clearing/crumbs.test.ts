import { lockedBy } from '../ledger/ledger.port.js';
import { pricesNearest, quantitiesNearest } from '../ledger/units.js';
import { createHighsSolver } from '../lp/highs-solver.js';
import type { LpSolver } from '../lp/lp-solver.port.js';
import { totalsOf } from '../test/a-match.js';
import { aCrumbMarket, type CrumbMarket } from '../test/crumb-markets.js';
import { money } from '../test/ledger-numbers.js';
import { isLong, testRng } from '../test/short-form.js';
import { StrictLedger } from '../test/strict-ledger.js';
import { clearableMarket, type ClearableMarket } from './leave-out.js';

const MARKETS = isLong ? 6_000 : 60;

/** Cleared by a ledger that checks certificate, limits and stocks. */
async function cleared(
  { books, dealerOrders, offer, prices }: CrumbMarket,
  solver: LpSolver,
): Promise<ClearableMarket> {
  const offered = quantitiesNearest(offer);
  const inventory = offered.map((quantity, r) =>
    dealerOrders.reduce((sum, { bundle }) => (bundle[r]! < 0n ? sum - bundle[r]! : sum), quantity),
  );
  const ledger = new StrictLedger();
  await ledger.open({
    seats: books.map((orders) => ({
      allocation: offered.map(() => 10n ** 13n),
      cash: lockedBy(orders) + money(1),
    })),
    dealer: { inventory, cash: money(1e6) },
    prices: pricesNearest(prices),
  });
  await ledger.submit(books.map((orders, seat) => ({ seat, orders })));
  const state = ledger.state();
  const supply = { offer: offered, orders: dealerOrders };
  const market = clearableMarket({ state, supply, costScale: 1, suspects: [...books.keys()] }, solver);
  if (market.found.status === 'accepted') await ledger.clear(market.found.clearing);
  expect(totalsOf(ledger.state())).toEqual(totalsOf(state));
  return market;
}

it(`clears each of ${MARKETS} books with crumbs beside a dealer’s bundles, whole`, async () => {
  const solver = await createHighsSolver();
  const rng = testRng('crumbs');
  for (let index = 0; index < MARKETS; index++) {
    const drawn = aCrumbMarket(rng);
    const { found, supply, leftOut } = await cleared(drawn, solver);
    const status = found.surplus > 1e-6 ? 'accepted' : (expect.stringMatching(/accepted|quiet/) as string);
    const orders = drawn.dealerOrders.length;
    expect({ index, status: found.status, leftOut, orders: supply.orders.length }).toEqual({
      ...{ index, status, leftOut: [], orders },
    });
  }
});
