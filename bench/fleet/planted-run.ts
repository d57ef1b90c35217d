import type { LeagueDefinition } from '#leagues/definition/league-schema.js';
import type { HeardMatch } from '#leagues/run/match-player.port.js';
import { loadLeague, shippedLeagues } from '#leagues/definition/load-league.js';
import { packageOf } from '#leagues/scenario-files/package/scenario-package.js';
import type { Database } from '#database/database.js';
import { LeagueEntity } from '#database/entities/league.entity.js';
import { MatchEntity } from '#database/entities/match.entity.js';
import { RunEntity } from '#database/entities/run.entity.js';
import { RunFileEntity } from '#database/entities/run-file.entity.js';
import { packageRow, storePackages } from '#database/stored/stored-packages.js';
import { shippedPlugins } from '#matches/play/line-ups/reference-plugins.js';
import { playLeague } from '#matches/workers/play-league.js';
import type { MatchJobs } from '#database/queue/match-jobs.js';

const STEP = 500;

/** A real match of the demo league: what simulated workers hand in. */
export async function demoMatch(): Promise<HeardMatch> {
  const definition = { ...(await demo()), blocks: 1 };
  const plugins = await shippedPlugins();
  const { played } = await playLeague({ definition, plugins, run: 1, workers: 1, ledger: 'memory' });
  return [...played.values()][0]!;
}

/** Puts a run of so many matches into the queue, as if it had been planned. */
export async function plantRun(
  database: Database,
  jobs: MatchJobs,
  id: string,
  matches: number,
): Promise<void> {
  const definition = { ...(await demo()), id };
  const row = await packageRow(packageOf({ files: {}, scenario: { id: 's' } }));
  const [agent, dealer] = ['agent', 'dealer'].map((kind) => ({
    ...{ id: kind, kind: kind as 'agent' | 'dealer', name: kind, version: '1', sha256: '', baseline: true },
  }));
  await database.write(async (manager) => {
    const league = { id, definition, state: 'active' as const, shipped: false, secretSeed: null };
    await manager.insert(LeagueEntity, { ...league, scheduledUntil: 0, createdAt: 0 });
    await storePackages(manager, [row]);
    await manager.insert(RunEntity, {
      ...{ id: `${id}-1`, league: id, number: 1, state: 'queued', definition, createdAt: 0 },
      plan: { seed: 'x', seatsNeeded: 1, design: null, submissions: [agent!, dealer!] },
      packages: [{ name: 's', sha256: row.sha256 }],
    });
    for (const one of [agent!, dealer!])
      await manager.insert(RunFileEntity, {
        ...{ run: `${id}-1`, submission: one.id, file: { ...one, file: 'x.ts', source: '' } },
      });
    for (let first = 1; first <= matches; first += STEP) {
      const serials = Array.from({ length: Math.min(STEP, matches - first + 1) }, (_, i) => first + i);
      const rows = serials.map((serial) => ({
        ...{
          id: `${id}-1-${String(serial).padStart(6, '0')}`,
          run: `${id}-1`,
          serial,
          state: 'queued' as const,
        },
        ...{
          priority: 1,
          attempts: 0,
          block: 1,
          scenario: 's',
          seed: 'x',
          dealer: 'dealer',
          teams: ['agent'],
        },
        scored: true,
      }));
      await manager.insert(MatchEntity, rows);
      await jobs.add(
        manager,
        rows.map((row) => row.id),
        0,
      );
    }
  });
}

async function demo(): Promise<LeagueDefinition> {
  const file = (await shippedLeagues()).find((one) => /\bdemo\.yaml$/.test(one));
  return loadLeague(file!);
}
