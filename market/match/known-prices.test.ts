import { defaultRules } from '../instance.js';
import { PriceInformation } from './known-prices.js';

const of = (price: number): Float64Array => Float64Array.of(price);
const knowing = (information: 'symmetric' | 'asymmetric'): PriceInformation => {
  const asynchronous = { agents: {}, window: 1, information };
  const known = new PriceInformation({ ...defaultRules, asynchronous }, 2, of(0));
  known.announce(of(1), 1, [0, 1]);
  known.announce(of(2), 2, [0]);
  known.announce(of(3), 3, [0]);
  return known;
};

it('with symmetric information everybody knows the last prices', () => {
  for (const seat of [0, 1])
    expect(knowing('symmetric').of(seat, false)).toEqual({ announced: of(3), previous: of(2), since: 3 });
});

it('with asymmetric information each knows those of the last round in which it took part', () => {
  const known = knowing('asymmetric');
  expect(known.of(0, false)).toEqual({ announced: of(3), previous: of(2), since: 3 });
  expect(known.of(1, false)).toEqual({ announced: of(1), previous: of(0), since: 1 });
  known.announce(of(4), 4, [1]);
  expect(known.of(1, false)).toEqual({ announced: of(4), previous: of(1), since: 4 });
  expect(known.of(0, false).announced).toEqual(of(3));
});

it('a call tells everybody', () => {
  expect(knowing('asymmetric').of(1, true)).toEqual({ announced: of(3), previous: of(2), since: 3 });
});
