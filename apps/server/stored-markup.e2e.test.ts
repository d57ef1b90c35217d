/** @short-form 1/6 or none; each time: apps/web/pages/pages.test.ts, results/export/export.test.ts */
import { gunzipSync } from 'node:zlib';
import { stringify } from 'yaml';
import { tarEntries } from '#leagues/scenario-files/package/tar-entries.js';
import { csvRecords } from '#leagues/scenario-files/series/csv.js';
import { testServer } from './test/test-server.js';

/** Would be an element, an attribute, a formula and a command of TeX wherever it is shown as it is. */
const EVIL = `=1+1<gridmark x=1>"'gm=1 \\gridmark{} &#60;gridmark`;
const RAW = [/<gridmark/i, /["']['" ]*gm=1/, /&(?!#?\w+;)/];

const LINEAR = {
  ...{
    kind: 'linear',
    id: 'marked-linear',
    title: EVIL,
    cash: 10,
    endowments: 'equal-with-dealer',
    total: [4],
  },
  resources: [{ id: 'thing', unit: EVIL }],
  agents: [1, 2, 3].map((value) => ({
    ...{ cost: [-value], columns: [EVIL], own: { matrix: [[1]], upper: [2] }, shared: { matrix: [[1]] } },
  })),
};
const COMMUNITY = {
  ...{ kind: 'community', id: 'marked-street', title: EVIL, start: '2025-07-08T08:00:00Z', step: 'PT1H' },
  periods: 4,
  households: ['a', 'b', 'c'].map((id) => ({
    ...{ id, load: { annualEnergy: [2000, 4000] }, pv: { peakPower: [1, 4] } },
  })),
  grid: { retail: 0.3, feedIn: 0.08 },
  regulation: [{ name: EVIL, unit: 'ct/kWh', retail: 1, receiver: 'supplier' }],
};

/** Fine wherever it is tried; in the league it says and throws what would be markup. */
const AGENT = `import { defineAgent } from '@gridleague/sdk';
const evil = ${JSON.stringify(EVIL)};
export default defineAgent({
  name: evil.slice(0, 40),
  description: evil,
  create: ({ agents }) => ({
    bid({ prices }, { bestBundles }) {
      console.log(evil, '\\u001b[2J\\u202e');
      if (agents === 3) throw new Error(evil);
      return bestBundles(prices).map(({ bundle, value }) => ({ bundle, limit: value }));
    },
  }),
});
`;
const REJECTED = `import { defineAgent } from '@gridleague/sdk';
export default defineAgent({ name: 'no', create: () => { throw new Error(${JSON.stringify(EVIL)}); } });
`;

const LEAGUE = {
  ...{ id: 'marked', title: EVIL, description: EVIL, format: 'mixed', blocks: 2, matchSize: 2, roundCap: 6 },
  ...{ scenarios: ['marked-street'], entrants: ['truthful', 'evil/evil'] },
  ...{ dealers: ['passive', 'smoothing'], limits: { milliseconds: 30_000 } },
};

const test = testServer();
let cookie = '';

beforeAll(async () => {
  const { server } = test;
  await server.withoutShippedLeagues();
  const token = await server.team('evil');
  for (const scenario of [LINEAR, COMMUNITY])
    expect(await server.scenario({ 'a.yaml': stringify(scenario) })).toMatchObject({ status: 201 });
  const { body: evil } = await server.upload(AGENT, 'evil', token);
  const { body: no } = await server.upload(REJECTED, 'no', token);
  expect((await server.checked(evil.id)).status).toBe('accepted');
  expect((await server.checked(no.id)).status).toBe('rejected');
  for (const more of [{}, { id: 'linear', scenarios: ['marked-linear'], blocks: 1 }]) {
    const league = { ...LEAGUE, ...more };
    expect((await server.league(stringify(league))).text).toContain(`"id":"${league.id}"`);
    await server.post(`/api/leagues/${league.id}/runs`, {});
    await server.follow(`${league.id}-1`);
  }
  const form = (path: string, fields: [string, string][]) =>
    fetch(`${server.url}${path}`, {
      ...{ method: 'POST', redirect: 'manual', body: new URLSearchParams(fields) },
      headers: { connection: 'close', origin: server.url },
    });
  const signedIn = await form('/team/session', [['token', token]]);
  cookie = signedIn.headers.get('set-cookie')!.split(';')[0]!;
  const { text } = await server.get('/try');
  const idOf = (name: string): string => new RegExp(`value="([^"]+)"[^>]*>${name}<`).exec(text)![1]!;
  const trial = await form('/try', [
    ['scenario', 'marked-street'],
    ['dealer', idOf('passive')],
    ['agent', evil.id],
    ['agent', idOf('truthful')],
  ]);
  expect(trial.status).toBe(303);
  const run = decodeURIComponent(trial.headers.get('location')!.split('/').at(-1)!);
  await server.follow(run);
  starts.push(trial.headers.get('location')!);
});

const starts = [
  '/',
  '/try',
  '/team',
  '/runs/marked-1/dealers',
  '/matches/none',
  `/plugins/${encodeURIComponent(EVIL)}`,
];

interface Got {
  readonly path: string;
  readonly type: string;
  readonly headers: Headers;
  readonly bytes: Buffer;
}

/** Everything that can be reached by following what pages link to, signed in as the team. */
async function everything(): Promise<Got[]> {
  const found: Got[] = [];
  const seen = new Set(starts);
  const perKind = new Map<string, number>();
  for (const path of seen) {
    const answer = await fetch(test.server.url + path, { headers: { connection: 'close', cookie } });
    const type = answer.headers.get('content-type') ?? '';
    if (type.startsWith('text/event-stream')) {
      await answer.body?.cancel();
      continue;
    }
    const bytes = Buffer.from(await answer.arrayBuffer());
    found.push({ path, type, headers: answer.headers, bytes });
    if (!type.startsWith('text/html')) continue;
    for (const [, quoted = ''] of bytes.toString().matchAll(/(?:href|src|action|data-\w+)="([^"]*)"/g)) {
      const link = quoted.replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
      if (!/^\/[^/]/.test(link)) continue;
      // The same page with other numbers says the same.
      const kind = link.replaceAll(/\d+/g, '#');
      const times = (perKind.get(kind) ?? 0) + 1;
      perKind.set(kind, times);
      if (times <= 4 && !/^\/(guides|docs|assets)/.test(link)) seen.add(link.split('#')[0]!);
    }
  }
  return found;
}

/** What is wrong with an answer. */
function complaints({ path, type, headers, bytes }: Got): string[] {
  const text = bytes.toString();
  const said = (what: string, isWrong: boolean): string[] => (isWrong ? [`${path} (${type}): ${what}`] : []);
  const secure = said('may be sniffed', headers.get('x-content-type-options') !== 'nosniff');
  if (/html|svg/.test(type))
    return [
      ...secure,
      ...RAW.flatMap((raw) => said(`has ${raw.source}`, raw.test(text))),
      ...said('lets code run', /unsafe|\*/.test(headers.get('content-security-policy') ?? '*')),
    ];
  if (/csv/.test(type))
    return [
      ...secure,
      ...said(
        'has a formula',
        [...csvRecords(text, ',')].some(({ cells }) => cells.some((cell) => /^[=+@]/.test(cell))),
      ),
    ];
  if (/json/.test(type)) return [...secure, ...said('has an escape', text.includes('\u001b'))];
  if (/gzip/.test(type) && /paper-pack/.test(path))
    return tarEntries(gunzipSync(bytes), 1000).flatMap((entry) => {
      const inside = entry.bytes.toString();
      if (entry.path.endsWith('.tex')) return said(`${entry.path} has a command`, /\\gridmark/.test(inside));
      if (entry.path.endsWith('.svg'))
        return RAW.flatMap((raw) => said(`${entry.path} has ${raw.source}`, raw.test(inside)));
      return said(`${entry.path} has a formula`, entry.path.endsWith('.csv') && /(^|,)"?[=+@]/m.test(inside));
    });
  return secure;
}

it('what strangers wrote is text on every page, in every figure, table and file that a page leads to', async () => {
  const all = await everything();
  expect(all.flatMap(complaints)).toEqual([]);
  // It was looked at where it is shown.
  const showing = all.filter(({ bytes }) => /gridmark/.test(bytes.toString())).map(({ path }) => path);
  for (const place of [
    ...[
      /^\/$/,
      /^\/leagues\/marked/,
      /^\/runs\/marked-1$/,
      /^\/runs\/marked-1\/dealers/,
      /^\/matches\/marked-1-\d+$/,
    ],
    ...[
      /\/replay/,
      /^\/scenarios\/marked-street/,
      /^\/scenarios\/marked-linear/,
      /^\/team\/plugins\//,
      /^\/try$/,
      /^\/api\//,
    ],
  ])
    expect([place.source, showing.some((path) => place.test(path))]).toEqual([place.source, true]);
});
