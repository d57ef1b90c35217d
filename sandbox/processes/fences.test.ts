import { strongest } from './fences.js';

it('takes no weaker fences for want of a process at the moment', async () => {
  let shortages = 1;
  const found = await strongest(['strong', 'weak', 'none'], async (fences) => {
    return fences !== 'weak' && shortages-- <= 0;
  });
  expect(found).toBe('strong');
  const cannot = await strongest(['strong', 'weak'], async (fences) => fences === 'weak');
  expect(cannot).toBe('weak');
});
