import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MoreThan, Not, type EntityManager } from 'typeorm';
import { LeagueEntity } from '#database/entities/league.entity.js';
import { OwnScenarioEntity } from '#database/entities/own-scenario.entity.js';
import { SubmissionEntity } from '#database/entities/submission.entity.js';
import { TeamEntity } from '#database/entities/team.entity.js';
import { PRIVATE } from '#database/files/private-file.js';
import { currentPackage, unpackedContent } from '#database/stored/stored-packages.js';
import { sealOf } from '#database/stored/withheld-packages.js';
import { mayEnter } from '#leagues/pairing/entrants.js';
import { conductsOfLeague, type MatchConduct } from '#leagues/run/match-task.js';
import type { ScenarioPackage } from '#leagues/scenario-files/package/scenario-package.js';
import type { HandedTrial } from '#matches/play/trials/handed-trial.js';
import { trialName } from '#matches/play/trials/league-trial.js';
import type { LeagueMarkets } from '#sandbox/admission/league-trials.js';
import { trialLimits } from '#api/limits/trial-limits.js';
import { threadDatabase } from '../thread-database.js';

export interface TrialsRequest {
  readonly submission: string;
  /** where the packages are to lie that its process reads */
  readonly folder: string;
}

/** A market that a plugin is to be tried in. */
interface Wanted {
  readonly name: string;
  readonly conduct: MatchConduct;
  /** its package, or why it is not tried */
  readonly find: () => Promise<ScenarioPackage | string>;
}

/** A scenario under the rules of leagues that a plugin may enter. */
interface Played {
  readonly scenario: string;
  readonly conduct: MatchConduct;
  readonly leagues: string[];
}

/** Leagues read at once. */
const CHUNK = 50;

/**
 * A market of every scenario of every league that a submission may enter, under the rules of the league, and then those of its
 * team's own. Sealed scenarios are not among them: what an upload is told could be asked for again and again.
 */
export default async function leagueTrials(request: TrialsRequest): Promise<LeagueMarkets<HandedTrial>> {
  const { submission, folder } = request;
  const read = await threadDatabase();
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const untried: string[] = [];
  const chosen = async (wanted: readonly Wanted[], most: number): Promise<HandedTrial[]> => {
    const trials: HandedTrial[] = [];
    for (const { name, conduct, find } of wanted) {
      const found = trials.length < most ? await find() : 'others were drawn';
      if (typeof found === 'string') untried.push(`${name}: ${found}`);
      else if (found.content.length > trialLimits.packageBytes)
        untried.push(`${name}: it is too large for a trial`);
      else {
        const { id, sha256, content } = found;
        const file = join(folder, sha256);
        await writeFile(file, content, { mode: PRIVATE });
        trials.push({ name, scenario: id, file, sha256, conduct });
      }
    }
    return trials;
  };
  const ofLeagues = await chosen(await wantedBy(read, submission), trialLimits.scenarios);
  const own = await chosen(await ownOf(read, submission), trialLimits.ownScenarios);
  return { batches: [ofLeagues, own], untried };
}

/** The scenarios of its team's own. */
async function ownOf(read: EntityManager, id: string): Promise<Wanted[]> {
  const { team } = await read.findOneOrFail(SubmissionEntity, {
    select: { id: true, team: true },
    where: { id },
  });
  const select = { team: true, id: true } as const;
  const rows = await read.find(OwnScenarioEntity, { select, where: { team }, order: { createdAt: 'DESC' } });
  return rows.map((own) => ({
    name: `scenario ${own.id} of your own`,
    conduct: {},
    find: async () => {
      const row = await read.findOneBy(OwnScenarioEntity, { team, id: own.id });
      const content = row && (await unpackedContent(row, row.id).catch(() => null));
      return content ? { ...row, content: String(content) } : 'its package is not there';
    },
  }));
}

/** In an order that the hash of the file draws: nobody knows beforehand which are left out where there are many. */
async function wantedBy(read: EntityManager, id: string): Promise<Wanted[]> {
  const select = { id: true, team: true, kind: true, name: true, sha256: true } as const;
  const { team, kind, name, sha256 } = await read.findOneOrFail(SubmissionEntity, { select, where: { id } });
  const owner = await read.findOneBy(TeamEntity, { id: team });
  const wanted = new Map<string, Played>();
  for await (const { id: league, definition } of leagues(read)) {
    if (!mayEnter(definition, { id, kind, name: owner ? `${owner.name}/${name}` : name })) continue;
    for (const conduct of conductsOfLeague(definition, kind))
      for (const scenario of definition.scenarios) {
        const key = JSON.stringify([scenario, conduct]);
        const known = wanted.get(key);
        if (known) known.leagues.push(league);
        else wanted.set(key, { scenario, conduct, leagues: [league] });
      }
  }
  const place = (key: string): string => createHash('sha256').update(`${sha256} ${key}`).digest('hex');
  const places = [...wanted].map(([key, one]) => ({ place: place(key), one }));
  return places
    .sort((a, b) => (a.place < b.place ? -1 : 1))
    .map(({ one }) => ({
      name: trialName(one.scenario, one.leagues),
      conduct: one.conduct,
      find: () => packageOf(read, one.scenario),
    }));
}

async function* leagues(read: EntityManager): AsyncGenerator<LeagueEntity> {
  for (let last = ''; ;) {
    const rows = await read.find(LeagueEntity, {
      where: { id: MoreThan(last), state: Not('removed') },
      order: { id: 'ASC' },
      take: CHUNK,
    });
    yield* rows;
    if (rows.length < CHUNK) return;
    last = rows.at(-1)!.id;
  }
}

/** Its package, or why it is not tried. */
async function packageOf(read: EntityManager, scenario: string): Promise<ScenarioPackage | string> {
  if ((await sealOf(read, scenario)) !== null) return 'it is sealed';
  return (await currentPackage(read, scenario).catch(() => null)) ?? 'its package is not there';
}
