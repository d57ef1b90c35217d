import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  Patch,
  Post,
  Put,
  Query,
  Req,
  Res,
} from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOperation, ApiTags } from '@nestjs/swagger';
import { MoreThan } from 'typeorm';
import { z } from 'zod';
import { Access } from '../access/access.js';
import { Database } from '#database/database.js';
import { RunEntity } from '#database/entities/run.entity.js';
import { ThreadDesk } from '../derive/desk/thread-desk.js';
import type { HttpRequest, HttpResponse } from '../problem/http.js';
import { AlsoCsv, Answers, Asks, Paged, Takes } from '../openapi/answers.js';
import type { ApiAnswer } from '#api/schemas.js';
import { sendText } from '../requests/send-text.js';
import { afterNumber, pageInBytes, pageQuery, type Page } from '../problem/paging.js';
import { parsed } from '../problem/parsed.js';
import { badInput, ProblemError } from '../problem/problem.js';
import { MatchRunner } from '../runs/match-runner.js';
import type { RunView } from '../runs/run-view.js';
import { RunStates } from '../runs/run-states.js';
import { RunsService } from '../runs/runs.service.js';
import { runPriorities } from '#database/queue/job-priority.js';
import { leagueLimits } from '#leagues/definition/limits.js';
import { BoardCache } from './board-cache.js';
import { boardQuery } from './board-query.js';
import { leagueView, type LeagueView } from './league-view.js';
import { NextRuns } from './next-runs.js';
import { LeaguesService } from './leagues.service.js';
import { sentFile } from './sent-file.js';
import { requestLimits } from '#api/limits/request-limits.js';

const leagueChanges = z
  .strictObject({
    state: z.enum(['active', 'paused']).optional(),
    seed: z.string().min(1).max(leagueLimits.seed).optional(),
  })
  .refine(({ state, seed }) => state !== undefined || seed !== undefined, {
    message: 'says nothing to change',
  });

const runOrder = z.strictObject({ priority: z.enum(runPriorities).default('normal') });

