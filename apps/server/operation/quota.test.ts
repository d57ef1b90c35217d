import { Quota } from './quota.js';

it('gives so many in a time that moves on, and says when there is more', () => {
  const quota = new Quota(2, 10_000);
  expect([0, 1000, 2000].map((now) => quota.take('a', now))).toEqual([0, 0, 8]);
  expect(quota.take('b', 2000)).toBe(0);
  expect(quota.take('a', 9999)).toBe(1);
  expect(quota.take('a', 10_000)).toBe(0);
  expect(quota.take('a', 10_001)).toBe(1);
});

it('gives one more where one was given back, and only to whom it was given', () => {
  const quota = new Quota(2, 10_000);
  for (const now of [0, 1000]) quota.take('a', now);
  quota.giveBack('b', 1000);
  quota.giveBack('a', 2000);
  expect(quota.wait('a', 2000)).toBe(8);
  quota.giveBack('a', 1000);
  expect(quota.take('a', 2000)).toBe(0);
  expect(quota.wait('a', 2000)).toBe(8);
});

it('remembers so many, and forgets first who was seen longest ago', () => {
  const quota = new Quota(2, 10_000, 2);
  for (const who of ['a', 'a', 'b', 'b']) quota.take(who, 0);
  expect(['a', 'b'].map((who) => quota.wait(who, 0))).toEqual([10, 10]);
  quota.take('c', 0);
  expect(['a', 'b', 'c'].map((who) => quota.wait(who, 0))).toEqual([0, 10, 0]);
});
