/** @short-form 1/3 or none; each time: forged-figures.test.ts, market/double-auction */
import { dealt } from '#market/test/short-form.js';
import { findingLines } from '../finding-lines.js';
import type { ForgedMatch } from '../test/forge.js';
import { findings, refusal, runOf, withhold } from '../test/forgery.js';

type Round = ForgedMatch['rounds'][number];
/** The first period in which somebody trades. */
const busy = ({ rounds }: ForgedMatch): Round => rounds.find(({ trades }) => trades.length > 0)!;

describe('auctions that are paid as bid', () => {
  it('are replayed, and where a source is withheld they are consistent', async () => {
    const { played } = await runOf('paidAsBid');
    const prices = [...played.values()]
      .flatMap(({ rounds }) => rounds)
      .map(({ auction }) => new Set(auction!.matches.map(({ buyerPrice }) => buyerPrice)).size);
    expect(Math.max(...prices)).toBeGreaterThan(1);
    expect(findingLines(await findings('paidAsBid'), 0)[0]).toMatch(
      /^\d+ of \d+ matches replayed identically$/,
    );
    const withheld = await findings('paidAsBid', withhold);
    expect(findingLines(withheld, 1)[0]).toMatch(/without source \(figures consistent, not replayed\)$/);
  });

  const forgeries: [string, (match: ForgedMatch) => void, RegExp][] = [
    [
      'paid less than it bid',
      (match) => busy(match).auction!.matches[0]!.buyerPrice--,
      /rounds\[\d+\]\.auction/,
    ],
    [
      'got more than was paid',
      (match) => busy(match).auction!.matches[0]!.sellerPrice++,
      /rounds\[\d+\]\.auction/,
    ],
    [
      'all paid the highest ask',
      (match) => {
        const { asks, matches } = busy(match).auction!;
        const price = Math.max(
          ...matches.map(({ seller }) => asks.find(({ seat }) => seat === seller)!.price),
        );
        for (const one of matches) Object.assign(one, { buyerPrice: price, sellerPrice: price });
      },
      /rounds\[\d+\]\.auction/,
    ],
    [
      'had bid more',
      (match) => busy(match).auction!.bids.forEach((bid) => bid.pv++),
      /rounds\[\d+\]\.auction/,
    ],
    ['traded a Wh less', (match) => busy(match).auction!.matches[0]!.amount--, /rounds\[\d+\]\.auction/],
    ['read another price', (match) => (busy(match).prices[0]! += 0.01), /rounds\[\d+\]\.prices/],
    ['owes half of its bill', (match) => (busy(match).trades[0]!.payment /= 2), /rounds\[\d+\]\.trades/],
    [
      'got a Wh of somebody else’s',
      (match) => {
        const { trades } = busy(match);
        const r = trades[0]!.delivered.findIndex((quantity) => quantity !== 0);
        const [one, other] = trades.filter(({ delivered }) => delivered[r] !== 0);
        one!.delivered[r]! += 0.001;
        other!.delivered[r]! -= 0.001;
      },
      /rounds\[\d+\]\.trades(?!\[)/,
    ],
    ['was served twice', (match) => busy(match).trades.push(busy(match).trades[0]!), /rounds\[\d+\]\.trades/],
    [
      'had never ordered',
      (match) => {
        const round = busy(match);
        const { bids, matches } = round.auction!;
        bids.splice(
          bids.findIndex(({ seat }) => seat === matches[0]!.buyer),
          1,
        );
        round.participants--;
        round.newOrders--;
      },
      /rounds\[\d+\]/,
    ],
  ];
  it.each(dealt(forgeries, 3))('are refused where it is told that somebody %s', async (_, forge, field) => {
    expect(await refusal('paidAsBid', ([, match]) => forge(match))).toMatch(/DIFFERENT: /);
    const told = await refusal('paidAsBid', (lines) => {
      withhold(lines);
      forge(lines[1]);
    });
    expect(told).toMatch(/DIFFERENT: /);
    expect(told).toMatch(field);
  });
});
