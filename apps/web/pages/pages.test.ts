import { marketsOf } from '#market/match/report/markets-of-match.js';
import type { RoundRecord } from '#market/match/report/report.js';
import { aMatch } from '#results/test/match-builder.js';
import { dealerEffects } from '#results/standings/dealer-effects.js';
import { dealerScore } from '#results/metrics/dealer-scores.js';
import { agentBoard, dealerBoard } from '#results/standings/build-board.js';
import { dealersPage } from './dealers-page.js';
import { leaguePage } from './league-page.js';
import { leagueResults } from './league-results.js';
import { matchPage } from './match-page.js';
import { overviewPage } from './overview-page.js';
import { pluginPage } from './plugin-page.js';
import { problemPage } from './problem-page.js';
import { replayPage } from './replay-page.js';
import { runPage } from './run-page.js';
import { seasonPage } from './season-page.js';
import { scenarioPage } from './scenario-page.js';
import { ownPluginPage } from './team/own-plugin-page.js';
import { teamPage, type OwnVersion } from './team/team-page.js';
import { trialPage, tryPage } from './try-page.js';

const weights = { welfare: 1, cost: 1, convergence: 1 };
const matches = [1, 2, 3, 4, 5, 6].flatMap((block) =>
  ['passive', 'keen'].map((dealer) =>
    aMatch(`${block}-${dealer}`)
      .inBlock(block)
      .of('A', 'B')
      .dealtBy(dealer, dealer === 'keen' ? 1 : 0)
      .to(block % 2)
      .saving(6, 3)
      .over(1, dealer === 'keen' && block % 2 ? 0.2 : 0.5, dealer === 'keen' ? 0 : 0.1)
      .result(),
  ),
);
const voided = aMatch('void').inBlock(1).of('A', 'B').ending('void').result();

const aRound: RoundRecord = {
  ...{ round: 1, call: false, participants: 2, announced: [1], prices: [1], newOrders: 1, openOrders: 0 },
  ...{ settled: true, surplus: 1, gap: 0, lowerBound: 1, cost: 2 },
  trades: [{ seat: 1, delivered: [0.5], payment: 0.5 }],
  transactions: [{ kind: 'clear', sender: 1, gas: 21_000, block: 7, hash: '0xab' }],
};

