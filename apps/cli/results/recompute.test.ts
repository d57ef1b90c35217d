import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { ApiAnswer } from '#api/schemas.js';
import { ServerProcess } from '../../server/test/server-process.js';
import { TINY } from '../../server/test/tiny-scenario.js';
import { gridleague, temporaryFolder } from '../test/gridleague.js';

const LEAGUE = `
id: kept
title: A league whose boards are lost
format: self-play
scenarios: [tiny]
blocks: 2
entrants: [truthful, shaded]
roundCap: 8
limits: { milliseconds: 30000 }
`;
const folder = temporaryFolder();

it('boards of a stopped server are made anew from its matches, and its paper pack with them', async () => {
  const data = folder.path('data');
  const server = await ServerProcess.start(data);
  let board: ApiAnswer<'Board'>;
  try {
    expect(await server.scenario({ 'tiny.json': JSON.stringify(TINY) })).toMatchObject({ status: 201 });
    expect(await server.league(LEAGUE)).toMatchObject({ status: 201 });
    await server.post('/api/leagues/kept/runs', {});
    await server.follow('kept-1');
    board = (await server.get<ApiAnswer<'Board'>>('/api/leagues/kept/leaderboard?kind=agent')).body;
    expect((await server.get('/api/runs/kept-1/paper-pack')).status).toBe(200);
  } finally {
    await server.stop();
  }
  const packs = async (): Promise<string[]> =>
    (await readdir(join(data, 'exports'))).filter((name) => name.endsWith('-paper-pack.tar.gz'));
  expect(await packs()).toHaveLength(1);
  const stored = (): unknown => {
    const database = new DatabaseSync(join(data, 'gridleague.sqlite'));
    const row = database.prepare(`SELECT "boards" FROM "run_board" WHERE "run" = 'kept-1'`).get();
    database.close();
    return JSON.parse(row!.boards as string);
  };
  const before = stored();
  const database = new DatabaseSync(join(data, 'gridleague.sqlite'));
  database.exec(`UPDATE "run_board" SET "boards" = '{}'`);
  database.close();

  const settings = folder.path('settings.env');
  await writeFile(settings, `GRIDLEAGUE_DATA=${data}\n`);
  const recompute = ['results', 'recompute', '--config', settings, '--json'] as const;
  const { code, stdout, stderr } = await gridleague(...recompute, 'kept-1');
  expect([code, stderr]).toEqual([0, '']);
  expect((JSON.parse(stdout) as { agents: unknown }).agents).toMatchObject({ rows: board.rows });
  expect(stored()).toEqual(before);
  expect(await packs()).toEqual([]);
  expect(await gridleague(...recompute, 'kept-2')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('there is no run kept-2 in') as string,
  });
});
