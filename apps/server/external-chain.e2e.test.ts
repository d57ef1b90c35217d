/** @short-form 1/8 or none; each time: contracts/service/foreign/external-chain.test.ts */
import { TINY } from './test/tiny-scenario.js';
import 'reflect-metadata';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { MatchReport } from '#market/match/report/report.js';
import { bundleFrom } from '#matches/bundles/run-bundle.js';
import { rememberedReplay } from '#matches/verify/test/remembered-replay.js';
import { verifyBundle } from '#matches/verify/verify-bundle.js';
import type { Receipt } from '#results/receipts/receipts.js';
import { receiptHolds } from '#results/test/held-receipts.js';
import type { RunAnchorRecord } from '#matches/ledger/anchor-run.js';
import { Database } from '#database/database.js';
import { MatchEntity } from '#database/entities/match.entity.js';
import { RunEntity } from '#database/entities/run.entity.js';
import { foreignChain, type ForeignChain } from './test/foreign-chain.js';
import { ServerProcess } from './test/server-process.js';

const LEAGUE = `
id: abroad
title: On somebody else's chain
format: self-play
scenarios: [tiny]
blocks: 2
entrants: [truthful]
roundCap: 12
limits: { milliseconds: 30000 }
`;

let folder = '';
let chain: ForeignChain;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gridleague-abroad-'));
  chain = await foreignChain();
});
afterAll(async () => {
  await chain.stop();
  await rm(folder, { recursive: true });
});

/** Does something with a server on that chain. */
async function withServer(work: (server: ServerProcess) => Promise<void>): Promise<void> {
  const server = await ServerProcess.start(folder, { CHAIN_RPC_URL: chain.url });
  try {
    await work(server);
  } finally {
    await server.stop();
  }
}

/** What a kill between anchoring and noting it down leaves; `change`: what else is done to the database. */
async function asBeforeTheEnd(change: (database: Database) => Promise<void> = async () => {}): Promise<void> {
  const database = await Database.open(join(folder, 'gridleague.sqlite'));
  await database.write(async (manager) => {
    await manager.update(RunEntity, { id: 'abroad-1' }, { state: 'running', anchor: null, finishedAt: null });
    await manager.query(`DELETE FROM "run_board"`);
  });
  await change(database);
  await database.close();
}

describe('a league on an endpoint', () => {
  let anchored: RunAnchorRecord | null = null;

  it('is played with gas that costs something, from purses of their own', async () => {
    await withServer(async (server) => {
      await server.scenario({ 'tiny.json': JSON.stringify(TINY) });
      await server.league(LEAGUE);
      await server.post('/api/leagues/abroad/runs', {});
      await server.follow('abroad-1');
      const { body } = await server.get<{ state: string; anchor: RunAnchorRecord }>('/api/runs/abroad-1');
      expect(body).toMatchObject({ state: 'finished', anchor: { network: 'chain 31337' } });
      anchored = body.anchor;
      const match = await server.get<{ report: MatchReport }>('/api/matches/abroad-1-000001');
      for (const { gas } of match.body.report.perSeat) expect(gas).toBeGreaterThan(0);
      expect(BigInt(match.body.report.chain.returned!.amount)).toBeGreaterThan(0n);
      const metrics = (await server.get('/api/metrics')).text;
      expect(Number(/^gridleague_chain_transactions_total (\d+)$/m.exec(metrics)?.[1])).toBeGreaterThan(10);
    });
  });

  it('gives bundles that verify, down to the money that was returned', async () => {
    await withServer(async (server) => {
      const answer = await fetch(`${server.url}/api/runs/abroad-1/bundle`);
      const bundle = await bundleFrom(Readable.from([Buffer.from(await answer.arrayBuffer())]), 'bundle');
      const { verdicts } = await verifyBundle(bundle, { replay: rememberedReplay(), scenarios: [] });
      expect(verdicts.map(({ kind }) => kind)).toEqual(['gas-unverified', 'gas-unverified']);
    });
  });

  it('finds its anchor again that it had no time to note down', async () => {
    await asBeforeTheEnd();
    await withServer(async (server) => {
      await server.follow('abroad-1');
      const { body } = await server.get<{ state: string; anchor: RunAnchorRecord }>('/api/runs/abroad-1');
      expect(body.state).toBe('finished');
      expect(body.anchor).toEqual({ ...anchored, transaction: null, block: null });
      const receipt = await server.get<{ receipt: Receipt }>('/api/matches/abroad-1-000001/receipt');
      expect(receiptHolds(receipt.body.receipt, anchored!.matches)).toBe(true);
    });
  });

  it('takes no anchor for its own that has other results', async () => {
    await asBeforeTheEnd((database) =>
      database.write(async (manager) => {
        await manager.update(MatchEntity, { id: 'abroad-1-000001' }, { resultHash: 'a'.repeat(64) });
      }),
    );
    await withServer(async (server) => {
      await server.follow('abroad-1');
      const { body } = await server.get<{ state: string; anchor: RunAnchorRecord }>('/api/runs/abroad-1');
      expect(body).toMatchObject({ state: 'finished', anchor: null });
      expect((await server.get('/api/matches/abroad-1-000001/receipt')).status).toBe(404);
    });
  });
});
