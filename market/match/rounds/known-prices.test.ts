import { defaultRules } from '../../instance.js';
import { PriceInformation, type KnownPrices } from './known-prices.js';

const of = (price: number): Float64Array => Float64Array.of(price);
/** In round k the price is k, and k units are traded. */
const after = (since: number): Pick<KnownPrices, 'announced' | 'since' | 'traded'> => ({
  announced: of(since),
  since,
  traded: { volume: of(since), seats: since },
});
const knowing = (information: 'symmetric' | 'asymmetric'): PriceInformation => {
  const asynchronous = { agents: {}, window: 1, information };
  const known = new PriceInformation({ ...defaultRules, asynchronous }, 2, of(0));
  known.announce(after(1), [0, 1]);
  known.announce(after(2), [0]);
  known.announce(after(3), [0]);
  return known;
};

it('with symmetric information everybody knows the last prices', () => {
  for (const seat of [0, 1])
    expect(knowing('symmetric').of(seat, false)).toEqual({ ...after(3), previous: of(2) });
});

it('with asymmetric information each knows prices and trades of the last round in which it took part', () => {
  const known = knowing('asymmetric');
  expect(known.of(0, false)).toEqual({ ...after(3), previous: of(2) });
  expect(known.of(1, false)).toEqual({ ...after(1), previous: of(0) });
  known.announce(after(4), [1]);
  expect(known.of(1, false)).toEqual({ ...after(4), previous: of(1) });
  expect(known.of(0, false).announced).toEqual(of(3));
});

it('a call tells everybody', () => {
  expect(knowing('asymmetric').of(1, true)).toEqual({ ...after(3), previous: of(2) });
});
