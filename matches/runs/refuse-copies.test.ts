import { loadScenario, shippedScenarios } from '#leagues/scenario-files/load-scenario.js';
import { scenarioFrom } from '#leagues/scenario-files/scenario-from.js';
import type { PlannedMatch } from '#leagues/pairing/run-plan.js';
import type { Scenario } from '#leagues/scenario-files/scenario.js';
import { isDrawn, refuseCopies, refuseEqualBlocks } from './refuse-copies.js';

const day = Array.from({ length: 24 }, (_, hour) => (hour % 7) / 10);
const series = { csv: 'day.csv', column: 'kWh', unit: 'kWh', start: '2025-06-01', step: 'PT1H' };

/** A community of one measured day; `fields` may draw something of it. */
function measured(fields: object = {}, home: object = {}): Promise<Scenario> {
  const document = {
    ...{ kind: 'community', id: 'day', start: '2025-06-01', step: 'PT1H', periods: 24 },
    households: [
      { id: 'a', load: { series } },
      { id: 'b', load: { series }, ...home },
    ],
    grid: { retail: 0.3, feedIn: 0.1 },
    ...fields,
  };
  return scenarioFrom(document, 'day.yaml', () => Promise.resolve(`kWh\n${day.join('\n')}\n`));
}

const refusal = (scenario: Scenario, blocks: number): string | null => {
  try {
    refuseCopies('day', scenario, blocks);
    return null;
  } catch (error) {
    return (error as Error).message;
  }
};

it('one measured day is one block: six would be copies', async () => {
  const fixed = await measured();
  expect(fixed.drawn).toEqual([]);
  expect(refusal(fixed, 6)).toMatch(
    /scenario day draws nothing: its 6 blocks would be one market, played 6 times/,
  );
  expect(refusal(fixed, 1)).toBeNull();
});

const battery = { capacity: 5, power: 3 };
it.each<[string, object, object, string[]]>([
  ['a range', {}, { battery: { ...battery, capacity: [4, 8] } }, ['households[1].battery.capacity']],
  ['a synthetic load', {}, { load: { annualEnergy: 3000 } }, ['households[1].load']],
  ['the sky', {}, { pv: { peakPower: 4 } }, ['sky']],
  ['who takes part', { communication: 'asynchronous' }, {}, ['participation']],
  ['the dealer', { dealer: { chp: { power: [1, 2] } } }, {}, ['dealer.chp.power']],
  [
    'times of day',
    {},
    { ev: { energy: 5, power: 3, arrival: ['16:00', '19:00'], departure: '07:00' } },
    ['households[1].ev.arrival'],
  ],
])('%s makes blocks of it', async (_, fields, home, drawn) => {
  const scenario = await measured(fields, home);
  expect(scenario.drawn).toEqual(drawn);
  expect(refusal(scenario, 6)).toBeNull();
});

it.each<[string, object]>([
  ['without a width', { battery: { ...battery, capacity: [5, 5] } }],
  ['of less than a step of ratings', { battery: { ...battery, capacity: [5, 5.004] } }],
])('a range %s makes none', async (_, home) => {
  expect(refusal(await measured({}, home), 2)).toMatch(/draws nothing/);
});

it('shipped scenarios say whether they are drawn', async () => {
  for (const name of await shippedScenarios()) {
    const scenario = await loadScenario(name);
    expect([name, isDrawn(scenario)]).toEqual([name, scenario.drawn.length > 0]);
  }
});

describe('blocks of a planned run', () => {
  const planned = (blocks: number): PlannedMatch[] =>
    Array.from({ length: 2 * blocks }, (_, k) => {
      const block = 1 + Math.floor(k / 2);
      return {
        ...{ serial: k + 1, id: String(k), block, scenario: 'day', seed: `run/${block}` },
        dealer: 'p',
        teams: [],
        scored: true,
      };
    });

  it('that drew the same market are refused, as two values of a battery make them', async () => {
    const few = await measured({}, { battery: { ...battery, capacity: [6.4, 6.41] } });
    expect(() => refuseEqualBlocks(new Map([['day', few]]), planned(6))).toThrow(
      /blocks \d and \d of this run drew the same market/,
    );
    expect(() => refuseEqualBlocks(new Map([['day', few]]), planned(1))).not.toThrow();
  });

  it('that drew markets of their own are not', async () => {
    const drawn = await measured({}, { load: { annualEnergy: [2000, 4000] } });
    expect(() => refuseEqualBlocks(new Map([['day', drawn]]), planned(20))).not.toThrow();
  });
});
