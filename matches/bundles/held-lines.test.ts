import { bundleLimits } from './bundle-limits.js';
import { HeldLines } from './held-lines.js';
import { plainJson } from './plain-json.js';

it('short values count beside the text they are written in', () => {
  const zeros = Buffer.from(`[${'0,'.repeat(999_999)}0]`);
  const { values } = plainJson(zeros);
  expect(values).toBeGreaterThanOrEqual(1_000_000);
  const held = new HeldLines();
  let lines = 0;
  while (held.hold({ bytes: zeros.length, values })) lines++;
  expect(lines).toBeLessThan(bundleLimits.heldValues / 1_000_000);
  expect(lines * zeros.length).toBeLessThan(bundleLimits.heldBytes / 4);
});

it('long texts count by their bytes', () => {
  const held = new HeldLines();
  const line = { bytes: bundleLimits.heldBytes / 2, values: 1 };
  expect([held.hold(line), held.hold(line), held.hold(line)]).toEqual([true, true, false]);
});
