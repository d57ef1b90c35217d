/** @short-form 1/5; each time: apps/server/access/sessions.test.ts */
import { BrowserPage, browserPath } from '../../test/browser.js';
import { shadedSource } from '../../test/server-process.js';
import { testServer } from '../../test/test-server.js';
import { TINY } from '../../test/tiny-scenario.js';

const LEAGUE = `
id: own
title: Own plugins
format: mixed
scenarios: [tiny]
blocks: 2
matchSize: 2
entrants: [truthful, sunny/pale, sunny/moody]
dealers: [passive]
roundCap: 20
limits: { milliseconds: 30000 }
`;
/** Fine wherever it is tried; in the league's market it throws, with words that would be markup. */
const MOODY = `import { defineAgent } from '@gridleague/sdk';
export default defineAgent({
  name: 'moody',
  create: ({ agents }) => ({
    bid() {
      if (agents === 7)
        throw new Error('<img src=x onerror=alert(1)>');
      return [];
    },
  }),
});
`;
const BROKEN = `import { defineAgent } from '@gridleague/sdk';
export default defineAgent({
  name: 'broken',
  create: () => ({
    bid() {
      return missing<script>;
    },
  }),
});
`;

const test = testServer();
let token = '';
let other = '';

beforeAll(async () => {
  await test.server.withoutShippedLeagues();
  token = await test.server.team('sunny');
  other = await test.server.team('windy');
});

interface Sent {
  readonly cookie?: string;
  readonly origin?: string | null;
}

/** A form as a page sends it. */
async function send(path: string, fields: Record<string, string>, { cookie, origin }: Sent = {}) {
  return fetch(`${test.server.url}${path}`, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams(fields),
    headers: {
      connection: 'close',
      ...(cookie !== undefined && { cookie }),
      ...(origin !== null && { origin: origin ?? test.server.url }),
    },
  });
}

async function signedIn(as: string): Promise<string> {
  const answer = await send('/team/session', { token: as });
  expect([answer.status, answer.headers.get('location')]).toEqual([303, '/team']);
  return answer.headers.get('set-cookie')!.split(';')[0]!;
}

async function page(path: string, cookie?: string): Promise<string> {
  return (await test.server.get(path, undefined, cookie === undefined ? {} : { cookie })).text;
}

function proofIn(text: string): string {
  return /name="proof" value="([0-9a-f]{64})"/.exec(text)![1]!;
}

describe('who signs in', () => {
  it('needs the token of a team, which stands in no answer and no log', async () => {
    expect(await page('/team')).toContain('action="/team/session"');
    for (const wrong of ['', 'team_wrong', test.server.adminToken])
      expect((await send('/team/session', { token: wrong })).status).toBe(401);
    const cookie = await signedIn(token);
    expect(await page('/team', cookie)).toContain('Team sunny');
    expect(await page('/team', cookie)).not.toContain(token);
    expect(test.server.said).not.toContain(token);
    expect(test.server.said).not.toContain(cookie.split('=')[1]);
  });

  it('has no rights in the API by its cookie', async () => {
    const cookie = await signedIn(token);
    const form = new FormData();
    form.set('kind', 'agent');
    form.set('name', 'stolen');
    form.set('file', new Blob([MOODY]), 'stolen.ts');
    expect(await test.server.send('POST', '/api/submissions', undefined, form, { cookie })).toMatchObject({
      status: 401,
    });
    expect((await test.server.get('/api/own-scenarios', undefined, { cookie })).status).toBe(401);
  });

  it.each<[string, Sent]>([
    ['another site', { origin: 'https://evil.example' }],
    ['a page that hides where it is from', { origin: 'null' }],
    ['something that does not say what it is', { origin: null }],
    ['the same host on another port', { origin: 'http://127.0.0.1:1' }],
  ])('is not signed in, out, or made to withdraw by %s', async (_who, sent) => {
    const cookie = await signedIn(token);
    const proof = proofIn(await page('/team', cookie));
    expect((await send('/team/session', { token: other }, { ...sent, cookie })).status).toBe(403);
    expect((await send('/team/sign-out', { proof }, { ...sent, cookie })).status).toBe(403);
    expect((await send('/team/plugins/x/withdraw', { proof }, { ...sent, cookie })).status).toBe(403);
    expect(await page('/team', cookie)).toContain('Team sunny');
  });

  it("sends its own pages' forms alone", async () => {
    const [own, foreign] = [await signedIn(token), await signedIn(other)];
    const proof = proofIn(await page('/team', foreign));
    expect((await send('/team/sign-out', { proof }, { cookie: own })).status).toBe(403);
    expect((await send('/team/sign-out', {}, { cookie: own })).status).toBe(400);
    expect(
      (await send('/team/sign-out', { proof: proofIn(await page('/team', own)) }, { cookie: own })).status,
    ).toBe(303);
    expect(await page('/team', own)).toContain('action="/team/session"');
    expect(await page('/team', foreign)).toContain('Team windy');
  });

  it('makes an agent known that plays from elsewhere, by the form of its page', async () => {
    const cookie = await signedIn(token);
    const text = await page('/team', cookie);
    const [own] = /<h2 id="remote">[\s\S]*?<\/form>/.exec(text)!;
    const form = new FormData();
    for (const [, name, value] of own.matchAll(/type="hidden" name="(\w+)" value="(\w+)"/g))
      form.set(name!, value!);
    form.set('name', 'far');
    const answer = await fetch(`${test.server.url}/team/plugins`, {
      ...{ method: 'POST', redirect: 'manual', body: form },
      headers: { connection: 'close', cookie, origin: test.server.url },
    });
    expect(answer.status).toBe(303);
    expect(await page(answer.headers.get('location')!, cookie)).toContain('not connected now');
  });

  it('learns nothing of what others uploaded, and withdraws nothing of it', async () => {
    const { body } = await test.server.upload(await shadedSource(), 'mine', other);
    const cookie = await signedIn(token);
    const proof = proofIn(await page('/team', cookie));
    expect(await page(`/team/plugins/${body.id}`, cookie)).toContain('There is nothing here');
    expect((await send(`/team/plugins/${body.id}/withdraw`, { proof }, { cookie })).status).toBe(404);
  });
});

