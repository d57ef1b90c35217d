import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testRng } from '#market/test/short-form.js';
import { Database } from '../database.js';
import { rowsOf } from '../dialect.js';
import { SubmissionEntity } from '../entities/submission.entity.js';
import { TeamEntity } from '../entities/team.entity.js';
import { newestAccepted } from './newest-accepted.js';

let folder = '';
let database: Database;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gridleague-newest-'));
  database = await Database.open(join(folder, 'data.sqlite'));
});
afterAll(async () => {
  await database.close();
  await rm(folder, { recursive: true });
});

const TEAMS = ['', 'a', 'b'];
const rng = testRng('newest accepted');
const one = <T>(choices: readonly T[]): T => choices[Math.floor(rng.next() * choices.length)]!;

it('are those that a look at all versions finds, in the order of their upload', async () => {
  const rows: SubmissionEntity[] = TEAMS.flatMap((team) =>
    (['agent', 'dealer'] as const).flatMap((kind) =>
      ['x', 'y'].flatMap((name) =>
        Array.from({ length: 5 }, (_, i) => ({
          ...{
            id: `${team}-${kind}-${name}-${i}`,
            team,
            kind,
            name,
            version: i + 1,
            sha256: `${i}`,
            file: 'x.ts',
          },
          ...{ source: 'x', checks: [], attempts: 0, release: 'no' as const, createdAt: one([1, 2, 3, 4]) },
          status: one(['accepted', 'accepted', 'rejected', 'withdrawn', 'checking'] as const),
        })),
      ),
    ),
  );
  await database.write(async (manager) => {
    for (const id of TEAMS.slice(1))
      await manager.insert(TeamEntity, { id, name: `team ${id}`, tokenHash: id, createdAt: 0 });
    await manager.insert(SubmissionEntity, rows);
  });
  for (const window of [undefined, { from: 2, until: 4 }]) {
    const { from, until } = window ?? { from: 0, until: Infinity };
    const open = rows.filter(
      (row) => row.status === 'accepted' && row.createdAt >= from && row.createdAt < until,
    );
    const newest = open.filter(
      (row) =>
        !open.some(
          (other) =>
            other.version > row.version &&
            ['team', 'kind', 'name'].every((key) => other[key as 'team'] === row[key as 'team']),
        ),
    );
    newest.sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1));
    expect(await newestAccepted(database.read, window)).toEqual(
      newest.map(({ id, team, kind, name, version, sha256 }) => ({
        ...{ id, kind, sha256, version: String(version), baseline: team === '' },
        name: team === '' ? name : `team ${team}/${name}`,
      })),
    );
  }
});

it('are found without reading a source: SQLite reads rows from their front', async () => {
  const columns = await rowsOf<{ name: string }>(database.read, 'PRAGMA table_info("submission")');
  expect(columns.at(-1)!.name).toBe('source');
});
