/** @short-form 1/2; each time: malformed.test.ts */
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { communityFlows } from '#market/energy/flows/community-flows.js';
import { dealt } from '#market/test/short-form.js';
import { createHighsSolver } from '#market/lp/highs-solver.js';
import { centralProblem, jointProblem } from '#market/referee/central-problem.js';
import { checkSolvable } from './check-solvable.js';
import { loadScenario, shippedScenarios } from './load-scenario.js';
import { scenarioFrom } from './scenario-from.js';
import { filesIn } from './series/load-series.js';
import { ScenarioError } from './reading/scenario-error.js';
import type { DrawnMarket } from './scenario.js';

const solver = await createHighsSolver();

function optimum(problem: ReturnType<typeof centralProblem>): { objective: number; x: Float64Array } {
  const model = solver.createModel(problem);
  const outcome = model.solve();
  model.dispose();
  if (outcome.status !== 'optimal') throw new Error(outcome.status);
  return outcome;
}

function noTradeCost({ instance }: DrawnMarket): number {
  return instance.participants.reduce(
    (sum, one) => sum + optimum(jointProblem([one], one.endowment)).objective,
    0,
  );
}

describe('shipped scenarios', () => {
  it('are these', async () => {
    expect(await shippedScenarios()).toEqual([
      'blems-example',
      'demo-community',
      'demo-street',
      'landau-village',
      'random-large',
      'random-small',
      'winter-community',
    ]);
  });

  const sizes: [string, number, number][] = [
    ['blems-example', 2, 2],
    ['demo-community', 11, 24],
    ['demo-street', 6, 12],
    ['random-large', 100, 24],
    ['random-small', 10, 8],
    ['winter-community', 51, 96],
  ];
  it.each(dealt(sizes, 3))(
    '%s can be played and gains by trade, whatever the seed',
    async (name, participants, resources) => {
      const scenario = await loadScenario(name);
      for (const seed of ['1', 'another']) {
        const drawn = scenario.draw(seed);
        expect([drawn.instance.participants.length, drawn.instance.resources.length]).toEqual([
          participants,
          resources,
        ]);
        checkSolvable(drawn, solver);
        const noTrade = noTradeCost(drawn);
        const { objective } = optimum(centralProblem(drawn.instance));
        expect(noTrade - objective).toBeGreaterThan(0.1 * Math.abs(noTrade));
      }
    },
  );

  it.each(['demo-community', 'random-small'])('%s is the same for the same seed only', async (name) => {
    const [first, second] = [await loadScenario(name), await loadScenario(name)];
    expect(first.draw('1')).toEqual(second.draw('1'));
    expect(first.draw('1').instance).not.toEqual(first.draw('2').instance);
  });

  it('the example is -12.5 at its optimum', async () => {
    expect(
      optimum(centralProblem((await loadScenario('blems-example')).draw('1').instance)).objective,
    ).toBeCloseTo(-12.5, 9);
  });
});

