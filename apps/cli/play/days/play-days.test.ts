import { writeFile } from 'node:fs/promises';
import { gridleague, temporaryFolder } from '../../test/gridleague.js';

const folder = temporaryFolder();

const SCENARIO = `kind: community
id: two-days
start: 2025-07-08
step: PT1H
periods: day
days: 2
households:
  - { id: roof, load: { annualEnergy: 3000 }, pv: { peakPower: 6 } }
  - { id: plain, load: { annualEnergy: 3000 } }
grid: { retail: 0.32, feedIn: 0.08 }
`;
/** Says on each day what it remembers, and asks for as much. */
const TALKER = `import { defineAgent, dot } from '@gridleague/sdk';
export default defineAgent({
  name: 'talker',
  create({ day }) {
    console.log('day', day.day, 'remembers', day.memory);
    return {
      bid: ({ prices }, { bestBundles }) =>
        bestBundles(prices).map((o) => ({ ...o, limit: o.value - (day.memory ? 0.5 : 0) * (o.value - dot(prices, o.bundle)) })),
      remember: () => 'day ' + day.day,
    };
  },
});`;

it('tells on stderr what strategies wrote on each day, and the id by which `explain` knows the match', async () => {
  process.env.GRIDLEAGUE_DATA = folder.path('data');
  await writeFile(folder.path('two-days.yaml'), SCENARIO);
  await writeFile(folder.path('talker.ts'), TALKER);
  const { code, stdout, stderr } = await gridleague(
    ...['play', folder.path('two-days.yaml'), '--chain', 'memory', '--rounds', '6'],
    ...['--agent', folder.path('talker.ts'), '--agent', 'truthful'],
  );
  expect(code).toBe(0);
  expect(stderr.split('\n').filter((line) => line.startsWith('console'))).toEqual([
    'console, two-days/1: roof (talker): day 1 remembers ',
    'console, two-days/1: roof (talker): day 2 remembers day 1',
  ]);
  expect(stdout).toMatch(/^Match {9}two-days\/1$/m);
  const told = await gridleague('explain', 'two-days/1', '--seat', '0', '--day', '2', '--json');
  expect(JSON.parse(told.stdout)).toMatchObject({
    ...{ id: 'roof', day: 2, repeated: true },
    rounds: expect.arrayContaining([
      expect.objectContaining({ round: 1, console: ['day 2 remembers day 1'] }),
    ]) as unknown,
  });
});
