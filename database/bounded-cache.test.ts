import { BoundedCache } from './bounded-cache.js';

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
