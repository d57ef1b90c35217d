import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiConsumes, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { MoreThan } from 'typeorm';
import { parse } from 'yaml';
import { z } from 'zod';
import { leagueFrom } from '#leagues/definition/load-league.js';
import type { DealerEffects } from '#results/standings/dealer-effects.js';
import { Access } from '../access/access.js';
import { Database } from '../database/database.js';
import { LeagueEntity } from '../database/entities/league.entity.js';
import { RunEntity } from '../database/entities/run.entity.js';
import type { HttpRequest, HttpResponse } from '../http.js';
import { afterCursor, pageOf, pageQuery, type Page } from '../problem/paging.js';
import { parsed } from '../problem/parsed.js';
import { badInput, ProblemError } from '../problem/problem.js';
import { MatchRunner } from '../runs/match-runner.js';
import { RunResultsService } from '../runs/run-results.service.js';
import type { RunView } from '../runs/run-view.js';
import { runPriorities, RunsService } from '../runs/runs.service.js';
import { BoardCache } from './board-cache.js';
import { boardQuery } from './board-query.js';
import { leagueView, type LeagueView } from './league-view.js';
import { LeaguesService } from './leagues.service.js';

const leagueChanges = z
  .strictObject({
    state: z.enum(['active', 'paused']).optional(),
    seed: z.string().min(1).max(200).optional(),
  })
  .refine(({ state, seed }) => state !== undefined || seed !== undefined, {
    message: 'says nothing to change',
  });

const runOrder = z.strictObject({ priority: z.enum(runPriorities).default('normal') });

const LEAGUE_EXAMPLE = `id: evening
title: Evening league
schedule: '0 20 * * *'
format: mixed
scenarios: [demo-community]
blocks: 4
matchSize: 2
entrants: [truthful, shaded, sunny-side/night-saver]
`;

@ApiTags('leagues')
@Controller('leagues')
export class LeaguesController {
  constructor(
    private readonly database: Database,
    private readonly leagues: LeaguesService,
    private readonly runs: RunsService,
    private readonly runner: MatchRunner,
    private readonly results: RunResultsService,
    private readonly boards: BoardCache,
  ) {}

  @Get()
  @ApiOperation({ summary: 'All leagues' })
  async list(@Query() query: unknown): Promise<Page<LeagueView>> {
    const page = parsed(pageQuery, query);
    const rows = await this.database.read.find(LeagueEntity, {
      where: { id: MoreThan(afterCursor(page)) },
      order: { id: 'ASC' },
      take: page.limit + 1,
    });
    return pageOf(rows, page, ({ id }) => id, leagueView);
  }

  @Get(':id')
  @ApiOperation({ summary: 'A league' })
  async get(@Param('id') id: string): Promise<LeagueView> {
    return leagueView(await this.leagues.get(id));
  }

  @Post()
  @Access('admin')
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Create a league from its file, YAML or JSON' })
  @ApiConsumes('application/yaml', 'application/json')
  @ApiBody({ schema: { type: 'string', example: LEAGUE_EXAMPLE } })
  async create(@Req() request: HttpRequest, @Body() body: unknown): Promise<LeagueView> {
    return leagueView(await this.leagues.create(leagueFrom(documentOf(request, body), 'league')));
  }

  @Patch(':id')
  @Access('admin')
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Pause or activate a league, or hand in the secret of its sealed seed' })
  @ApiBody({
    schema: {
      type: 'object',
      properties: { state: { type: 'string', enum: ['active', 'paused'] }, seed: { type: 'string' } },
      example: { state: 'paused' },
    },
  })
  async change(@Param('id') id: string, @Body() body: unknown): Promise<LeagueView> {
    const { state, seed } = parsed(leagueChanges, body);
    return leagueView(
      await this.leagues.change(id, { ...(state && { state }), ...(seed !== undefined && { seed }) }),
    );
  }