/** Every page, with `text` wherever a stranger may put one. */
function pagesWith(text: string): string[] {
  const contestants = (ids: readonly string[]) =>
    ids.map((id) => ({ id, name: `${id} ${text}`, version: text, baseline: id === 'A' }));
  const agents = agentBoard({ contestants: contestants(['A', 'B']), matches, weights });
  const effects = dealerEffects(
    matches.map((match) => dealerScore(match)!),
    'passive',
  );
  const series = (): Float64Array => Float64Array.of(1);
  const flows = {
    ...{ consumption: series(), generation: series(), charge: series(), discharge: series() },
    ...{ import: series(), export: series(), position: series() },
  };
  const estimate = { mean: 0.5, low: 0.4, high: 0.6, blocks: 2, method: 'student-t' } as const;
  const breakdown = { of: text, matches: 1, own: estimate, others: null, difference: estimate };
  const day = {
    ...{ times: ['2025-07-08T17:00+02:00'], stepHours: 1, flows },
    resources: [{ period: 0, right: null }],
  };
  const version: OwnVersion = {
    ...{ id: text, kind: 'agent', name: text, version: 1, status: 'rejected', createdAt: 0 },
    failed: { name: text, message: text },
  };
  const choice = [{ id: text, name: text, agents: 2 }];
  const results = leagueResults({
    ...{ league: text, run: text, finishedAt: 0, weights, action: '/', mostBlocks: 6, mostRows: null },
    agents,
    dealers: dealerBoard({ contestants: contestants(['passive', 'keen']), matches, weights }),
    effects,
    nameOf: (id) => `${id} ${text}`,
  });
  const league = { id: text, title: text };
  const live = [{ ...league, done: 1, total: 3, secondsLeft: 70 }];
  const submission = {
    id: text,
    kind: 'agent',
    name: text,
    version: text,
    sha256: 'ab',
    baseline: false,
  } as const;
  const match = {
    ...{ id: text, block: 1, scenario: text, dealer: text, teams: [text, text], scored: true },
    ...{ state: 'failed', outcome: null, rounds: null, efficiency: null, fault: text },
  };
  const anchor = { matches: '0xab', transaction: '0xcd' };
  const played = { id: text, league, run: text, block: 1, scenario: text, scored: true, state: 'played' };
  const told = { dealer: text, team: () => text, fault: text, seed: text, anchor };
  const failures = [{ round: 1, kind: 'threw', reason: text }] as const;
  const { report } = voided;
  const replayed = {
    ...{ ...played, dealer: text, team: () => text },
    report: { ...report, perSeat: report.perSeat.map((seat) => ({ ...seat, id: text })) },
    rounds: [aRound],
    market: marketsOf(report)[0]!,
    day,
    orders: text,
  };
  const order = { seat: 1, kind: 'limited', limit: 2, cost: 1, fill: 0.5, bundle: [[0, 1.5]] } as const;
  return [
    overviewPage({
      live,
      seasons: [{ ...league, state: 'finished', winners: [text] }],
      leagues: [
        {
          ...league,
          format: 'mixed',
          scenarios: [text],
          paused: false,
          nextRun: 0,
          latest: { id: text, finishedAt: 0 },
        },
      ],
      next: text,
      shown: { title: text, results },
    }),
    leaguePage({
      ...league,
      description: text,
      scenarios: [text],
      failedStart: { at: 0, reason: text },
      plan: {
        ...{ format: 'mixed', blocks: 2, matchSize: 2, entrants: [text], dealers: [text], agents: [text] },
        ...{ next: { matches: 12, minutes: 3.2 }, paused: false, schedule: text, nextRun: 0, season: text },
      },
      live,
      results,
      runs: [{ id: text, state: 'finished', createdAt: 0, finishedAt: 0 }],
    }),
    runPage({
      ...{ id: text, league, state: 'failed', error: text, createdAt: 0, finishedAt: 0, seed: text, anchor },
      looks: [
        { look: 1, blocks: 2, createdAt: 0, anchor },
        { look: 2, blocks: 4, createdAt: 0, anchor },
      ],
      ...{ progress: { done: 1, total: 1, secondsLeft: null }, submissions: [submission], design: null },
      ...{
        lineUps: [{ teams: [text], mechanism: text }],
        outcomes: [{ outcome: 'void', matches: 1 }],
        matches: [match],
        outcome: text,
        next: 2,
      },
    }),
    matchPage({
      ...played,
      ...told,
      report: {
        ...report,
        ...{ id: text, scenario: text, seed: text },
        perSeat: report.perSeat.map((seat) => ({ ...seat, id: text, failures })),
        conservation: { resources: ['-3'], cash: text },
      },
    }),
    replayPage({
      matches: [replayed, { ...replayed, orders: [order] }],
      ...{ round: 7, seat: 1, orders: true },
    }),
    pluginPage({
      ...{ name: text, isReference: false, lookedAt: 1 },
      kinds: [
        {
          kind: 'agent',
          versions: [{ id: text, version: text, sha256: text, status: 'accepted', createdAt: 0 }],
          runs: [{ run: text, league, finishedAt: 0, of: 2, row: agents.rows[0]! }],
          position: {
            ...{ run: text, board: agents, row: agents.rows[0]!, dominatedBy: [text] },
            breakdowns: { matches: 1, opponents: [breakdown], households: [breakdown] },
          },
        },
      ],
    }),
    dealersPage({ league, run: text, effects, response: null, nameOf: (id) => `${id} ${text}` }),
    teamPage({
      ...{ team: text, proof: text, versions: [version], more: true, takesRemote: true, largest: 1000 },
      ...{
        names: { agent: { used: 1, most: 2 }, dealer: { used: 0, most: 2 }, bidder: { used: 0, most: 2 } },
        waiting: { used: 1, most: 2 },
      },
    }),
    ownPluginPage({
      ...{ team: text, proof: text },
      plugin: {
        ...{ ...version, sha256: text, file: text, source: text },
        checks: [{ name: text, passed: false, message: `mine.ts:1:2: ${text}` }],
        remote: null,
      },
      failures: {
        matches: 1,
        groups: [
          {
            ...{ kind: text, reason: text, line: 1, failures: 1, matches: 1 },
            first: { match: text, round: 1, seat: 0 },
          },
        ],
      },
      console: { matches: [{ match: text, withheld: null, lines: [{ seat: 1, text }], unsaid: 1 }] },
    }),
    tryPage({
      ...{ scenarios: choice, agents: choice, dealers: choice },
      chosen: { scenario: text, agents: [text], dealer: text },
    }),
    trialPage({
      ...{ run: text, scenario: text, agents: [text], dealer: text, state: 'failed', error: text },
      ...{
        currency: 'EUR' as const,
        ahead: 1,
        progress: { rounds: 3, glance: { prices: [0.2, 0.3], trades: 4, gap: 0.01 } },
      },
    }),
    problemPage(404, text, text),
    seasonPage({
      ...{ ...league, description: text, places: 1, state: 'cancelled', waits: text },
      submissions: { from: '2026-06-01T00:00:00Z', until: '2026-07-01T00:00:00Z' },
      qualification: { at: '2026-07-01T00:00:00Z', leagues: [text], through: 1 },
      final: { at: '2026-07-02T00:00:00Z', leagues: [text] },
      entrants: [{ ...submission, qualified: true }],
      runs: [{ phase: 'final', league: text, run: text }],
      champions: [{ kind: 'agent', place: 1, name: text, score: 0.5 }],
    }),
    scenarioPage({
      ...{ id: text, title: text, kind: text, sha256: text, drawn: [text], agents: 1, resources: [text] },
      days: { training: [text], held: 1 },
      package: text,
      example: {
        ...{ start: text, stepHours: 1, load: [1], generation: [0], retail: [1], feedIn: [0], fees: [0] },
        homes: [
          {
            ...{ id: text, connection: 1, load: 1, generation: 0 },
            battery: { capacity: 1, chargePower: 1 },
            flexible: [{ id: text, energy: 1 }],
          },
        ],
        costs: { optimum: 1, noTrade: 2, gridOnly: 2 },
      },
    }),
  ];
}

