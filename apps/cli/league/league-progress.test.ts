import { leagueProgress } from './league-progress.js';

it('tells the time left by the clock once two players are warm, and none at the end', () => {
  const clock = [4, 5, 6, 7, 8, 9, 10, 11];
  let told = '';
  const { match } = leagueProgress({ write: (text) => (told += text) }, () => clock.shift()!, 2);
  for (let done = 1; done <= 8; done++) match(done, 8);
  expect(told).toBe('match 1 of 8\nmatch 2 of 8\nmatch 4 of 8, 4 s left\nmatch 8 of 8\n');
});
