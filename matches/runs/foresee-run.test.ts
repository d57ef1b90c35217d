import { leagueFrom } from '#leagues/definition/load-league.js';
import type { FrozenSubmission } from '#leagues/pairing/run-plan.js';
import { measuredScenario } from '#leagues/scenario-files/test/measured-days.js';
import { foreseeRun } from './foresee-run.js';

const entrants = ['A', 'B', 'passive'].map((name): FrozenSubmission => {
  const kind = name === 'passive' ? 'dealer' : 'agent';
  return { id: name, kind, name, version: '1', sha256: name, baseline: false };
});

it('says how many blocks there are days for, and what they would show', async () => {
  const june = await measuredScenario({ from: ['2025-06-01/2025-06-30'], hold: 0.4 });
  const definition = leagueFrom(
    { id: 'l', title: 'L', format: 'self-play', scenarios: ['june'], blocks: 6 },
    'l',
  );
  const foreseen = (spread: number) =>
    foreseeRun({ definition, entrants, scenarios: new Map([['june', june]]), spread, difference: 0.1 });
  const most = june.days!.scored.length;
  expect(most).toBe(11);
  // By SciPy's noncentral t: 34 blocks, and with eleven 0.18754.
  const { mostBlocks, power } = foreseen(0.2);
  expect([mostBlocks, power!.blocksNeeded]).toEqual([most, 34]);
  expect(power!.visibleAtMost).toBeCloseTo(0.18754, 5);
  expect(foreseen(0.05).power!.blocksNeeded).toBe(6);
});
