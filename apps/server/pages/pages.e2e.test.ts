/** @short-form 1/9 or none; each time: apps/web/pages/pages.test.ts */
import { TINY } from '../test/tiny-scenario.js';
import type { RoundRecord } from '#market/match/report/report.js';
import type { Board } from '#results/standings/board.js';
import { BrowserPage, browserPath } from '../test/browser.js';
import { testServer } from '../test/test-server.js';
import { isLong } from '#market/test/short-form.js';

const LEAGUE = `
id: pages
title: <Pages> & "quotes"
format: mixed
scenarios: [tiny]
blocks: ${isLong ? 3 : 2}
matchSize: 2
entrants: [truthful, shaded, zero-intelligence]
dealers: [passive, smoothing]
roundCap: 30
limits: { milliseconds: 30000 }
`;

const test = testServer();

beforeAll(async () => {
  await test.server.scenario({ 'tiny.json': JSON.stringify(TINY) });
  await test.server.league(LEAGUE);
  await test.server.post('/api/leagues/pages/runs', {});
  await test.server.follow('pages-1');
});

/** Plugins in the order of a page's first board. */
function namesOnBoard(page: string): string[] {
  const [board = ''] = /<table class="board[\s\S]*?<\/table>/.exec(page) ?? [];
  return [...board.matchAll(/class="name"[^>]*>([^<]*)</g)].map(([, name]) => name!);
}

