import { Database } from '../database.js';
import { LeagueEntity } from '../entities/league.entity.js';
import { MatchEntity } from '../entities/match.entity.js';
import { RunEntity } from '../entities/run.entity.js';
import { BossJobs } from '../queue/boss-jobs.js';
import { administer, postgresDatabase } from '../test/postgres-server.js';
import { membersOf, Membership, type MemberFacts } from './membership.js';

const address = await postgresDatabase();
const MATCH = 'test-1-000001';
const FACTS: MemberFacts = { kind: 'worker', host: 'h', pid: 1, version: '1', commit: 'c', players: 1 };
const STATE = { playing: [{ match: MATCH, rounds: 6 }], matchesPerMinute: 2 };

(address === null ? describe.skip : describe)('the members of a deployment', () => {
  let database: Database;
  let jobs: BossJobs;
  const sql = (text: string): Promise<unknown> => administer(text, address!);
  /** Whether each is silent and gone, and what it plays. */
  const told = async (): Promise<Record<string, unknown>> =>
    Object.fromEntries(
      (await membersOf(database)).map(({ id, silent, gone, playing }) => [id, [silent, gone, playing]]),
    );
  /** A process that begins, and is killed when its last beat is so many seconds old. */
  const dead = async (id: string, seconds: number, facts = FACTS): Promise<void> => {
    const membership = new Membership(database, id, facts, () => STATE);
    await membership.start();
    clearInterval(membership['beating']);
    await sql(`UPDATE "member" SET "beatAt" = "beatAt" - ${seconds * 1000} WHERE "id" = '${id}'`);
  };
  const playedBy = async (holder: string): Promise<void> => {
    await database.write(async (manager) => {
      await manager.update(MatchEntity, { id: MATCH }, { state: 'playing', lease: `${holder} x` });
      await jobs.add(manager, [MATCH], 0);
      await jobs.fetch(manager);
    });
  };

  beforeAll(async () => {
    database = await Database.open(address!, { onTrouble: () => undefined, onWell: () => undefined });
    jobs = await BossJobs.open(database, { heartbeatSeconds: 10, onError: (error) => void error });
    await database.write(async (manager) => {
      const definition = { id: 'test' } as LeagueEntity['definition'];
      const league = { id: 'test', definition, state: 'active' as const, shipped: false, secretSeed: null };
      await manager.insert(LeagueEntity, { ...league, scheduledUntil: 0, createdAt: 0 });
      const plan = { seed: 'x', seatsNeeded: 1, design: null, submissions: [] };
      const run = { id: 'test-1', league: 'test', number: 1, state: 'running' as const, definition, plan };
      await manager.insert(RunEntity, { ...run, packages: [], createdAt: 0 });
      await manager.insert(MatchEntity, {
        ...{ id: MATCH, run: 'test-1', serial: 1, state: 'queued', priority: 1, attempts: 0, block: 1 },
        ...{ scenario: 's', seed: 'x', dealer: 'd', teams: ['a'], scored: true },
      });
    });
  });
  afterEach(() => sql('DELETE FROM "member"'));
  afterAll(async () => {
    await jobs.close();
    await database.close();
  });

  it('are silent and play on until their matches are taken back', async () => {
    await playedBy('one');
    await dead('one', 0);
    expect(await told()).toEqual({ one: [false, false, STATE.playing] });
    await dead('one', 400);
    expect(await told()).toEqual({ one: [true, false, STATE.playing] });
    await database.write((manager) => jobs.cancel(manager, [MATCH]));
    expect(await told()).toEqual({ one: [true, true, []] });
  });

  it('play nothing any more that somebody else plays, and are gone after some minutes', async () => {
    await playedBy('two');
    await dead('one', 30);
    await dead('two', 0);
    expect(await told()).toEqual({ one: [true, false, []], two: [false, false, STATE.playing] });
    const paces = (await membersOf(database)).map(({ matchesPerMinute }) => matchesPerMinute);
    expect(paces).toEqual([0, STATE.matchesPerMinute]);
    await dead('one', 400);
    expect(await membersOf(database)).toMatchObject([
      { id: 'one', silent: true, gone: true, playing: [], matchesPerMinute: 0 },
      { id: 'two', silent: false, gone: false, matchesPerMinute: 2 },
    ]);
  });

  it('are each there once: a server that begins anew takes the place of its earlier life', async () => {
    const server = { ...FACTS, kind: 'server' as const };
    await dead('one', 400, server);
    const [before] = await membersOf(database);
    await dead('one', 0, { ...server, pid: 2 });
    const [now, ...more] = await membersOf(database);
    expect(more).toEqual([]);
    expect(now).toMatchObject({ pid: 2, silent: false });
    expect(now!.startedAt).toBeGreaterThanOrEqual(before!.startedAt);
  });
});