/** Tags and the names of their attributes, without any text or value. */
function skeleton(page: string): string {
  return page.replace(/"[^"]*"/g, '""').replace(/>[^<]*</g, '><');
}

describe('pages', () => {
  it.each([
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    '</title></style></svg><b>',
    '&lt;script&gt;&#60;',
    '${1}${{}}$&$`',
  ])('are built the same whatever strangers are called: %s', (hostile) => {
    const tame = pagesWith('tame');
    pagesWith(hostile).forEach((page, i) => expect(skeleton(page)).toBe(skeleton(tame[i]!)));
  });

  it('advise no more blocks than the days of a run allow', () => {
    expect(pagesWith('tame')[0]).toMatch(
      /With 6 blocks [^.]*below [\d.]+ stay invisible; there are no days for more\./,
    );
  });

  it('show a plugin’s name as it is', () => {
    expect(pagesWith('<b>&')[0]).toContain('B &#60;b&#62;&#38;');
  });

  it('have a heading, a language, and headers in every table', () => {
    for (const page of pagesWith('tame')) {
      expect(page.match(/<h1>/g)).toHaveLength(1);
      expect(page).toContain('<html lang="en">');
      for (const [table] of page.matchAll(/<table[\s\S]*?<\/table>/g)) {
        expect(table).toContain('<th scope="col"');
        expect(table).toContain('<th scope="row"');
      }
      // nothing that the server's content security policy forbids
      expect(page).not.toMatch(/ style=| on[a-z]+=|<style|<script(?! src="\/)/);
    }
  });

  it('show what was lost by a match whose audit failed', () => {
    const page = pagesWith('tame')[3]!;
    expect(page).toContain('The audit failed');
    expect(page).toContain('resource 1: -3');
  });
});