(browserPath ? describe : describe.skip)('in a browser a team', () => {
  let browser: BrowserPage;
  beforeAll(async () => {
    browser = await BrowserPage.open();
  });
  afterAll(() => (browser as BrowserPage | undefined)?.close());

  const heading = (text: string) =>
    `document.querySelector('h1')?.textContent.includes(${JSON.stringify(text)})`;
  /** As by drag and drop. */
  const drop = (name: string, source: string) => `(() => {
    const data = new DataTransfer();
    data.items.add(new File([${JSON.stringify(source)}], ${JSON.stringify(name)}));
    const form = document.querySelector('[data-upload]');
    form.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
  })()`;

  async function upload(name: string, source: string, state: string): Promise<void> {
    await browser.goTo(`${test.server.url}/team`);
    await browser.evaluate(drop(`${name}.ts`, source));
    await browser.until(`document.querySelector('[name=name]').value === ${JSON.stringify(name)}`);
    await browser.evaluate(`document.querySelector('[data-upload] button').click()`);
    await browser.until(heading(`${name}, version`));
    await browser.evaluate('window.sameDocument = true');
    await browser.until(
      `document.querySelector('[data-status]')?.dataset.status === ${JSON.stringify(state)}`,
    );
  }

  it('signs in, uploads, watches, reads the board and finds out why it failed', async () => {
    await browser.goTo(`${test.server.url}/team`);
    await browser.evaluate(
      `document.querySelector('[name=token]').value = ${JSON.stringify(token)}; document.querySelector('main form button').click()`,
    );
    await browser.until(heading('Team sunny'));
    expect(await browser.barriers()).toEqual([]);
    expect(await browser.evaluate('document.cookie')).toBe('');
    const kind = `document.querySelector('[data-upload] [name=kind]')`;
    for (const made of ['Bidder', 'Dealer', 'Agent']) {
      await browser.evaluate(`${kind}.value = ''`);
      await browser.evaluate(drop('any.ts', `export default define${made}({});`));
      await browser.until(`${kind}.value !== ''`);
      expect(await browser.evaluate(`${kind}.value`)).toBe(made.toLowerCase());
    }
    await upload('broken', BROKEN, 'rejected');
    expect(await browser.evaluate('document.querySelector(".checks .failed .meant").textContent')).toContain(
      'missing<script>',
    );
    await upload('pale', (await shadedSource()).replace('0.8', '0.7'), 'accepted');
    await upload('moody', MOODY, 'accepted');

    await test.server.scenario({
      'tiny.json': JSON.stringify({ ...TINY, agents: 7 }),
    });
    await test.server.league(LEAGUE);
    await test.server.post('/api/leagues/own/runs', {});
    await test.server.follow('own-1');

    await browser.goTo(`${test.server.url}/leagues/own`);
    const names = await browser.evaluate<string[]>(
      '[...document.querySelectorAll(".board .name")].map((one) => one.textContent)',
    );
    expect(names).toEqual(expect.arrayContaining(['sunny/pale', 'sunny/moody', 'truthful']));
    await browser.evaluate(
      `document.querySelector('[name=welfare]').value = 0; document.querySelector('[name=cost]').form.querySelector('button').click()`,
    );
    await browser.until(`document.readyState === 'complete' && location.search.includes('welfare=0')`);
    expect(await browser.evaluate(`document.querySelector('[name=welfare]').value`)).toBe('0');

    await browser.goTo(`${test.server.url}/team`);
    await browser.evaluate(
      `[...document.querySelectorAll('main a')].find((one) => one.textContent.startsWith('moody')).click()`,
    );
    await browser.until(heading('moody, version 1'));
    await browser.width(390);
    expect(await browser.barriers()).toEqual([]);
    expect(await browser.evaluate('document.documentElement.scrollWidth <= 390')).toBe(true);
    const failures = await browser.evaluate<string>(
      'document.querySelector("#failures").parentElement.textContent',
    );
    expect(failures).toContain('<img src=x onerror=alert(1)>');
    expect(
      await browser.evaluate('document.querySelector("#failures ~ .wide .meant").textContent'),
    ).toContain('throw new Error');
    expect(await browser.evaluate('document.querySelectorAll("main img").length')).toBe(0);
    await browser.evaluate(
      `[...document.querySelectorAll('#failures ~ .wide a')].find((one) => one.textContent.startsWith('round')).click()`,
    );
    await browser.until('document.documentElement.dataset.replaying === "yes"');
    expect(browser.complaints).toEqual([]);
  });
});

if (!browserPath)
  process.stderr.write('No browser found: the tests of team pages in a browser are skipped.\n');
