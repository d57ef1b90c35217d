import { createHash } from 'node:crypto';
import { MoreThan, Not, type EntityManager } from 'typeorm';
import { LeagueEntity } from '#database/entities/league.entity.js';
import { OwnScenarioEntity } from '#database/entities/own-scenario.entity.js';
import { SubmissionEntity } from '#database/entities/submission.entity.js';
import { TeamEntity } from '#database/entities/team.entity.js';
import { currentPackage, unpackedContent } from '#database/stored-packages.js';
import { sealOf } from '#database/withheld-packages.js';
import { mayEnter } from '#leagues/pairing/entrants.js';
import { conductOfLeague, type MatchConduct } from '#leagues/run/match-task.js';
import { openPackage, type ScenarioPackage } from '#leagues/scenario-files/package/scenario-package.js';
import type { DrawnMarket } from '#leagues/scenario-files/scenario.js';
import { agentSeats } from '#market/seating.js';
import { leagueTrial, trialName } from '#matches/play/league-trial.js';
import { unplayable } from '#matches/play/playable.js';
import type { LeagueMarkets, LeagueTrial } from '#sandbox/admission/league-trials.js';
import { trialLimits } from '../../limits/trial-limits.js';
import { threadDatabase } from '../thread-database.js';

/** A market that a plugin is to be tried in. */
interface Wanted {
  readonly name: string;
  readonly conduct: MatchConduct;
  /** an example draw, or why there is none */
  readonly find: () => Promise<DrawnMarket | string>;
}

/** A scenario under the rules of leagues that a plugin may enter. */
interface Played {
  readonly scenario: string;
  readonly conduct: MatchConduct;
  readonly leagues: string[];
}

/** Leagues read at once. */
const CHUNK = 50;
/** Market drawn last, by the hash of their packages; null: one that is not tried. */
const drawn = new Map<string, DrawnMarket | string>();
const DRAWN_KEPT = 50;

/**
 * A market of every scenario of every league that a submission may enter, under the rules of the league. Sealed scenarios are
 * not among them: what an upload is told could be asked for again and again. Days are such to train on.
 */
export default async function leagueTrials({
  submission,
}: {
  readonly submission: string;
}): Promise<LeagueMarkets> {
  const read = await threadDatabase();
  const trials: LeagueTrial[] = [];
  const untried: string[] = [];
  const wanted = [...(await ownOf(read, submission)), ...(await wantedBy(read, submission))];
  for (const { name, conduct, find } of wanted) {
    const market = trials.length < trialLimits.scenarios ? await find() : 'others were drawn';
    if (typeof market === 'string') untried.push(`${name}: ${market}`);
    else trials.push(leagueTrial(name, conduct, market));
  }
  return { trials, untried };
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
      return row ? drawnFrom({ ...row, content: String(await unpackedContent(row, row.id)) }) : 'it is gone';
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
    const conduct = conductOfLeague(definition);
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
      find: () => marketOf(read, one.scenario),
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

/** An example draw, or why there is none. */
async function marketOf(read: EntityManager, scenario: string): Promise<DrawnMarket | string> {
  if ((await sealOf(read, scenario)) !== null) return 'it is sealed';
  const found = await currentPackage(read, scenario).catch(() => null);
  if (!found) return 'its package is not there';
  return drawnFrom(found);
}

async function drawnFrom(one: ScenarioPackage): Promise<DrawnMarket | string> {
  const { sha256, content } = one;
  const known = drawn.get(sha256);
  if (known !== undefined) return known;
  if (content.length > trialLimits.packageBytes) return TOO_LARGE;
  const opened = await openPackage(one);
  const market = unplayable(opened) ?? checkedSize(opened.draw('admission'));
  if (drawn.size >= DRAWN_KEPT) drawn.clear();
  drawn.set(sha256, market);
  return market;
}

const TOO_LARGE = 'it is too large for a trial';

function checkedSize(market: DrawnMarket): DrawnMarket | string {
  const variables = market.instance.participants.reduce((sum, { problem }) => sum + problem.cost.length, 0);
  const isLarge = agentSeats(market.instance) > trialLimits.agents || variables > trialLimits.variables;
  return isLarge ? TOO_LARGE : market;
}
