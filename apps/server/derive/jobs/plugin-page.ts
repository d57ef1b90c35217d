import { TRIALS } from '#leagues/run/trials.js';
import { In, IsNull, Not, type EntityManager } from 'typeorm';
import { LeagueEntity } from '#database/entities/league.entity.js';
import { RunEntity } from '#database/entities/run.entity.js';
import { SubmissionEntity } from '#database/entities/submission.entity.js';
import { TeamEntity } from '#database/entities/team.entity.js';
import { metricsOf, type Board, type BoardRow } from '#results/standings/board.js';
import {
  pluginPage,
  type PluginPosition,
  type PluginRun,
  type PluginVersion,
} from '../../../web/pages/plugin-page.js';
import { notFound } from '../../problem/problem.js';
import { pluginBreakdowns } from '../plugin-breakdowns.js';
import { sentText, type SentText } from '../sent-text.js';
import { dominates } from '#results/statistics/pareto.js';
import { storedBoards } from '../stored-boards.js';
import { threadDatabase } from '../thread-database.js';

const VERSIONS_SHOWN = 100;
/** of all leagues, the newest */
const RUNS_LOOKED_AT = 50;
const RUNS_SHOWN = 10;

/** The page of a plugin by its name, `<team>/<plugin>` or that of a reference plugin. Throws a problem where there is none. */
export default async function page({ name }: { readonly name: string }): Promise<SentText> {
  const read = await threadDatabase();
  const [team, plugin] = await ownerOf(read, name);
  const select = {
    id: true,
    kind: true,
    version: true,
    sha256: true,
    status: true,
    createdAt: true,
  } as const;
  const found = await read.find(SubmissionEntity, {
    select,
    where: { team, name: plugin },
    order: { kind: 'ASC', version: 'DESC' },
    take: VERSIONS_SHOWN,
  });
  if (found.length === 0) throw notFound(`plugin ${name}`);
  const runs = await read.find(RunEntity, {
    select: { id: true, league: true, finishedAt: true, plan: true },
    where: { finishedAt: Not(IsNull()), league: Not(TRIALS) },
    order: { finishedAt: 'DESC' },
    take: RUNS_LOOKED_AT,
  });
  const kinds = [];
  for (const [kind, rows] of Map.groupBy(found, (row) => row.kind))
    kinds.push({ kind, versions: rows.map(versionOf), ...(await playedIn(read, kind, rows, runs)) });
  return sentText(pluginPage({ name, kinds, isReference: team === '', lookedAt: runs.length }));
}

/** Id of its team (empty: the platform) and the name that it has there. */
async function ownerOf(read: EntityManager, name: string): Promise<readonly [string, string]> {
  const slash = name.lastIndexOf('/');
  if (slash < 0) return ['', name];
  const team = await read.findOneBy(TeamEntity, { name: name.slice(0, slash) });
  if (!team) throw notFound(`plugin ${name}`);
  return [team.id, name.slice(slash + 1)];
}

function versionOf({ id, version, ...row }: Pick<SubmissionEntity, keyof PluginVersion>): PluginVersion {
  return { ...row, id, version: String(version) };
}

async function playedIn(
  read: EntityManager,
  kind: SubmissionEntity['kind'],
  versions: readonly { readonly id: string }[],
  runs: readonly RunEntity[],
): Promise<{ readonly runs: readonly PluginRun[]; readonly position: PluginPosition | null }> {
  const ids = new Set(versions.map(({ id }) => id));
  const its = runs.filter(({ plan }) => plan.submissions.some(({ id }) => ids.has(id))).slice(0, RUNS_SHOWN);
  const leagues = await read.find(LeagueEntity, { where: { id: In(its.map(({ league }) => league)) } });
  const titles = new Map(leagues.map(({ id, definition }) => [id, definition.title]));
  const played: PluginRun[] = [];
  let position: PluginPosition | null = null;
  for (const { id, league, finishedAt } of its) {
    // A run that failed, or was cancelled early, may have none.
    const boards = await storedBoards(id).catch(() => null);
    const board = boards && (kind === 'dealer' ? boards.dealers : boards.agents);
    for (const row of board?.rows ?? [])
      if (ids.has(row.id)) {
        played.push({
          ...{ run: id, finishedAt: finishedAt!, row, of: board!.rows.length },
          league: { id: league, title: titles.get(league) ?? league },
        });
        position ??= await positionOn(read, board!, row, { id, finishedAt: finishedAt!, kind });
      }
  }
  return { runs: played, position };
}

/** Where it stands on the board of its newest run; a board without ranks compares nobody. */
async function positionOn(
  read: EntityManager,
  board: Board,
  row: BoardRow,
  {
    kind,
    ...run
  }: { readonly id: string; readonly finishedAt: number; readonly kind: SubmissionEntity['kind'] },
): Promise<PluginPosition | null> {
  if (board.unranked) return null;
  const metrics = metricsOf(board);
  const pointOf = ({ standings }: BoardRow): number[] =>
    metrics.map((metric) => standings[metric]?.normalised ?? NaN);
  const nameOf = new Map(board.rows.map(({ id, name }) => [id, name]));
  const found = kind === 'dealer' ? null : await pluginBreakdowns(read, run, row.id);
  return {
    ...{ run: run.id, board, row },
    dominatedBy: board.rows
      .filter((other) => dominates(pointOf(other), pointOf(row)))
      .map(({ name }) => name),
    breakdowns: found && {
      ...found,
      opponents: found.opponents
        .map((one) => ({ ...one, of: nameOf.get(one.of) ?? one.of }))
        .sort((a, b) => (a.of < b.of ? -1 : 1)),
    },
  };
}
