import { headSchema } from './head-schema.js';

/** What is wrong with the looks of a run's head that holds nothing else. */
function complaintsOf(looks: readonly number[]): string[] {
  const { error } = headSchema.safeParse({ plan: { looks } });
  return error!.issues.filter(({ path }) => path.includes('looks')).map(({ message }) => message);
}

it('a run has no more blocks than a league may ask for, so that nobody counts to a number from elsewhere', () => {
  expect(complaintsOf([6, 1000])).toEqual([]);
  expect(complaintsOf([1e10])).toEqual([expect.stringMatching(/<=1000/)]);
});
