import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import { mayEnter } from '#leagues/pairing/entrants.js';
import { fairField } from '#leagues/pairing/fair-field.js';
import { weighedMetrics, type Weights } from '#results/standings/board.js';
import { leagueAddress } from '../../web/links.js';
import { leaguePage, type LeaguePlan } from '../../web/pages/league-page.js';
import {
  HOME_ROWS,
  overviewPage,
  type LeagueSummary,
  type SeasonSummary,
} from '../../web/pages/overview-page.js';
import { rowsOf, type Statement } from '#database/dialect.js';
import { Database } from '#database/database.js';
import type { LeagueEntity } from '#database/entities/league.entity.js';
import { RunEntity } from '#database/entities/run.entity.js';
import { openSeasonOf } from '#database/stored/open-season.js';
import type { HttpResponse } from '../problem/http.js';
import { NOTHING_WEIGHED, weightsQuery } from '../leagues/board-query.js';
import { BoardCache } from '../leagues/board-cache.js';
import { leagueView } from '../leagues/league-view.js';
import { NextRuns } from '../leagues/next-runs.js';
import { LeaguesService } from '../leagues/leagues.service.js';
import { pageInBytes, pageQuery } from '../problem/paging.js';
import { parsed } from '../problem/parsed.js';
import { notFound } from '../problem/problem.js';
import type { SeasonEntity } from '#database/entities/season.entity.js';
import { leagueLimits } from '#leagues/definition/limits.js';
import { WallClock } from '#database/wall-clock.js';
import { seasonView } from '../seasons/season-view.js';
import { SeasonsService } from '../seasons/seasons.service.js';
import { SubmissionsService } from '../submissions/submissions.service.js';
import { LiveRuns } from './live-runs.js';
import { ResultPages } from './result-pages.js';
import { requestLimits } from '#api/limits/request-limits.js';

const RUNS_SHOWN = 50;
const SEASONS_SHOWN = 10;

/** Millionths, so that the number can be written in an address without an exponent. */
const weight = z.coerce
  .number()
  .min(0)
  .max(leagueLimits.weight)
  .transform((value) => Number(value.toFixed(6)))
  .optional();
const resultsQuery = z
  .object({
    run: z.string().min(1).max(requestLimits.id).optional(),
    /** cursor in the list of leagues */
    after: z.string().max(requestLimits.cursor).optional(),
    welfare: weight,
    cost: weight,
    convergence: weight,
    contribution: weight,
    cash: weight,
    /** as the API has them */
    weights: weightsQuery.optional(),
  })
  .refine(
    (query) => weighedMetrics.every((metric) => query[metric] === undefined) || weightsOf(query) !== null,
    {
      path: ['welfare'],
      message: NOTHING_WEIGHED,
    },
  );

interface ShownRun {
  readonly id: string;
  readonly league: string;
  readonly title: string;
  readonly finishedAt: number | null;
}

const SHOWN: Statement = ({ at }) => `
  SELECT r."id", r."league", ${at('l."definition"', 'title')} AS "title", r."finishedAt"
  FROM "run" AS r JOIN "league" AS l ON l."id" = r."league"
  WHERE l."state" <> 'removed' AND r."number" = (
    SELECT max("number") FROM "run" WHERE "league" = r."league"
      AND ("state" IN ('finished', 'failed') OR "state" = 'running' AND "finishedAt" IS NOT NULL))
  ORDER BY r."id" = ?1 DESC, r."finishedAt" DESC NULLS LAST LIMIT 1`;

/** Where readers begin: the standings of the league that was played last, and each league by itself. */
@ApiExcludeController()
@Controller()
export class LeaguePagesController {
  constructor(
    private readonly database: Database,
    private readonly leagues: LeaguesService,
    private readonly boards: BoardCache,
    private readonly liveRuns: LiveRuns,
    private readonly results: ResultPages,
    private readonly seasons: SeasonsService,
    private readonly submissions: SubmissionsService,
    private readonly clock: WallClock,
    private readonly next: NextRuns,
  ) {}