describe('households of the shipped communities', () => {
  it.each(dealt(['demo-community', 'demo-street', 'winter-community'], 1))(
    '%s: every plan of the optimum balances and keeps its limits',
    async (name) => {
      const { instance, community } = (await loadScenario(name)).draw('7');
      const central = centralProblem(instance);
      const { x } = optimum(central);
      const plans = central.blocks.map(({ firstColumn, columns }) =>
        x.slice(firstColumn, firstColumn + columns),
      );
      const { households } = communityFlows(community!, plans);
      const step = community!.market.clock.stepHours;
      community!.households.forEach((household, j) => {
        const flows = households[j]!;
        for (let t = 0; t < household.load.length; t++) {
          const taken =
            flows.position[t]! + flows.import[t]! + flows.discharge[t]! + household.generation[t]!;
          const used = flows.consumption[t]! + flows.export[t]! + flows.charge[t]! + flows.curtailed[t]!;
          expect(Math.abs(taken - used)).toBeLessThan(1e-6);
          const connection = flows.position[t]! + flows.import[t]! - flows.export[t]!;
          expect(Math.abs(connection)).toBeLessThanOrEqual(household.connectionPower * step + 1e-6);
          const [battery] = household.batteries;
          if (battery) {
            expect(flows.stored[t]).toBeGreaterThanOrEqual(-1e-6);
            expect(flows.stored[t]).toBeLessThanOrEqual(battery.capacity + 1e-6);
          }
        }
        for (const { initialEnergy } of household.batteries)
          expect(flows.stored.at(-1)).toBeGreaterThanOrEqual(initialEnergy - 1e-6);
        const flexible = household.flexible
          .flatMap(({ demands }) => demands)
          .reduce((sum, { energy }) => sum + energy, 0);
        const fixed = household.load.reduce((sum, energy) => sum + energy, 0);
        expect(flows.consumption.reduce((sum, energy) => sum + energy, 0)).toBeCloseTo(fixed + flexible, 5);
      });
    },
  );

  it('demo-community holds all kinds: roofs, batteries, cars, and homes with none', async () => {
    const { community } = (await loadScenario('demo-community')).draw('1');
    const homes = community!.households;
    const roofs = homes.filter(({ generation }) => generation.some((energy) => energy > 0));
    expect(roofs.length).toBeGreaterThanOrEqual(3);
    expect(homes.length - roofs.length).toBeGreaterThanOrEqual(3);
    expect(homes.filter(({ batteries }) => batteries.length > 0).length).toBeGreaterThanOrEqual(2);
    expect(
      homes.filter(({ flexible }) => flexible.some(({ kind }) => kind === 'electric-vehicle')).length,
    ).toBe(2);
  });
});

