/** @short-form 1/3; each time: leagues/scenario-files */
import { writeFile } from 'node:fs/promises';
import { workedExample } from '#leagues/test/worked-example.js';
import { dealt } from '#market/test/short-form.js';
import { gridleague, temporaryFolder } from './test/gridleague.js';

const folder = temporaryFolder();

const LINEAR = { ...workedExample(), id: 'spoiled' };

const COMMUNITY = `
kind: community
id: spoiled
start: 2025-06-10
step: PT1H
periods: 24
households:
  - id: home
    load: { annualEnergy: 3000 }
grid: { retail: 0.3, feedIn: 0.08 }
`;

/** Two activities of which one earns and the other pays its own row back, for ever. */
const freeLunch = {
  cost: [-1, 0],
  own: { matrix: [[1, -1]], upper: [3] },
  shared: { matrix: [[0, 0], [0, 0]] }, // prettier-ignore
};

/** what is wrong, the scenario as a file's text, and what the message must name */
const CASES: readonly (readonly [string, string, RegExp])[] = [
  [
    'a row of the wrong length',
    JSON.stringify({
      ...LINEAR,
      agents: [{ ...LINEAR.agents[0], own: { matrix: [[2, 1, 5]], upper: [4] } }],
    }),
    /agents\[0\]\.own\.matrix\[0\]/,
  ],
  ['a number that is none', 'kind: random\nid: spoiled\nagents: 3\nresources: 2\ncash: .nan\n', /cash/],
  ['an infinite number', 'kind: random\nid: spoiled\nagents: 3\nresources: 2\ncash: .inf\n', /cash/],
  ['an unknown field', `${COMMUNITY}colour: green\n`, /colour: unknown field/],
  [
    'a negative capacity',
    COMMUNITY.replace(
      'annualEnergy: 3000 }',
      'annualEnergy: 3000 }\n    battery: { capacity: -5, power: 2 }',
    ),
    /households\[0\]\.battery\.capacity/,
  ],
  ['a huge market', 'kind: random\nid: spoiled\nagents: 2000000\nresources: 2\n', /agents/],
  [
    'a household that cannot live',
    COMMUNITY.replace('annualEnergy: 3000 }', 'annualEnergy: 3000 }\n    connection: 0.01'),
    /households\[0\]: home cannot meet/,
  ],
  ['a YAML tag', 'kind: !!js/function "x"\n', /^gridleague: [^\n]*line 1: is not YAML: [^\n]*\n$/],
  [
    'a market that earns without end',
    JSON.stringify({ ...LINEAR, agents: [...LINEAR.agents, freeLunch] }),
    /agents\[2\]\.cost\[0\].*unbounded/,
  ],
  ['text that is no YAML', 'kind: [linear\n', /not YAML/],
  ['an empty file', '', /./],
];

it.each(dealt(CASES, 3))(
  '%s ends with code 2, names file and field, and prints nothing else',
  async (what, text, message) => {
    const file = folder.path(`${what.replaceAll(' ', '-')}.yaml`);
    await writeFile(file, text);
    for (const verb of ['scenario', 'play']) {
      const { code, stdout, stderr } = await gridleague(verb, file);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toContain(file);
      expect(stderr).toMatch(message);
      expect(stderr).not.toMatch(/^ +at /m);
    }
  },
);

it('refuses an own row that spans two blocks, by its index', async () => {
  const file = folder.path('spanning.json');
  const central = {
    cost: [-1, -2, -1, -3],
    own: { matrix: [[2, 1, 0, 0], [0, 1, 2, 3]], upper: [4, 9] }, // prettier-ignore
    shared: { matrix: [[1, 3, 2, 1], [1, 1, 1, 1]] }, // prettier-ignore
    blocks: [2, 2],
  };
  await writeFile(file, JSON.stringify({ ...LINEAR, agents: undefined, central }));
  const { code, stderr } = await gridleague('play', file);
  expect(code).toBe(2);
  expect(stderr).toMatch(/central\.own\.matrix\[1\]/);
});

const USAGE: readonly (readonly [string, readonly string[], RegExp])[] = [
  ['an unknown verb', ['dance'], /unknown command 'dance'/],
  ['a missing scenario', ['play'], /missing required argument 'scenario'/],
  ['an unknown option', ['play', 'blems-example', '--loud'], /unknown option '--loud'/],
  ['a round cap that is no number', ['play', 'blems-example', '--rounds', 'many'], /whole number from 1/],
  ['a seed that has no end', ['play', 'blems-example', '--seed', 'x'.repeat(201)], /1 to 200 characters/],
  ['a seed twice', ['play', 'blems-example', '--seed', '1', '-s', '2'], /--seed <text>' is given twice/],
  [
    'two dealers',
    ['play', 'blems-example', '--dealer', 'passive', '--dealer', 'smoothing'],
    /--dealer .* is given twice/,
  ],
  ['an empty strategy', ['play', 'blems-example', '--agent', ''], /--agent .*must not be empty/],
  ['a folder as a scenario', ['play', './docs'], /docs: is a folder/],
  ['an unknown book rule', ['play', 'blems-example', '--book', 'lend'], /keep, rebase/],
  ['two exports at once', ['scenario', 'blems-example', '--json', '--mps'], /cannot be used with/],
  ['an unknown scenario', ['play', 'nowhere'], /no shipped scenario.*blems-example/],
  ['an unknown strategy', ['play', 'blems-example', '--agent', 'nobody'], /no reference agent.*truthful/],
  [
    'a dealer as a strategy',
    ['play', 'blems-example', '--dealer', 'truthful'],
    /no reference dealer has this name \(it is of kind agent\); there are passive/,
  ],
];

it.each(dealt(USAGE, 3))('%s ends with code 2 and says how to mend it', async (_, args, message) => {
  const { code, stdout, stderr } = await gridleague(...args);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(message);
});