  @Get()
  async overview(@Query() query: unknown, @Res() response: HttpResponse): Promise<void> {
    const { run, after, ...weights } = parsed(resultsQuery, query);
    const page = await pageInBytes(parsed(pageQuery, { cursor: after }), {
      rows: (last, take) => this.leagues.listed(last, take),
      keyOf: ({ id }) => id,
      shown: (row) => this.summary(row),
    });
    const shown = await this.shown(run);
    const live = await this.liveRuns.list();
    const seasons = (await this.seasons.newest(SEASONS_SHOWN)).map((row) => this.seasonSummary(row));
    const request = shown
      ? {
          ...{ league: shown.league, run: shown.id, finishedAt: shown.finishedAt },
          ...{ weights: weightsOf(weights), action: '/', mostRows: HOME_ROWS },
        }
      : null;
    await this.results.send(response, request, (results) =>
      overviewPage({
        ...{ live, seasons, leagues: page.items, next: page.next },
        shown: shown && results ? { title: shown.title, results } : null,
      }),
    );
  }

  @Get('leagues/:id')
  async league(
    @Param('id') id: string,
    @Query() query: unknown,
    @Res() response: HttpResponse,
  ): Promise<void> {
    const { run: asked, ...weights } = parsed(resultsQuery, query);
    const league = await this.leagues.get(id);
    const { definition, failedStart } = league;
    const runs = await this.database.read.find(RunEntity, {
      select: { id: true, state: true, createdAt: true, finishedAt: true },
      where: { league: id },
      order: { number: 'DESC' },
      take: RUNS_SHOWN,
    });
    const run = asked ?? (await this.boards.latest(id));
    const of =
      run === null
        ? null
        : await this.database.read.findOne(RunEntity, {
            select: { id: true, finishedAt: true },
            where: { id: run, league: id },
          });
    if (asked !== undefined && !of) throw notFound(`run ${asked} of league ${id}`);
    const live = await this.liveRuns.list(id);
    const request = of
      ? {
          ...{ league: id, run: of.id, finishedAt: of.finishedAt },
          ...{ weights: weightsOf(weights), action: leagueAddress(id), mostRows: null },
        }
      : null;
    const { title, description = null, scenarios } = definition;
    const plan = await this.planOf(league);
    await this.results.send(response, request, (results) =>
      leaguePage({ plan, id, title, description, scenarios, failedStart, runs, live, results }),
    );
  }

  private async planOf(league: LeagueEntity): Promise<LeaguePlan> {
    const { definition } = league;
    const { format, blocks, matchSize = null, entrants, dealers, schedule = null } = definition;
    const { entrants: playing } = fairField(definition, await this.submissions.entrants(definition));
    const { nextRun, state } = leagueView(league);
    const agents = playing.filter((one) => mayEnter(definition, one) && one.kind === 'agent');
    return {
      ...{ format, blocks, matchSize, schedule, entrants: [entrants].flat(), dealers: [dealers].flat() },
      next: await this.next.of(league),
      agents: agents.map(({ name }) => name).sort(),
      paused: state === 'paused',
      nextRun: nextRun === null ? null : Date.parse(nextRun),
      season: await openSeasonOf(this.database.read, league.id),
    };
  }

  /** The newest results of a league: these, or else the last of all; null: nothing has been played. */
  private async shown(asked: string | undefined): Promise<ShownRun | null> {
    const [shown] = await rowsOf<ShownRun>(this.database.read, SHOWN, [asked ?? '']);
    return shown ?? null;
  }

  private seasonSummary(season: SeasonEntity): SeasonSummary {
    const { id, title, state, champions } = seasonView(season, this.clock.now());
    const winners = (champions ?? []).filter(({ place }) => place === 1).map(({ name }) => name);
    return { id, title, state, winners };
  }

  private async summary(league: LeagueEntity): Promise<LeagueSummary> {
    const { id, title, format, scenarios, state, nextRun } = leagueView(league);
    const latest = await this.boards.latest(id);
    const run =
      latest === null
        ? null
        : await this.database.read.findOne(RunEntity, {
            select: { id: true, finishedAt: true },
            where: { id: latest },
          });
    return {
      ...{ id, title, format, scenarios, paused: state === 'paused' },
      nextRun: nextRun === null ? null : Date.parse(nextRun),
      latest: run && { id: run.id, finishedAt: run.finishedAt },
    };
  }
}

/** The reader's weights, in either form; null: none given, or none that counts. */
function weightsOf({
  weights: given,
  ...single
}: Partial<Weights> & { readonly weights?: Weights | undefined }): Weights | null {
  if (given) return given;
  const { welfare = 0, cost = 0, convergence = 0, ...others } = single;
  const weights = { welfare, cost, convergence, ...others };
  return weighedMetrics.every((metric) => !weights[metric]) ? null : weights;
}
