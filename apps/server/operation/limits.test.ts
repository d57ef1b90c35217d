import { addressBlock } from './address-block.js';
import { BoundedCache } from '#database/bounded-cache.js';
import { mostConnections } from '../requests/limit-connections.js';
import { Quota } from './quota.js';

describe('who an address belongs to', () => {
  it.each([
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['203.0.113.7:50123', '203.0.113.7'],
    ['[2001:db8::1]:50123', '2001:db8:0:0::/64'],
    ['[2001:db8::1]', '2001:db8:0:0::/64'],
    ['::FFFF:203.0.113.7', '203.0.113.7'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['2001:DB8:0:0:1:2:3:4', '2001:db8:0:0::/64'],
    ['2001:0db8:0000:0000:ffff::', '2001:db8:0:0::/64'],
    ['2001:db8:0:1::1', '2001:db8:0:1::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['1:2:3:4:5:6:7::', '1:2:3:4::/64'],
    ['', ''],
    [undefined, ''],
  ])('%s: %s', (address, block) => expect(addressBlock(address)).toBe(block));
});

describe('a quota', () => {
  it('gives so many in a time that moves on, and says when there is more', () => {
    const quota = new Quota(2, 10_000);
    expect([0, 1000, 2000].map((now) => quota.take('a', now))).toEqual([0, 0, 8]);
    expect(quota.take('b', 2000)).toBe(0);
    expect(quota.take('a', 9999)).toBe(1);
    expect(quota.take('a', 10_000)).toBe(0);
    expect(quota.take('a', 10_001)).toBe(1);
  });
});

describe('a bounded cache', () => {
  it('forgets the oldest when there is too much, by number or by weight, and failures at once', async () => {
    const made: string[] = [];
    const cache = new BoundedCache<string>({ most: 3, mostWeight: 10, weightOf: (text) => text.length });
    const get = (text: string): Promise<string> =>
      cache.get(text, async () => {
        made.push(text);
        if (text === '') throw new Error('nothing');
        return text;
      });
    for (const text of ['aaaa', 'bbbb', 'aaaa', 'cccc', 'bbbb', 'aaaa']) await get(text);
    expect(made).toEqual(['aaaa', 'bbbb', 'cccc', 'aaaa']);
    await get('').catch(() => undefined);
    await get('').catch(() => undefined);
    expect(made.slice(4)).toEqual(['', '']);
    await get('x'.repeat(100));
    await get('x'.repeat(100));
    expect(made).toHaveLength(7);
  });
});

it.each([
  [Infinity, 2000],
  [20_000, 2000],
  [1024, 384],
  [256, 50],
])('with %d descriptors there is room for %d connections', (descriptors, most) =>
  expect(mostConnections(descriptors)).toBe(most),
);
