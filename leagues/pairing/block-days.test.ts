import { leagueFrom } from '../definition/load-league.js';
import { dayOfSeed } from '../scenario-files/days/seed-on-day.js';
import { measuredScenario } from '../scenario-files/test/measured-days.js';
import { blockDays, blocksOfDays } from './block-days.js';
import { planRun } from './plan-run.js';
import type { FrozenSubmission } from './run-plan.js';
import { blockSeed } from './seeds.js';

const june = { from: ['2025-06-01/2025-06-30'], hold: ['2025-06-25/2025-06-30'] };
const frozen = (kind: 'agent' | 'dealer', name: string): FrozenSubmission => {
  return { id: name, kind, name, version: '1', sha256: 'x', baseline: true };
};
const field = [frozen('agent', 'a'), frozen('agent', 'b'), frozen('dealer', 'passive')];
const league = (blocks: number) =>
  leagueFrom(
    { id: 'l', title: 'L', format: 'self-play', scenarios: ['june', 'other'], blocks, dealers: ['passive'] },
    'l',
  );

it('the matches of a block are on the same day, those of another on another; other scenarios have none', async () => {
  const scenarios = new Map([['june', await measuredScenario(june)]]);
  const plan = planRun(league(6), field, 's', blockDays(scenarios, 's', 6));
  const days = new Map<number, Set<string>>();
  for (const { scenario, block, seed } of plan.matches) {
    const dated = dayOfSeed(seed);
    expect(dated?.seed ?? seed).toBe(blockSeed('s', block));
    expect(dated === null).toBe(scenario === 'other');
    if (dated) days.set(block, (days.get(block) ?? new Set()).add(dated.day));
  }
  const ofBlocks = [...days.values()].map((set) => [...set]);
  expect(ofBlocks.every((set) => set.length === 1)).toBe(true);
  const held = scenarios.get('june')!.days!.scored;
  expect(ofBlocks.flat().sort()).toEqual([...held].sort());
});

it('more blocks than days are refused, with the reason and the mend', async () => {
  const held = new Map([['june', await measuredScenario(june)]]);
  expect(() => blockDays(held, 's', 7)).toThrow(
    'scenario june has 6 days held for runs, fewer than 7 blocks: a day that comes twice would be a copy. ' +
      'Take fewer blocks, or add days to draw.days.hold',
  );
  const all = new Map([['june', await measuredScenario({ from: ['2025-06-01/2025-06-03'] })]]);
  expect(blocksOfDays([...held.values(), ...all.values(), {}])).toBe(3);
  expect(blocksOfDays([{}])).toBeNull();
  expect(() => blockDays(all, 's', 4)).toThrow(/has 3 days, fewer than 4 blocks.*draw\.days\.from/);
  expect(blockDays(all, 's', 3).get('june')).toHaveLength(3);
});
