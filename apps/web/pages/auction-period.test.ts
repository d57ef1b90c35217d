import type { PeriodBook } from '#market/match/report/auction-record.js';
import { auctionPeriod } from './auction-period.js';

/** 500 Wh of PV at 20 and 14 ct; 300 and 400 wanted: 300 of them by the first, 200 by the second, whose rest buys CHP. */
const book: PeriodBook = {
  first: 'pv',
  grid: { sells: 23.67, buys: 12 },
  asks: [
    { seat: 0, type: 'pv', amount: 500, price: 12 },
    { seat: 1, type: 'chp', amount: 900, price: 15 },
  ],
  bids: [
    { seat: 2, amount: 300, pv: 20, chp: 10 },
    { seat: 3, amount: 450, pv: 14, chp: 16 },
  ],
  matches: [
    { type: 'pv', seller: 0, buyer: 2, amount: 300, buyerPrice: 20, sellerPrice: 12 },
    { type: 'pv', seller: 0, buyer: 3, amount: 200, buyerPrice: 14, sellerPrice: 12 },
    { type: 'chp', seller: 1, buyer: 3, amount: 200, buyerPrice: 16, sellerPrice: 16 },
  ],
};
const nameOf = (seat: number): string => `home-${seat}`;
const words = (seat: number | null): string =>
  auctionPeriod(book, nameOf, seat).text.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' '); // prettier-ignore

it('tells prices, what the grid took and gave, and what is left over', () => {
  const all = words(null);
  expect(all).toContain('Price of PV buyers 14.00 to 20.00, sellers 12.00');
  expect(all).toContain('Price of CHP 16.00');
  expect(all).toContain('Traded with each other 0.700 kWh');
  expect(all).toContain('From the grid 0.050 kWh at 23.67 ct/kWh');
  expect(all).toContain('To the grid 0.700 kWh at 12.00 ct/kWh');
  expect(all).toContain('bought 6.7 %');
  // 300 Wh x 8 ct and 200 Wh x 2 ct
  expect(all).toContain('runs the market 0.02800 EUR');
});

it('shows a seat its own orders and matches alone', () => {
  const own = words(2);
  expect(own).toContain('pays up to 20.00 for PV, 10.00 for CHP');
  expect(own).not.toContain('home-1');
  expect(own).toContain('home-0');
});

it('draws of the second type the demand that is left', () => {
  const [pv, chp] = auctionPeriod(book, nameOf, null).text.match(/<svg[\s\S]*?<\/svg>/g) as [string, string];
  const xs = (svg: string, curve: number): number[] =>
    [...svg.matchAll(/points="([^"]*)"/g)][curve]![1]!.split(' ').map((point) => Number(point.split(',')[0])); // prettier-ignore
  expect(pv).toContain('Order book of PV');
  // Of 750 Wh wanted 500 have been bought, of the others' axis 800 and 1,000 wide.
  const reach = (svg: string, curve: number): number => Math.max(...xs(svg, curve)) - 64;
  expect(reach(pv, 0) / reach(pv, 1)).toBeCloseTo(750 / 500, 2);
  expect(reach(chp, 0) / reach(chp, 1)).toBeCloseTo(250 / 900, 2);
});
