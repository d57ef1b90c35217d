import { ProcessorAllowance } from '../seats/allowance.js';
import { TrialPatience } from './trial-patience.js';

it('ends when the calls of one run took too long, or those of the admission used too much', () => {
  const admission = new ProcessorAllowance(100, 'admission');
  const [first, second] = [new TrialPatience(admission, 2000), new TrialPatience(admission, 2000)];
  first.spend(10, 2000);
  expect(first.exhausted).toBeNull();
  first.spend(10, 1);
  expect(first.exhausted).toBe('all calls of the trial matches together took longer than 2 s');
  expect(second.exhausted).toBeNull();
  second.spend(81, 100);
  expect(second.exhausted).toMatch(/^all calls of the admission together used more than 0.1 s/);
});
