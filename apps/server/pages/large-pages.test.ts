/** @short-form 1/5; each time: apps/web/pages/pages.test.ts */
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, resolve } from 'node:path';
import { projectRoot } from '#project-root.js';
import { marketsOf } from '#market/match/report/markets-of-match.js';
import type { RoundRecord } from '#market/match/report/report.js';
import { agentBoard, dealerBoard } from '#results/standings/build-board.js';
import { aMatch } from '#results/test/match-builder.js';
import { leagueResults } from '../../web/pages/league-results.js';
import { HOME_ROWS, overviewPage } from '../../web/pages/overview-page.js';
import { replayPage } from '../../web/pages/replay-page.js';
import { BrowserPage, browserPath } from '../test/browser.js';

const [ROUNDS, PERIODS, HOMES, ROWS] = [200, 96, 100, 500];
const TYPES: Readonly<Record<string, string>> = { '.js': 'text/javascript', '.css': 'text/css' };

const weights = { welfare: 1, cost: 1, convergence: 1 };
const matches = [1, 2, 3, 4, 5, 6].map((block) =>
  aMatch(`${block}`)
    .inBlock(block)
    .of('A', 'B', 'C')
    .to(block % 2)
    .saving(6, 3, 2 + (block % 3))
    .result(),
);

/** A home page with a board of so many strategies, of which it shows so many. */
function homePage(rows: number, mostRows: number | null): string {
  const contestants = ['A', 'B', 'C'].map((id) => ({ id, name: id, version: '1', baseline: false }));
  const agents = agentBoard({ contestants, matches, weights });
  const many = Array.from({ length: rows }, (_, i) => {
    const row = agents.rows[i % agents.rows.length]!;
    return { ...row, id: `${row.id}-${i}`, name: `team-${i}/strategy-of-${i}` };
  });
  const pair = agents.comparisons.find(({ metric }) => metric === 'composite')!;
  const comparisons = many.flatMap(({ id: a }, i) =>
    many.slice(i + 1).map(({ id: b }) => ({ ...pair, a, b })),
  );
  const results = leagueResults({
    ...{ league: 'large', run: 'large-1', finishedAt: 0, weights: null, action: '/', mostBlocks: null },
    ...{ agents: { ...agents, rows: many, comparisons }, mostRows },
    dealers: dealerBoard({ contestants: [], matches: [], weights }),
    ...{ effects: null, nameOf: (id: string) => id },
  });
  return overviewPage({ live: [], seasons: [], leagues: [], next: null, shown: { title: 'Large', results } });
}

const rounds = Array.from({ length: ROUNDS }, (_, r): RoundRecord => {
  const prices = Array.from({ length: PERIODS }, (_, t) => 0.2 + 0.1 * Math.sin(t / 9) + 0.1 / (r + 1));
  return {
    ...{ round: r + 1, call: false, participants: HOMES, announced: prices, prices },
    ...{ newOrders: 2 * HOMES, openOrders: HOMES, settled: true, surplus: 1 / (r + 1), gap: 1 / (r + 1) },
    ...{ lowerBound: 1, cost: 2 },
    trades: Array.from({ length: HOMES }, (_, seat) => ({
      ...{ seat, payment: 0.01 },
      delivered: Array.from({ length: PERIODS }, (_, t) => Math.sin(seat + t + r) / (r + 1)),
    })),
  };
});

function largeReplay(): { readonly page: string; readonly match: object } {
  const { report: small } = matches[0]!;
  const [seat] = small.perSeat;
  const report = {
    ...small,
    perSeat: Array.from({ length: HOMES }, (_, j) => ({ ...seat!, seat: j, id: `home-${j}` })),
    ...{ rounds: ROUNDS, gapPerRound: rounds.map(({ gap }) => gap), optimalPrices: rounds.at(-1)!.prices },
  };
  const match = {
    ...{ id: 'large', league: { id: 'large', title: 'Large' }, run: 'large-1', block: 1, scenario: 'street' },
    ...{
      dealer: 'passive',
      team: () => 'truthful',
      report,
      market: marketsOf(report)[0]!,
      rounds,
      day: null,
      orders: null,
    },
  };
  return { page: replayPage({ matches: [match], round: 1, seat: null, orders: false }), match: { report } };
}