describe('files', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'scenario-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function load(content: string, name = 'file.yaml') {
    const file = join(folder, name);
    await writeFile(file, content);
    return loadScenario(file);
  }

  it('may be JSON', async () => {
    const scenario = await load(
      '{ "kind": "random", "id": "small", "agents": 2, "resources": 3 }',
      'file.json',
    );
    expect(scenario.draw('1').instance.resources).toHaveLength(3);
  });

  it.each([
    ['broken YAML', 'kind: [', 'file.yaml', /not YAML/],
    ['broken JSON', '{ "kind": ', 'file.json', /not JSON/],
    ['JSON with NaN', '{ "kind": "random", "agents": NaN }', 'file.json', /not JSON/],
    ['a field twice', 'kind: random\nkind: linear\n', 'file.yaml', /line 2: the field 'kind' is given twice/],
    [
      'a field twice in JSON',
      '{ "kind": "random",\n "id": "\\"id\\": {",\n "tariff": { "id": 1 },\n "i\\u0064": "y" }',
      'file.json',
      /line 4: the field 'id' is given twice/,
    ],
    ['a tag nobody knows', 'kind: !!js/function "x"\n', 'file.yaml', /line 1: is not YAML: Unresolved tag/],
    ['nested beyond reason', '['.repeat(1e5), 'file.yaml', /not JSON/],
    ['YAML nested beyond reason', `kind: ${'['.repeat(1e5)}`, 'file.yaml', /not YAML/],
    ['infinite in YAML', 'kind: random\nid: x\nagents: .inf\nresources: 2\n', 'file.yaml', /number|int/],
    [
      'aliases that multiply',
      `a: &a [1,1,1,1,1,1,1,1,1,1]\n${'bcdefghi'
        .split('')
        .map((key, i) => `${key}: &${key} [${`*${'abcdefgh'[i]},`.repeat(10)}]`)
        .join('\n')}\n`,
      'file.yaml',
      /not YAML/,
    ],
  ])('%s is an error, not a hang', async (_, content, name, reason) => {
    const error = await load(content, name).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(ScenarioError);
    expect((error as ScenarioError).message).toMatch(reason);
  });

  it('may have the same key in different objects, and as a value', async () => {
    const text =
      '{ "kind": "linear", "id": "kind", "resources": [{ "id": "a", "unit": "kind" }, { "id": "id", "unit": "u" }] }';
    await expect(load(text, 'file.json')).rejects.toThrow(/cash/);
  });

  it.each(['file.json', 'file.yaml'])('may begin with a byte order mark: %s', async (name) => {
    const json = '{ "kind": "random", "id": "small", "agents": 2, "resources": 3 }';
    const yaml = 'kind: random\nid: small\nagents: 2\nresources: 3\n';
    const scenario = await load(`\uFEFF${name.endsWith('json') ? json : yaml}`, name);
    expect(scenario.id).toBe('small');
  });

  it('must be files, and be there', async () => {
    await expect(loadScenario(folder)).rejects.toThrow(/is a folder, not a file/);
    const loop = join(folder, 'loop.yaml');
    await symlink(loop, loop);
    await expect(loadScenario(loop)).rejects.toThrow(/cannot be read: ELOOP/);
    const pipe = join(folder, 'pipe.yaml');
    execFileSync('mkfifo', [pipe]);
    await expect(loadScenario(pipe)).rejects.toThrow(/is no regular file/);
  });

  it('have a largest size', async () => {
    const file = join(folder, 'huge.json');
    await writeFile(file, '');
    await truncate(file, 65 * 1024 * 1024);
    await expect(loadScenario(file)).rejects.toThrow(/more than 67108864/);
    const yaml = join(folder, 'big.yaml');
    await writeFile(yaml, `# ${'x'.repeat(600 * 1024)}`);
    await expect(loadScenario(yaml)).rejects.toThrow(/write it as JSON/);
  });

  it('must exist', async () => {
    await expect(loadScenario('./nowhere.yaml')).rejects.toThrow(/no such file/);
    await expect(loadScenario('nobody')).rejects.toThrow(/no shipped scenario.*demo-community/);
  });

  it('may refer to series beside them', async () => {
    await writeFile(
      join(folder, 'load.csv'),
      ['time,kW', ...[1, 2, 3].map((kW, h) => `2025-07-08 0${h}:00,${kW}`)].join('\n'),
    );
    const scenario = await load(`
kind: community
id: measured
start: 2025-07-08
step: PT30M
periods: 6
households:
  - id: home
    load: { series: { csv: load.csv, column: kW, unit: kW, time: time }, scale: 2 }
grid: { retail: 0.3, feedIn: 0.1 }
`);
    expect([...scenario.draw('1').community!.households[0]!.load]).toEqual([1, 1, 2, 2, 3, 3]);
  });

  it('name the series that does not fit', async () => {
    await writeFile(join(folder, 'load.csv'), 'time,kW\n2025-07-08 00:00,1\n2025-07-08 01:00,x\n');
    const fields = {
      kind: 'community',
      id: 'measured',
      start: '2025-07-08',
      step: 'PT1H',
      periods: 3,
      households: [
        { id: 'home', load: { series: { csv: 'load.csv', column: 'kW', unit: 'kW', time: 'time' } } },
      ],
      grid: { retail: 0.3, feedIn: 0.1 },
    };
    await expect(scenarioFrom(fields, 'f.yaml', filesIn(folder))).rejects.toThrow(
      /f.yaml: households\[0\].load.series: load.csv: line 3: 'x' is not a number/,
    );
    await writeFile(join(folder, 'load.csv'), 'time,kW\n2025-07-08 00:00,1\n2025-07-08 01:00,2\n');
    await expect(scenarioFrom(fields, 'f.yaml', filesIn(folder))).rejects.toThrow(
      /f.yaml: households\[0\].load.series: load.csv: covers 2025-07-08T00:00Z to 2025-07-08T02:00Z/,
    );
  });
});

it('how to play is part of the scenario', async () => {
  const base = { kind: 'random', id: 'r', agents: 2, resources: 2 };
  const plain = await scenarioFrom(base, 'f');
  expect(plain.rules).toMatchObject({ book: 'rebase', participation: 1 });
  expect([plain.mechanism, plain.sealed]).toEqual(['bundle-trading', false]);
  const asynchronous = await scenarioFrom(
    { ...base, communication: 'asynchronous', book: 'keep', sealed: true },
    'f',
  );
  expect(asynchronous.draw('1')).toMatchObject({ sealed: true, rules: { book: 'keep', participation: 0.5 } });
});
