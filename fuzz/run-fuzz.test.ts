import { corpusOf } from './findings.js';
import { runFuzz } from './run-fuzz.js';

it('tries a fresh case after the kept ones, however little time it has', async () => {
  const tried: unknown[] = [];
  const target = {
    generate: () => 'fresh',
    attempt: (attack: unknown) => Promise.resolve(void tried.push(attack)),
    close: () => Promise.resolve(),
  };
  const kept = corpusOf('bundle');
  expect(await runFuzz('bundle', target, { seed: 'a', minutes: 1e-9 })).toEqual({
    kept: kept.length,
    fresh: 1,
  });
  expect(tried).toEqual([...kept.map(({ attack }) => attack), 'fresh']);
  expect(await runFuzz('none', target, { seed: 'a', minutes: 60, most: 3 })).toEqual({ kept: 0, fresh: 3 });
});