async function answerOf(path: string): Promise<[type: string, body: string | Buffer]> {
  if (path.startsWith('/assets/'))
    return [
      TYPES[extname(path)] ?? 'image/svg+xml',
      await readFile(resolve(projectRoot, 'apps/web', `.${path}`)),
    ];
  if (path.startsWith('/api/'))
    return ['application/json', JSON.stringify(path.endsWith('/rounds') ? rounds : largeReplay().match)];
  return [
    'text/html; charset=utf-8',
    path === '/replay' ? largeReplay().page : homePage(Number(path.slice(1)), null),
  ];
}

let server: Server;
let url = '';
beforeAll(async () => {
  server = createServer((request, response) => {
    void answerOf(new URL(request.url!, 'http://x').pathname).then(([type, body]) =>
      response.writeHead(200, { 'content-type': type, connection: 'close' }).end(body),
    );
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((done) => server.close(done)));

/** For docs/performance.md; says nothing of whether anything is right. */
function tell(what: string, figures: object): void {
  process.stderr.write(`${what}: ${JSON.stringify(figures)}\n`);
}

it('a home page is small whatever its boards, and a long board grows with its rows alone', async () => {
  const files = ['style.css', 'live.js', 'icon.svg'].map((name) =>
    readFile(resolve(projectRoot, 'apps/web/assets', name)),
  );
  const assets = (await Promise.all(files)).reduce((sum, { length }) => sum + length, 0);
  const [home, whole] = [homePage(ROWS, HOME_ROWS), homePage(ROWS, null)];
  const [brief, long] = [Buffer.byteLength(home), Buffer.byteLength(whole)];
  const fullest = Buffer.byteLength(homePage(HOME_ROWS, HOME_ROWS));
  tell('page with a board, bytes', {
    assets,
    fullest: fullest + assets,
    of500rows: brief + assets,
    whole: long + assets,
  });
  // With a second board of as many dealers.
  expect(2 * Math.max(brief, fullest) + assets).toBeLessThan(300_000);
  expect(home).toContain(`The first ${HOME_ROWS} of ${ROWS} rows`);
  expect(long / ROWS).toBeLessThan(6000);
});

(browserPath ? describe : describe.skip)('in a browser', () => {
  let browser: BrowserPage;
  beforeAll(async () => {
    browser = await BrowserPage.open();
    await browser.width(1280);
  });
  afterAll(() => (browser as BrowserPage | undefined)?.close());

  it(`a board of ${ROWS} rows is shown as it is`, async () => {
    const before = await browser.processorSeconds();
    await browser.goTo(`${url}/${ROWS}`);
    const shown = await browser.evaluate<number>(`document.querySelectorAll('.board .name').length`);
    tell(`board of ${ROWS} rows, s of processor time`, { show: (await browser.processorSeconds()) - before });
    expect(shown).toBe(ROWS);
  });

  it(`a replay of ${ROUNDS} rounds, ${PERIODS} periods and ${HOMES} homes plays to its end`, async () => {
    await browser.goTo(`${url}/replay`);
    await browser.until(`document.documentElement.dataset.replaying === 'yes'`);
    const before = await browser.processorSeconds();
    await browser.evaluate(`new Promise((done) => {
      const slider = document.querySelector('[type=range]');
      let round = 0;
      const frame = () => {
        if (++round > ${ROUNDS}) return done();
        slider.value = round;
        slider.dispatchEvent(new Event('input'));
        requestAnimationFrame(frame);
      };
      requestAnimationFrame(frame);
    })`);
    const drawn = await browser.processorSeconds();
    tell('replay, ms of processor time a round', { draw: (1000 * (drawn - before)) / ROUNDS });
    await browser.evaluate(
      `[...document.querySelectorAll('button')].find((one) => one.textContent === 'Play').click()`,
    );
    await browser.until(`document.querySelector('button[type=button]').textContent === 'Pause'`);
    await browser.until(`document.querySelector('button[type=button]').textContent === 'Play'`);
    expect(await browser.evaluate('document.querySelector("[name=round]").value')).toBe(String(ROUNDS));
    expect(await browser.evaluate('document.querySelector("[data-figures] p").textContent')).toContain(
      `Round ${ROUNDS}: ${HOMES} orders open before it, ${2 * HOMES} new, ${2 * HOMES} filled or withdrawn, ${HOMES} open after it`,
    );
    expect(browser.complaints).toEqual([]);
  });
});

if (!browserPath) process.stderr.write('No browser found: large pages are not tried in one.\n');
