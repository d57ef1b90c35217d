import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { loadScenario } from '#leagues/scenario-files/load-scenario.js';
import { communityFlows } from '#market/energy/flows/community-flows.js';
import { createHighsSolver } from '#market/lp/highs-solver.js';
import type { LpSolver } from '#market/lp/lp-solver.port.js';
import { dealt } from '#market/test/short-form.js';
import { clockMarket } from '#leagues/scenario-files/clock/clock-market.js';
import type { PlayedClockMatch } from '#market/clock-exchange/play-clock-match.js';
import { quantitiesToNumbers } from '#market/ledger/units.js';
import { projectRoot } from '#project-root.js';
import { lineUp } from '../play/line-ups/named-line-up.js';
import { playScenario } from '#matches/test/play-scenario.js';
import { playTask } from '../play/play-task.js';
import { realDays } from '../test/real-days.js';
import { communityDay, type CommunityDay } from './community-day.js';
import { compareMechanisms, type ComparedBlock } from './compare-mechanisms.js';
import type { MechanismName } from './mechanism-names.js';
import type { KeptOutcome } from './outcome.js';
import { optimalPlans } from './planned-outcomes.js';

const data = resolve(projectRoot, '../shared/data');
const missing = !existsSync(data)
  ? `there is no ${data}`
  : spawnSync('python3', ['-c', 'import scipy']).status !== 0 && 'python3 with scipy is not here';
if (missing) console.warn(`SKIPPED: mechanisms on six real days were not computed a second time, ${missing}`);

const days = dealt(realDays, 1);

/** EUR, kWh, percent: what solvers and metered schedules leave open. */
const DIGITS = 5;

/** What is computed for each mechanism, apart from this code. */
type Answer = Pick<KeptOutcome, 'cost' | 'savings' | 'traded' | 'fees' | 'selfSufficiencyPercent'> & {
  readonly gain: KeptOutcome['gain'];
  readonly rounds?: number;
  readonly statements?: number;
  readonly bytes?: number;
};

(missing ? describe.skip : describe)('mechanisms on six real days, computed apart from this code', () => {
  let folder: string;
  const blocks: ComparedBlock[] = [];
  let answers: readonly Partial<Record<MechanismName, Answer>>[];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'gridleague-'));
    const solver = await createHighsSolver();
    const played: object[] = [];
    for (const day of days) {
      const scenario = join(folder, `${day.id as string}.json`);
      writeFileSync(scenario, JSON.stringify(day, (key, value: unknown) => (key === 'csv' ? join(data, value as string) : value))); // prettier-ignore
      const line = { scenario, agents: ['truthful'], dealer: 'passive', execution: 'in-process' } as const;
      blocks.push(...(await compareMechanisms({ ...line, seeds: ['1'], chain: 'memory' })));
      played.push(await schedulesOf(scenario, solver));
    }
    const program = join(projectRoot, 'matches/test/independent_mechanisms.py');
    const input = JSON.stringify({ folder: data, scenarios: days, played });
    answers = JSON.parse(execFileSync('python3', [program], { input, encoding: 'utf8', maxBuffer: 2 ** 26 })) as typeof answers; // prettier-ignore
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each(days.map(({ id }, k) => [id as string, k] as const))(
    '%s: every figure of every mechanism',
    (_, k) => {
      const applied = blocks[k]!.outcomes.filter((outcome) => !('reason' in outcome));
      expect(applied.map(({ mechanism }) => mechanism).sort()).toEqual(Object.keys(answers[k]!).sort());
      for (const outcome of applied as KeptOutcome[]) {
        const { mechanism, traffic } = outcome;
        const answer = answers[k]![mechanism]!;
        const near = (
          of: Pick<KeptOutcome, 'cost' | 'traded' | 'fees' | 'selfSufficiencyPercent'>,
        ): object => ({
          ...{ cost: of.cost, traded: of.traded, fees: of.fees, share: of.selfSufficiencyPercent },
        });
        expectNear(near(outcome), near(answer), mechanism);
        expectNear({ ...outcome.savings }, { ...answer.savings }, mechanism);
        if (outcome.gain) expectNear({ ...outcome.gain }, { ...answer.gain }, mechanism);
        const { rounds, statements, bytes } = { ...traffic, ...answer };
        expect([mechanism, traffic]).toEqual([mechanism, { rounds, statements, bytes }]);
      }
    },
  );
});

function expectNear(found: object, expected: object, mechanism: string): void {
  const close = Object.entries(expected).map(
    ([field, value]) => [field, expect.closeTo(value as number, DIGITS)] as const,
  );
  expect({ mechanism, ...found }).toEqual({ mechanism, ...Object.fromEntries(close) });
}

/** What was chosen where several schedules are best, and what was said. */
async function schedulesOf(scenario: string, solver: LpSolver): Promise<object> {
  const day = communityDay((await loadScenario(scenario)).draw('1'), solver, scenario);
  const clock = await clockOf(day, solver);
  const optimum = flowsOf(day, optimalPlans(day, solver).plans);
  const { rounds, plans } = await playScenario({
    ...{ scenario, agents: ['truthful'], dealer: 'passive', seed: '1', rules: {} },
    ...{ chain: 'memory', execution: 'in-process', dataFolder: '' },
  });
  return {
    // Alone, what is not used of one's own is not sold to anybody.
    alone: day.flows.households
      .slice(0, day.community.households.length)
      .map((one) => Array.from(one.import, (drawn, t) => drawn - one.export[t]!)),
    ...{ clock, optimum },
    bundles: { rounds: rounds.map(({ prices, trades }) => ({ prices, trades })), ...flowsOf(day, plans) },
  };
}

/** The prices of every round, and what every home named at them. */
async function clockOf(day: CommunityDay, solver: LpSolver): Promise<object> {
  const { drawn, instance, community } = day;
  const homes = community.households.length;
  const plugins = await lineUp('in-process', ['truthful'], 'passive', solver);
  let flows: object = {};
  let packages: PlayedClockMatch['packages'] = [];
  const { rounds } = await playTask({
    ...{ id: 'clock', drawn: clockMarket(drawn), seed: '1', lineUp: plugins, solver },
    engine: { version: '', commit: '' },
    ledger: { chain: null, match: 'clock', scenario: instance.id },
    onPlayed: (played) => {
      flows = flowsOf(day, played.seats.map(({ plan }) => plan)); // prettier-ignore
      ({ packages } = played as PlayedClockMatch);
    },
  });
  const named = packages.map((bundles) =>
    bundles.slice(0, homes).map((bundle) => [...quantitiesToNumbers(bundle)]),
  );
  return { prices: rounds.map(({ announced }) => announced), packages: named, ...flows };
}

interface Flows {
  readonly meters: readonly (readonly number[])[];
  readonly positions: readonly (readonly number[])[];
  readonly imports: readonly (readonly number[])[];
}

/** kWh per home and period. */
function flowsOf({ community }: CommunityDay, plans: readonly Float64Array[]): Flows {
  const { households } = communityFlows(community, plans);
  return {
    meters: households.map((one) =>
      Array.from(one.position, (position, t) => position + one.import[t]! - one.export[t]!),
    ),
    positions: households.map(({ position }) => [...position]),
    imports: households.map((one) => [...one.import]),
  };
}