const planOrder = z.strictObject({
  spread: z.number().gt(0).max(requestLimits.planFigure).optional(),
  difference: z.number().gt(0).max(requestLimits.planFigure).optional(),
  pilot: z.string().min(1).max(requestLimits.id).optional(),
});

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
    private readonly states: RunStates,
    private readonly runner: MatchRunner,
    private readonly desk: ThreadDesk,
    private readonly boards: BoardCache,
    private readonly next: NextRuns,
  ) {}

  @Get()
  @Paged()
  @ApiOperation({ summary: 'All leagues' })
  @Answers({ description: 'Leagues by id', schema: { listOf: 'League' } })
  async list(@Query() query: unknown): Promise<Page<LeagueView>> {
    const page = parsed(pageQuery, query);
    return pageInBytes(page, {
      rows: (after, take) => this.leagues.listed(after, take),
      keyOf: ({ id }) => id,
      shown: leagueView,
    });
  }

  @Get(':id')
  @ApiOperation({ summary: 'A league' })
  @Answers({ description: 'The league', schema: 'League' })
  async get(@Param('id') id: string): Promise<LeagueView> {
    return leagueView(await this.leagues.get(id));
  }

  @Post()
  @Access('admin')
  @ApiOperation({ summary: 'Create a league from its file, YAML or JSON' })
  @ApiConsumes('application/yaml', 'application/json')
  @ApiBody({ schema: { type: 'string', example: LEAGUE_EXAMPLE } })
  @Answers({ status: 201, description: 'The new league', schema: 'League', problems: [409, 422] })
  async create(@Req() request: HttpRequest, @Body() body: unknown): Promise<LeagueView> {
    return leagueView(await this.leagues.create(await sentFile(this.desk, 'read-league', request, body)));
  }

  @Put(':id')
  @Access('admin')
  @ApiOperation({
    summary: 'Replace the definition of a league, from its next run on',
    description: 'A run that is on keeps the definition it was planned with. A new schedule holds at once.',
  })
  @ApiConsumes('application/yaml', 'application/json')
  @ApiBody({ schema: { type: 'string', example: LEAGUE_EXAMPLE } })
  @Answers({ description: 'The league as it is now', schema: 'League', problems: [409, 422] })
  async replace(
    @Param('id') id: string,
    @Req() request: HttpRequest,
    @Body() body: unknown,
  ): Promise<LeagueView> {
    await this.leagues.get(id);
    const definition = await sentFile(this.desk, 'read-league', request, body);
    if (definition.id !== id) throw badInput('id', `must be ${id}: a league keeps its id`);
    return leagueView(await this.leagues.replace(definition));
  }

  @Delete(':id')
  @HttpCode(204)
  @Access('admin')
  @ApiOperation({
    summary: 'Remove a league: it starts nothing any more and leaves the lists; what it has played stays',
    description: 'While a run is on: 409; cancel it first. The id stays taken.',
  })
  @Answers({ status: 204, description: 'Removed', problems: [409] })
  async remove(@Param('id') id: string): Promise<void> {
    await this.leagues.remove(id);
  }

  @Patch(':id')
  @Access('admin')
  @ApiOperation({ summary: 'Pause or activate a league, or hand in the secret of its sealed seed' })
  @Takes(leagueChanges, { example: { state: 'paused' } })
  @Answers({ description: 'The league as it is now', schema: 'League', problems: [409, 422] })
  async change(@Param('id') id: string, @Body() body: unknown): Promise<LeagueView> {
    const { state, seed } = parsed(leagueChanges, body);
    return leagueView(
      await this.leagues.change(id, { ...(state && { state }), ...(seed !== undefined && { seed }) }),
    );
  }

  @Post(':id/runs')
  @HttpCode(202)
  @Access('admin')
  @ApiOperation({ summary: 'Start a run now' })
  @Takes(runOrder, { example: { priority: 'urgent' }, required: false })
  @Answers({
    status: 202,
    description: 'The run that has been planned',
    schema: 'StartedRun',
    example: { id: 'evening-1' },
    problems: [409, 422],
  })
  async start(@Param('id') id: string, @Body() body: unknown): Promise<ApiAnswer<'StartedRun'>> {
    const { priority } = parsed(runOrder, body);
    const run = await this.runs.start(await this.leagues.get(id), priority);
    this.runner.wake();
    return { id: run.id };
  }

  @Post(':id/plan')
  @HttpCode(200)
  @Access('admin')
  @ApiOperation({
    summary:
      'What the next run would be, without playing it: matches, minutes, and which differences its blocks show',
    description:
      '`spread`: standard deviation of differences from block to block; otherwise that of the run `pilot` is taken ' +
      '(default: the latest that is over). `difference`: that shall be told apart.',
  })
  @ApiBody({
    required: false,
    schema: {
      type: 'object',
      properties: {
        spread: { type: 'number' },
        difference: { type: 'number' },
        pilot: { type: 'string' },
      },
      example: { spread: 0.1, difference: 0.1 },
    },
  })
  @Answers({ description: 'The plan', schema: 'Foresight', problems: [409, 422] })
  async plan(@Param('id') id: string, @Body() body: unknown): Promise<ApiAnswer<'Foresight'>> {
    const { spread, difference, pilot } = parsed(planOrder, body);
    const league = await this.leagues.get(id);
    const run = pilot === undefined ? await this.boards.latest(id) : await this.runOf(id, pilot);
    return this.next.foresee(league, { spread, difference, pilot: run });
  }

  @Get(':id/runs')
  @Paged()
  @ApiOperation({ summary: 'The runs of a league, oldest first' })
  @Answers({ description: 'Runs by number', schema: { listOf: 'Run' } })
  async listRuns(@Param('id') id: string, @Query() query: unknown): Promise<Page<RunView>> {
    const page = parsed(pageQuery, query);
    await this.leagues.get(id);
    afterNumber(page);
    return pageInBytes(page, {
      rows: (after, take) =>
        this.database.read.find(RunEntity, {
          where: { league: id, number: MoreThan(Number(after)) },
          order: { number: 'ASC' },
          take,
        }),
      keyOf: ({ number }) => String(number),
      shown: (row) => this.states.view(row),
    });
  }

  @Get(':id/leaderboard')
  @Asks(boardQuery.omit({ format: true }))
  @AlsoCsv()
  @ApiOperation({ summary: 'Standings of a run that is over: means, 95 % intervals, ranks as intervals' })
  @Answers({
    description: 'The board',
    schema: 'Board',
    mediaTypes: ['application/json', 'text/csv'],
    problems: [503],
  })
  async leaderboard(
    @Param('id') id: string,
    @Query() query: unknown,
    @Res() response: HttpResponse,
  ): Promise<void> {
    const { kind, run, format, weights = null } = parsed(boardQuery, query);
    const board =
      run === 'pooled'
        ? await this.boards.pooled((await this.leagues.get(id)).id, { kind, weights, format })
        : await this.boards.board({ run: await this.runOf(id, run), kind, weights, format });
    sendText(response, format === 'csv' ? 'text/csv; charset=utf-8' : 'application/json', board);
  }

  @Get(':id/dealers')
  @Asks(boardQuery.pick({ run: true }))
  @ApiOperation({
    summary:
      'Dealer comparison: main effects against the reference with intervals, interactions, per scenario',
  })
  @Answers({ description: 'The dealer comparison', schema: 'DealerEffects' })
  async dealers(
    @Param('id') id: string,
    @Query() query: unknown,
    @Res() response: HttpResponse,
  ): Promise<void> {
    const { run } = parsed(boardQuery.pick({ run: true }), query);
    sendText(response, 'application/json', await this.boards.dealerEffects(await this.runOf(id, run)));
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
