import { appendFile, writeFile } from 'node:fs/promises';
import type { RunPlan } from '#leagues/pairing/run-plan.js';
import type { PlayedMatchRecord } from '#leagues/run/match-queue.port.js';
import { playedMatches, readBundle, type RunBundle, type RunHead } from '../../match/run-bundle.js';
import { folderContradictions } from '../remote/check-folder.js';
import { planContradictions } from '../remote/check-plan.js';
import { bundleFile, writeRunFolder } from './run-folder.js';
import { gridleague, temporaryFolder } from '../test/gridleague.js';

const LEAGUE = `
id: tiny
title: Tiny league
format: mixed
scenarios: [blems-example]
blocks: 2
matchSize: 2
entrants: [truthful, shaded, zero-intelligence]
roundCap: 40
limits: { milliseconds: 30000 }
`;

const folder = temporaryFolder();

async function tiny(...args: string[]): ReturnType<typeof gridleague> {
  await writeFile(folder.path('tiny.yaml'), LEAGUE);
  return gridleague('league', folder.path('tiny.yaml'), ...args);
}

describe('gridleague league', () => {
  it('gives the same results with one worker in memory and with two on the chain', async () => {
    const serial = await tiny('--json', '--no-chain', '--workers', '1', '--output', folder.path('run'));
    const parallel = await tiny('--json', '--workers', '2');
    expect(serial.code).toBe(0);
    expect(JSON.parse(parallel.stdout)).toEqual(JSON.parse(serial.stdout));
  });

  it('draws another market in another run', async () => {
    const { head } = await readBundle(await bundleFile(folder.path('run')));
    const second = JSON.parse((await tiny('--json', '--no-chain', '--run', '2')).stdout) as { seed: string };
    expect(second.seed).not.toBe(head.plan.seed);
  });

  it('refuses a league file that is wrong and names the field', async () => {
    await writeFile(folder.path('bad.yaml'), `${LEAGUE}\nblocs: 2`);
    const { code, stderr } = await gridleague('league', folder.path('bad.yaml'));
    expect(code).toBe(2);
    expect(stderr).toMatch(/bad\.yaml: blocs: unknown field/);
  });
});

describe('gridleague verify', () => {
  const whole = (): Promise<RunBundle> => bundleFile(folder.path('run')).then(readBundle);

  it('finds every match of a folder again, and says that no chain vouches for it', async () => {
    const { code, stdout } = await gridleague('verify', folder.path('run'));
    expect(code).toBe(0);
    expect(stdout).toMatch(/^6 of 6 replayed matches identical\n[\s\S]*NOTHING WAS ANCHORED/);
  });

  it('notices every number that was changed, and names it', async () => {
    const bundle = await whole();
    const played = await playedMatches(bundle);
    const changes: [string, (record: PlayedMatchRecord) => void][] = [
      ['report.efficiency', ({ report }) => Object.assign(report, { efficiency: 0.5 })],
      ['report.perSeat[0].saving', ({ report }) => Object.assign(report.perSeat[0]!, { saving: 99 })],
      ['report.kpis.x', ({ report }) => Object.assign(report, { kpis: { x: 1 } })],
      ['rounds[0].cost', ({ rounds }) => Object.assign(rounds[0]!, { cost: 99 })],
      ['roundCap', (record) => Object.assign(record, { roundCap: 99 })],
      // That the clock struck is no excuse where no failure shows it.
      [
        'report.timingDependent',
        ({ report }) => Object.assign(report, { timingDependent: true, resultHash: '0'.repeat(64) }),
      ],
    ];
    changes.forEach(([, change], index) => change([...played.values()][index]!));
    await writeRunFolder(folder.path('changed'), bundle.head, played);
    const { code, stdout } = await gridleague('verify', folder.path('changed'));
    expect(code).toBe(1);
    changes.forEach(([field], index) =>
      expect(stdout).toContain(`${[...played.keys()][index]}: DIFFERENT: ${field} `),
    );
    expect(stdout).toMatch(/NOTHING WAS VERIFIED/);
  });

  it.each<[string, (head: RunHead) => object, RegExp]>([
    ['seed', () => ({ seed: 'f'.repeat(32) }), /plan\.seed does not follow/],
    ['block', ({ plan }) => ({ matches: with0(plan, { block: 2 }) }), /plan\.matches\[0\]\.block/],
    ['scored', ({ plan }) => ({ matches: with0(plan, { scored: false }) }), /plan\.matches\[0\]\.scored/],
    ['teams', ({ plan }) => ({ matches: with0(plan, { teams: [] }) }), /plan\.matches\[0\]\.teams/],
    [
      'name',
      ({ plan }) => ({ submissions: plan.submissions.map((one) => ({ ...one, name: `${one.name}x` })) }),
      /do not say the same of reference-agent-truthful/,
    ],
  ])('notices a plan with another %s', async (_, change, complaint) => {
    const { head } = await whole();
    expect(planContradictions(head)).toEqual([]);
    expect(planContradictions({ ...head, plan: { ...head.plan, ...change(head) } }).join('\n')).toMatch(
      complaint,
    );
  });

  it('holds the plugins against the anchored root', async () => {
    const { head } = await whole();
    const anchor = { matches: '0x', submissions: '0x00', network: 'n', transaction: null };
    expect(planContradictions({ ...head, anchor })).toEqual([
      "the plugins' hashes do not have the anchored root 0x00",
    ]);
  });

  it('notices a file that is not in the manifest as it is, and a manifest of another title', async () => {
    const { head } = await whole();
    expect(await folderContradictions(folder.path('run'), head)).toEqual([]);
    await appendFile(folder.path('run/matches.csv'), 'x');
    const definition = { ...head.definition, title: 'Another' };
    expect(await folderContradictions(folder.path('run'), { ...head, definition })).toEqual([
      'manifest.json: title is not that of the bundle',
      'matches.csv is not the file that manifest.json lists',
    ]);
  });

  it('never takes withheld sources for success', async () => {
    const bundle = await whole();
    const plugins = bundle.head.plugins.map((plugin) => ({ ...plugin, source: null }));
    await writeRunFolder(folder.path('closed'), { ...bundle.head, plugins }, await playedMatches(bundle));
    const { code, stdout } = await gridleague('verify', folder.path('closed'));
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /NOTHING WAS VERIFIED[\s\S]*6 of 6 matches could not be replayed \(sources withheld\): their numbers are unverified/,
    );
  });
});

function with0({ matches }: RunPlan, change: Partial<RunPlan['matches'][0]>): RunPlan['matches'] {
  return matches.map((match, index) => (index === 0 ? { ...match, ...change } : match));
}
