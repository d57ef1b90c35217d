import { gridleague } from '../test/gridleague.js';

it.each([
  ['--agents', '10,x'],
  ['--participation', '0'],
  ['--extent', 'some'],
])('refuses what is no list, no share and no extent: %s %s', async (...args) => {
  const { code, stderr } = await gridleague('study', 'gkw12', ...args);
  expect([code, stderr]).toEqual([2, expect.stringContaining(args[0])]);
});
