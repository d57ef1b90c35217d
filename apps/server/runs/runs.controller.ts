import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  Body,
  Controller,
  Get,
  HttpCode,
  Param,
  Post,
  Query,
  Req,
  Res,
  Sse,
  type MessageEvent,
} from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { MoreThan } from 'typeorm';
import { z } from 'zod';
import { concat, defer, merge, type Observable } from 'rxjs';
import { concatAll, map, switchMap, takeWhile } from 'rxjs/operators';
import { Access } from '../access/access.js';
import { Database } from '#database/database.js';
import { isSecret } from '#database/stored/sealed-run.js';
import { MatchEntity } from '#database/entities/match.entity.js';
import type { HttpRequest, HttpResponse } from '../problem/http.js';
import { matchRow } from './match-view.js';
import { Answers, AlsoCsv, Paged, Takes } from '../openapi/answers.js';
import type { ApiAnswer } from '#api/schemas.js';
import { afterNumber, formatQuery, pageOf, pageQuery } from '../problem/paging.js';
import { parsed } from '../problem/parsed.js';
import { ProblemError } from '../problem/problem.js';
import { MatchRunner } from './match-runner.js';
import type { RunEvent } from '#database/fleet/run-event.js';
import { RunEvents } from './run-events.js';
import { isOver, type RunView } from './run-view.js';
import { MatchTables } from './match-tables.js';
import { RunStates } from './run-states.js';
import { RunsService } from './runs.service.js';
import { runPriorities } from '#database/queue/job-priority.js';
import { leagueLimits } from '#leagues/definition/limits.js';
import { StreamShares } from './stream-shares.js';

const extension = z.strictObject({
  blocks: z.int().min(1).max(leagueLimits.blocks),
  priority: z.enum(runPriorities).default('normal'),
});

@ApiTags('runs')
@Controller('runs')
export class RunsController {
  constructor(
    private readonly database: Database,
    private readonly runs: RunsService,
    private readonly states: RunStates,
    private readonly runner: MatchRunner,
    private readonly events: RunEvents,
    private readonly tables: MatchTables,
    private readonly shares: StreamShares,
  ) {}

  @Get(':id')
  @ApiOperation({ summary: 'A run: state, progress, frozen submissions, anchor' })
  @Answers({ description: 'The run', schema: 'Run' })
  async get(@Param('id') id: string): Promise<RunView> {
    return this.states.view(await this.runs.get(id));
  }

  @Post(':id/cancel')
  @HttpCode(202)
  @Access('admin')
  @ApiOperation({ summary: 'Cancel a run; what has been played stays' })
  @Answers({
    status: 202,
    description: 'It ends',
    schema: 'StartedRun',
    example: { id: 'evening-1' },
    problems: [409],
  })
  async cancel(@Param('id') id: string): Promise<ApiAnswer<'StartedRun'>> {
    await this.runs.cancel(id);
    return { id };
  }

  @Post(':id/retry')
  @HttpCode(202)
  @Access('admin')
  @ApiOperation({
    summary: 'Play again what the platform could not play of a run that failed; what has been played stays',
  })
  @Answers({
    status: 202,
    description: 'It goes on',
    schema: 'StartedRun',
    example: { id: 'evening-1' },
    problems: [409],
  })
  async retry(@Param('id') id: string): Promise<ApiAnswer<'StartedRun'>> {
    await this.runs.retry(id);
    this.runner.wake();
    return { id };
  }

  @Post(':id/extend')
  @HttpCode(202)
  @Access('admin')
  @ApiOperation({
    summary:
      'Add blocks to a finished run: another look at it, with the plugins and scenarios that it has frozen',
    description:
      'Only runs of a league with `extensible: true` can be extended. Boards stay as they are until all is played; then ' +
      'their tests count every look, each at the share of the level that was planned for it.',
  })
  @Takes(extension, { example: { blocks: 6 } })
  @Answers({
    status: 202,
    description: 'It goes on',
    schema: 'StartedRun',
    example: { id: 'evening-1' },
    problems: [409, 422],
  })
  async extend(@Param('id') id: string, @Body() body: unknown): Promise<ApiAnswer<'StartedRun'>> {
    const { blocks, priority } = parsed(extension, body);
    await this.runs.extend(id, blocks, priority);
    this.runner.wake();
    return { id };
  }

  @Sse(':id/events')
  @ApiOperation({ summary: 'Server-Sent Events: progress, match, finished' })
  @Answers({
    description: 'Events `progress`, `match` and at last `finished`',
    mediaTypes: ['text/event-stream'],
    problems: [429],
    example: 'event: finished\ndata: {"run":"evening-1","state":"finished"}',
  })
  async stream(
    @Param('id') id: string,
    @Req() { ip }: HttpRequest,
    @Res({ passthrough: true }) response: HttpResponse,
  ): Promise<Observable<MessageEvent>> {
    await this.runs.get(id);
    this.shares.take(ip, response);
    // First where it stands, then what happens; a run that is over says so and ends.
    const now = defer(() => this.standing(id)).pipe(concatAll());
    const again = this.events.missed.pipe(switchMap(() => now));
    const stream = concat(now, merge(this.events.of(id), again));
    return stream.pipe(
      takeWhile(({ type }) => type !== 'finished', true),
      map(({ type, run, ...data }) => ({ type, data: { run, ...data } })),
    );
  }

  @Get(':id/matches')
  @ApiOperation({ summary: 'The matches of a run in the order of its plan, as JSON or CSV (?format=csv)' })
  @Paged()
  @AlsoCsv()
  @Answers({
    description: 'Matches by number; as CSV all of them at once',
    schema: { listOf: 'MatchRow' },
    mediaTypes: ['application/json', 'text/csv'],
  })
  async matches(
    @Param('id') id: string,
    @Query() query: unknown,
    @Res() response: HttpResponse,
  ): Promise<void> {
    const page = parsed(pageQuery, query);
    const { format } = parsed(formatQuery, query);
    await this.runs.get(id);
    if (format === 'csv') return this.sendTable(response, this.tables.results(id));
    const after = afterNumber(page);
    const rows = await this.database.read.find(MatchEntity, {
      where: { run: id, serial: MoreThan(after) },
      order: { serial: 'ASC' },
      take: page.limit + 1,
    });
    response.type('application/json');
    response.send(JSON.stringify(pageOf(rows, page, ({ serial }) => String(serial), matchRow)));
  }

  @Get(':id/design')
  @ApiOperation({
    summary: 'The design matrix of a run as CSV: who plays whom where, fixed before it starts',
  })
  @Answers({ description: 'The design', mediaTypes: ['text/csv'], example: 'match,block,scenario' })
  async design(@Param('id') id: string, @Res() response: HttpResponse): Promise<void> {
    const run = await this.runs.get(id);
    if (isSecret(run))
      throw new ProblemError(404, 'sealed', 'the design shows the seeds: it is told after the run');
    return this.sendTable(response, this.tables.design(run));
  }

  private async sendTable(response: HttpResponse, lines: AsyncGenerator<string>): Promise<void> {
    response.type('text/csv; charset=utf-8');
    await pipeline(Readable.from(lines), response).catch((error: NodeJS.ErrnoException) => {
      // The reader went away.
      if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
    });
  }

  private async standing(id: string): Promise<RunEvent[]> {
    const run = await this.runs.get(id);
    const progress: RunEvent = { run: id, type: 'progress', ...(await this.states.progress(run)) };
    return isOver(run.state) ? [progress, { run: id, type: 'finished', state: run.state }] : [progress];
  }
}