describe('the pages', () => {
  it('show many leagues on several pages, and the newest results on each', async () => {
    const text = (i: number) =>
      `id: many-${String(i).padStart(3, '0')}\ntitle: Many\nformat: self-play\nscenarios: [random-small]\nblocks: 1\n`;
    const ids = Array.from({ length: 101 }, (_, i) => `many-${String(i).padStart(3, '0')}`);
    for (const i of ids.keys()) expect(await test.server.league(text(i))).toMatchObject({ status: 201 });
    const seen: string[] = [];
    let path: string | undefined = '/';
    while (path !== undefined) {
      const page: string = (await test.server.get(path)).text;
      const listed = [...page.matchAll(/<th scope="row"><a href="\/leagues\/([^"]*)"/g)].map(([, id]) => id!);
      expect(listed.length).toBeLessThanOrEqual(100);
      expect(namesOnBoard(page)).toHaveLength(3);
      seen.push(...listed);
      path = /<a href="(\/\?after=[^"#]*)/.exec(page)?.[1];
    }
    expect(seen).toEqual([...seen].sort());
    expect(seen).toEqual(expect.arrayContaining(['pages', ...ids]));
    for (const id of ids)
      expect(await test.server.send('DELETE', `/api/leagues/${id}`, test.server.adminToken)).toMatchObject({
        status: 204,
      });
  });

  it('lead nowhere that is not there', async () => {
    const seen = new Set(['/']);
    for (const path of seen) {
      const { status, text, headers } = await test.server.get(path);
      expect([path, status]).toEqual([path, 200]);
      if (!/text\/html/.test(headers.get('content-type') ?? '') || path.startsWith('/docs')) continue;
      for (const [, link] of text.matchAll(/(?:href|src|data-events)="([^"#]*)[^"]*"/g))
        if (link !== '' && !/^https?:/.test(link!)) seen.add(link!.replaceAll('&#38;', '&'));
    }
    expect([...seen]).toEqual(
      expect.arrayContaining([
        '/leagues/pages',
        '/runs/pages-1',
        '/matches/pages-1-000001',
        '/assets/live.js',
        '/matches/pages-1-000001/replay',
        ...['/guides/scores', '/plugins/shaded', '/plugins/passive'],
      ]),
    );
  });

  it('run no script but their own, by the security policy, too', async () => {
    for (const path of ['/', '/leagues/pages', '/runs/pages-1', '/matches/pages-1-000001']) {
      const { text, headers } = await test.server.get(path);
      expect(headers.get('content-security-policy')).toMatch(/default-src 'none'.*script-src 'self';/);
      expect(headers.get('content-security-policy')).not.toContain('unsafe');
      expect(text.match(/<script[^>]*>/g)).toEqual(['<script src="/assets/live.js" defer>']);
      expect(text).not.toContain('<Pages>');
    }
  });

  it("rank by a reader's own weights as the API does", async () => {
    const { body } = await test.server.get<Board>('/api/leagues/pages/leaderboard?weights=cost:1');
    const names = body.rows.map(({ name }) => name);
    for (const path of ['/', '/leagues/pages', '/?weights=cost:1', '/leagues/pages?weights=cost:1']) {
      const own = path.includes('?') ? '' : '?welfare=0&cost=1&convergence=0&run=pages-1';
      const { text } = await test.server.get(`${path}${own}`);
      expect(namesOnBoard(text)).toEqual(names);
      expect(text).toContain('weights=welfare:0,cost:1,convergence:0');
    }
  });

  it.each<[string, number]>([
    ['/nowhere', 404],
    ['/runs/none-1', 404],
    ['/matches/none-1-000001', 404],
    ['/leagues/none', 404],
    ['/leagues/pages?run=other-1', 404],
    ['/assets/..%2f..%2fpage.ts', 404],
    ['/?welfare=0&cost=0&convergence=0', 400],
    ['/?cost=-1', 400],
    ['/?weights=cost', 400],
    ['/plugins/none', 404],
    ['/plugins/nobody/none', 404],
    [`/plugins/${'x'.repeat(101)}`, 400],
    ['/guides/none', 404],
    ['/guides/..%2fpackage.json', 404],
    ['/matches/none-1-000001/replay', 404],
    ['/matches/pages-1-000001/replay?beside=none-1-000001', 404],
    ['/matches/pages-1-000001/replay?round=0', 400],
    ['/runs/pages-1?from=x', 400],
  ])('say what is wrong with %s to people', async (path, expected) => {
    const { status, text, headers } = await test.server.get(path);
    expect([status, headers.get('content-type')]).toEqual([expected, 'text/html; charset=utf-8']);
    expect(text).toContain('All leaderboards');
  });

  it('replay a match round by round without script, too', async () => {
    const address = '/matches/pages-1-000001/replay';
    const { body: rounds } = await test.server.get<RoundRecord[]>('/api/matches/pages-1-000001/rounds');
    for (const { round, trades } of [rounds[0]!, rounds.at(-1)!]) {
      const { text } = await test.server.get(`${address}?round=${round}&seat=&beside=`);
      expect(text).toContain(`name="round" min="1" max="${rounds.length}" value="${round}"`);
      expect(text.match(/<td class="number">[^<]*<\/td>/g)?.length ?? 0).toBe(3 * trades.length);
    }
    const beyond = (await test.server.get(`${address}?round=9999&beside=pages-1-000002`)).text;
    expect(beyond.match(/data-replay="[^"]*"/g)).toEqual([
      'data-replay="pages-1-000001"',
      'data-replay="pages-1-000002"',
    ]);
  });

  it('have a match played for whoever comes, which nobody is ranked by', async () => {
    const form = (await test.server.get('/try?agent=shaded')).text;
    const id = (name: string): string => new RegExp(`<option value="([^"]*)"[^>]*>${name}<`).exec(form)![1]!;
    expect(form).toMatch(new RegExp(`<option value="${id('shaded')}" +selected>`));
    const ask = (fields: [string, string][], origin = test.server.url): Promise<Response> =>
      fetch(`${test.server.url}/try`, {
        ...{ method: 'POST', redirect: 'manual', body: new URLSearchParams(fields) },
        headers: { connection: 'close', origin },
      });
    // By id, as the form sends them, or by name.
    const wanted: [string, string][] = [
      ['scenario', 'tiny'],
      ...[id('shaded'), 'truthful', ''].map((agent): [string, string] => ['agent', agent]),
      ['dealer', 'passive'],
    ];
    expect((await ask(wanted, 'https://evil.example')).status).toBe(403);
    expect((await ask([...wanted.slice(0, -1), ['dealer', id('shaded')]])).status).toBe(400);
    expect((await ask([['scenario', 'none'], ...wanted.slice(1)])).status).toBe(400);
    const answer = await ask(wanted);
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/try/trial~1']);
    await test.server.follow('trial~1');
    const look = await fetch(`${test.server.url}/try/trial~1`, { redirect: 'manual' });
    expect([look.status, look.headers.get('location')]).toEqual([303, '/matches/trial~1-1/replay']);
    expect((await test.server.get('/matches/trial~1-1')).text).toContain('a trial, on no board');
    expect((await test.server.post('/api/matches/trial~1-1/verify', {})).body).toMatchObject({
      identical: true,
    });
    expect((await test.server.get('/api/leagues/trial~/leaderboard')).status).toBe(404);
    for (const path of ['/leagues/trial~', '/api/leagues/trial~/runs'])
      expect((await test.server.get(path)).status).toBe(404);
    for (const path of ['/', '/plugins/shaded', '/api/leagues'])
      expect((await test.server.get(path)).text).not.toMatch(/trial~|Trials/);
  });

  it('leave errors of the API as they are', async () => {
    for (const path of ['/api/nowhere', '/api', '/api/runs/none-1']) {
      const { status, headers } = await test.server.get(path);
      expect(status).toBe(404);
      expect(headers.get('content-type')).toMatch('application/problem+json');
    }
  });

  it('show the matches of one outcome', async () => {
    const all = (await test.server.get('/runs/pages-1')).text;
    const [, outcome = ''] = /outcome=([a-z-]+)#matches/.exec(all) ?? [];
    const { text } = await test.server.get(`/runs/pages-1?outcome=${outcome}`);
    const rows = text.match(/<a href="\/matches\/[^"]*"/g) ?? [];
    expect(all).toContain(`${rows.length} ${outcome}`);
    expect((await test.server.get('/runs/pages-1?outcome=void')).text).toContain('<p>None.</p>');
  });
});

(browserPath ? describe : describe.skip)('in a browser', () => {
  let page: BrowserPage;

  beforeAll(async () => {
    page = await BrowserPage.open();
  });

  afterAll(() => (page as BrowserPage | undefined)?.close());

  it('the bar moves and new standings come in, without loading the page again', async () => {
    await test.server.post('/api/leagues/pages/runs', {});
    await page.goTo(`${test.server.url}/leagues/pages`);
    await page.evaluate('window.sameDocument = true');
    expect(await page.evaluate('document.querySelector("[data-events] a").textContent')).toBe('run pages-2');
    await page.until('document.querySelector("progress")?.value > 0');
    await page.until('document.querySelector("[data-events]") === null');
    expect(await page.evaluate('[...document.querySelectorAll("dl + *, .facts a")].length > 0')).toBe(true);
    expect(await page.evaluate('document.querySelector("p.facts a").textContent')).toBe('Run pages-2');
    expect(await page.evaluate('window.sameDocument')).toBe(true);
    expect(page.complaints).toEqual([]);
  });

  it('the rounds of a match go by, and what is shown can be linked to', async () => {
    await page.goTo(`${test.server.url}/matches/pages-1-000001/replay?beside=pages-1-000002`);
    await page.until('document.documentElement.dataset.replaying === "yes"');
    const words = 'document.querySelector("[data-figures] p").textContent';
    expect(await page.evaluate<string>(words)).toMatch(/^Round 1: /);
    await page.evaluate('document.querySelector(".replay-controls button[type=button]").click()');
    const last = await page.evaluate<string>('document.querySelector("input[type=range]").max');
    await page.until(`location.search.includes('round=${last}')`);
    expect(await page.evaluate<string>(words)).not.toMatch(/^Round 1: /);
    await page.evaluate(
      'const seat = document.querySelector("select"); seat.value = "1"; seat.dispatchEvent(new Event("change"))',
    );
    expect(await page.evaluate('location.search')).toContain('seat=1');
    expect(page.complaints).toEqual([]);
  });

  it('a visitor watches a match of its own until it goes by round after round', async () => {
    await page.goTo(`${test.server.url}/try?scenario=tiny`);
    await page.evaluate('document.querySelector("main form button").click()');
    await page.until(
      'location.pathname.endsWith("/replay") && document.documentElement.dataset.replaying === "yes"',
    );
    expect(await page.evaluate('location.pathname')).toMatch(/^\/matches\/trial~\d+-1\/replay$/);
    expect(page.complaints).toEqual([]);
  });

  it.each([390, 1280])('nothing sticks out, and nobody is kept out, at %d pixels', async (width) => {
    await page.width(width);
    for (const path of [
      ...['/', '/leagues/pages', '/runs/pages-1', '/runs/pages-1/dealers', '/matches/pages-1-000001'],
      ...['/matches/pages-1-000001/replay?seat=1', '/plugins/shaded', '/scenarios/demo-community'],
      ...['/try', '/team', '/guides', '/guides/kpis', '/nowhere'],
    ]) {
      await page.goTo(`${test.server.url}${path}`);
      expect([path, await page.evaluate(`document.documentElement.scrollWidth > ${width}`)]).toEqual([
        path,
        false,
      ]);
      expect([path, await page.barriers()]).toEqual([path, []]);
    }
    // the address that is not there is told in the log
    expect(page.complaints.filter((complaint) => !complaint.includes('/nowhere'))).toEqual([]);
  });
});

if (!browserPath) process.stderr.write('No browser found: the tests of pages in a browser are skipped.\n');
