/** @short-form 1/8 or none; each time: contracts/service/foreign/lying-endpoint.test.ts, contracts/service/foreign/hostile-endpoint.test.ts */
import { Transaction } from 'ethers';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MatchReport } from '#market/match/report/report.js';
import { gridleague } from '../cli/test/gridleague.js';
import type { ApiAnswer } from '#api/schemas.js';
import { foreignChain, type ForeignChain } from './test/foreign-chain.js';
import { ServerProcess } from './test/server-process.js';
import { TINY } from './test/tiny-scenario.js';

const league = (id: string): string => `
id: ${id}
title: On a chain that lies
format: self-play
scenarios: [tiny]
blocks: 1
entrants: [truthful]
roundCap: 12
limits: { milliseconds: 30000 }
`;

interface Asked {
  readonly id: number;
  readonly method: string;
  readonly params: readonly unknown[];
}
/** Answers in the chain's place, or says that it has not. */
type Lie = (asked: Asked, response: ServerResponse) => boolean;

let folder = '';
let chain: ForeignChain;
let server: ServerProcess;
let lie: Lie = () => false;

const endpoint = createServer((request, response) => {
  void (async () => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    if (lie(JSON.parse(body) as Asked, response)) return;
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(chain.url, { method: 'POST', headers, body });
    response.writeHead(200, headers).end(await answer.text());
  })().catch(() => response.destroy());
});

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gridleague-lies-'));
  chain = await foreignChain();
  await once(endpoint.listen(0, '127.0.0.1'), 'listening');
  const { port } = endpoint.address() as AddressInfo;
  server = await ServerProcess.start(join(folder, 'data'), { CHAIN_RPC_URL: `http://127.0.0.1:${port}` });
  await server.scenario({ 'tiny.json': JSON.stringify(TINY) });
});
afterAll(async () => {
  await server?.stop();
  endpoint.closeAllConnections();
  endpoint.close();
  await chain.stop();
  await rm(folder, { recursive: true });
});

/** Plays a league while the endpoint lies; its run as it is then. */
async function played(id: string, told: Lie): Promise<ApiAnswer<'Run'>> {
  await server.league(league(id));
  lie = told;
  await server.post(`/api/leagues/${id}/runs`, {});
  await server.follow(`${id}-1`);
  lie = () => false;
  return (await server.get<ApiAnswer<'Run'>>(`/api/runs/${id}-1`)).body;
}

const MARKUP = '<img src=x onerror=alert(1)>\u001b[2J\u202e\r\n"=cmd"';
const says = (response: ServerResponse, id: number, answer: object): true => {
  response.end(JSON.stringify({ jsonrpc: '2.0', id, ...answer }));
  return true;
};

it('what an endpoint says of money that it does not send back is text, on the page, in the report and in a bundle that verifies', async () => {
  const run = await played('money', ({ id, method, params }, response) => {
    if (method !== 'eth_sendRawTransaction') return false;
    const { data, gasLimit } = Transaction.from(params[0] as string);
    return data === '0x' && gasLimit === 21_000n && says(response, id, { error: { message: MARKUP } });
  });
  expect(run.state).toBe('finished');
  const { report } = (await server.get<{ report: MatchReport }>('/api/matches/money-1-000001')).body;
  const reasons = report.chain.returned!.left.map(({ reason }) => reason);
  expect(reasons[0]).toMatch(/it may be there still: .*<img src=x onerror=alert\(1\)> \[2J "=cmd"$/);
  for (const reason of reasons) expect(reason).toMatch(/^[^\p{C}\p{Zl}\p{Zp}]{1,330}$/u);
  for (const path of ['/matches/money-1-000001', '/runs/money-1', '/leagues/money']) {
    const { status, text } = await server.get(path);
    expect([status, text.includes('<img src=x')]).toEqual([200, false]);
  }
  const bundle = await fetch(`${server.url}/api/runs/money-1/bundle`);
  await writeFile(join(folder, 'money.jsonl.gz'), Buffer.from(await bundle.arrayBuffer()));
  const { code, stdout } = await gridleague(
    'verify',
    join(folder, 'money.jsonl.gz'),
    '--allow-unverified',
    '100%',
  );
  expect([code, stdout]).toEqual([0, expect.stringMatching(/gas/)]);
});

it('a node that refuses what it is asked is told in one line, and typed', async () => {
  await server.league(league('words'));
  lie = ({ id, method }, response) =>
    method === 'eth_gasPrice' && says(response, id, { error: { message: MARKUP } });
  await server.post('/api/leagues/words/runs', {});
  const told = (): string | undefined =>
    server.said.split('\n').find((line) => line.includes('"match fault"') && line.includes('words-1'));
  while (!told()) await new Promise((later) => setTimeout(later, 20));
  lie = () => false;
  await server.post('/api/runs/words-1/cancel', {});
  const { reason } = JSON.parse(told()!) as { reason: string };
  expect(reason).toBe(`the chain's node refuses: <img src=x onerror=alert(1)> [2J "=cmd"`);
});

it('one that sends without end is taken for gone, and the run goes on with the next', async () => {
  let floods = 0;
  const run = await played('flood', ({ method }, response) => {
    if (method !== 'eth_getTransactionReceipt' || ++floods > 2) return false;
    const chunk = Buffer.alloc(1e6, '[');
    const more = (): void => {
      while (!response.destroyed && response.write(chunk));
    };
    response.on('drain', more);
    more();
    return true;
  });
  expect(floods).toBeGreaterThan(2);
  expect(run).toMatchObject({ state: 'finished', progress: { done: 1 } });
});