  @Post(':id/runs')
  @HttpCode(202)
  @Access('admin')
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Start a run now' })
  @ApiBody({
    required: false,
    schema: {
      type: 'object',
      properties: { priority: { type: 'string', enum: [...runPriorities], default: 'normal' } },
      example: { priority: 'urgent' },
    },
  })
  async start(@Param('id') id: string, @Body() body: unknown): Promise<{ id: string }> {
    const { priority } = parsed(runOrder, body);
    const run = await this.runs.start(await this.leagues.get(id), priority);
    this.runner.wake();
    return { id: run.id };
  }

  @Get(':id/runs')
  @ApiOperation({ summary: 'The runs of a league, oldest first' })
  async listRuns(@Param('id') id: string, @Query() query: unknown): Promise<Page<RunView>> {
    const page = parsed(pageQuery, query);
    await this.leagues.get(id);
    const after = Number(afterCursor(page) || 0);
    if (!Number.isSafeInteger(after)) throw badInput('cursor', 'is none that this server gave');
    const rows = await this.database.read.find(RunEntity, {
      where: { league: id, number: MoreThan(after) },
      order: { number: 'ASC' },
      take: page.limit + 1,
    });
    const views = new Map<RunEntity, RunView>();
    for (const row of rows) views.set(row, await this.runs.view(row));
    return pageOf(
      rows,
      page,
      ({ number }) => String(number),
      (row) => views.get(row)!,
    );
  }

  @Get(':id/leaderboard')
  @ApiQuery({ name: 'kind', required: false, enum: ['agent', 'dealer'] })
  @ApiQuery({ name: 'run', required: false, example: 'latest' })
  @ApiQuery({ name: 'format', required: false, enum: ['json', 'csv'] })
  @ApiQuery({
    name: 'weights',
    required: false,
    example: 'welfare:2,cost:1,convergence:0',
    description:
      "a reader's own weights in place of the league's: composite, ranks and their comparisons are computed anew; " +
      'a metric that is not named weighs nothing',
  })
  @ApiOperation({ summary: 'Standings of a run that is over: means, 95 % intervals, ranks as intervals' })
  async leaderboard(
    @Param('id') id: string,
    @Query() query: unknown,
    @Res() response: HttpResponse,
  ): Promise<void> {
    const { kind, run, format, weights = null } = parsed(boardQuery, query);
    const request = { run: await this.runOf(id, run), kind, weights };
    const { text, etag } = await this.boards.boardAnswer(request, format);
    response
      .type(format === 'csv' ? 'text/csv; charset=utf-8' : 'application/json')
      .setHeader('ETag', etag)
      .send(text);
  }

  @Get(':id/dealers')
  @ApiQuery({ name: 'run', required: false, example: 'latest' })
  @ApiOperation({
    summary:
      'Dealer comparison: main effects against the reference with intervals, interactions, per scenario',
  })
  async dealers(@Param('id') id: string, @Query() query: unknown): Promise<DealerEffects> {
    const { run } = parsed(boardQuery.pick({ run: true }), query);
    const { effects } = await this.results.boards(await this.runOf(id, run));
    if (!effects) throw new ProblemError(404, 'no-results', 'the run had one dealer only');
    return effects;
  }

  /** A run of the league that has a board: by id, or the latest. */
  private async runOf(league: string, run: string): Promise<string> {
    const latest = run === 'latest' ? await this.boards.latest(league) : null;
    if (latest !== null) return latest;
    await this.leagues.get(league);
    if (run !== 'latest' && (await this.database.read.existsBy(RunEntity, { id: run, league }))) return run;
    throw new ProblemError(
      404,
      'no-results',
      run === 'latest' ? `league ${league} has no finished run yet` : `league ${league} has no run ${run}`,
    );
  }
}

/** A league file as it was sent: text is YAML, anything else has been parsed already. */
function documentOf({ headers }: HttpRequest, body: unknown): unknown {
  if (typeof body !== 'string') return body;
  try {
    return parse(body, { maxAliasCount: 10 });
  } catch (error) {
    throw badInput(
      '',
      `is not YAML (${headers['content-type'] ?? 'text'}): ${(error as Error).message.split('\n')[0]!}`,
    );
  }
}
