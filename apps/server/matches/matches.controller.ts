import { Controller, Get, Header, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { AuthorisedRequest } from '../access/access.guard.js';
import { Database } from '#database/database.js';
import { MatchEntity, plannedMatch } from '#database/entities/match.entity.js';
import type { SentText } from '../derive/sent-text.js';
import { ThreadDesk } from '../derive/desk/thread-desk.js';
import type { HttpResponse } from '../problem/http.js';
import { Answers, AlsoCsv } from '../openapi/answers.js';
import { requestLimits } from '#api/limits/request-limits.js';
import { refTo, type ApiAnswer } from '#api/schemas.js';
import { addressBlock } from '../operation/address-block.js';
import { BoundedCache } from '#database/bounded-cache.js';
import { goneOf } from '../operation/once-closed.js';
import { currentReader } from '../operation/take-turns.js';
import { sendText } from '../requests/send-text.js';
import { formatQuery } from '../problem/paging.js';
import { parsed } from '../problem/parsed.js';
import { notFound } from '../problem/problem.js';
import { Replays } from '../runs/replays.js';
import { RunResultsService } from '../runs/run-results.service.js';
import { isSecret } from '#database/stored/sealed-run.js';
import { RunsService } from '../runs/runs.service.js';
import { TableArchives } from './table-archives.js';
import { matchRow } from '../runs/match-view.js';

const GZIP = 'application/gzip';

@ApiTags('matches')
@Controller('matches')
export class MatchesController {
  /** of matches that have been played: they change no more */
  private readonly reports = new BoundedCache<SentText>({
    ...{ most: requestLimits.reportsKept, mostWeight: requestLimits.reportBytesKept },
    weightOf: ({ bytes }) => bytes.byteLength,
  });

  constructor(
    private readonly database: Database,
    private readonly runs: RunsService,
    private readonly results: RunResultsService,
    private readonly replays: Replays,
    private readonly archives: TableArchives,
    private readonly desk: ThreadDesk,
  ) {}

  @Get(':id')
  @ApiOperation({ summary: 'A match with its report; reasons of failures are for their owners' })
  @Answers({ description: 'The match; `report` is null until it has been played', schema: 'Match' })
  @Header('Vary', 'Authorization')
  async get(
    @Param('id') id: string,
    @Req() { caller }: AuthorisedRequest,
    @Res() response: HttpResponse,
  ): Promise<void> {
    const match = await this.row(id);
    const row = { ...matchRow(match), ...(match.fault && { fault: match.fault.split('\n')[0] }) };
    const request = { row, planned: plannedMatch(match), caller: caller ?? null };
    const facts = { ...request, isSecret: isSecret(await this.runs.get(match.run)) };
    const make = (gone?: AbortSignal): Promise<SentText> => this.desk.make('match-report', facts, { gone });
    const isOver = match.state === 'played';
    const reader = currentReader();
    const shown = await (isOver ? this.reports.get(JSON.stringify(facts), make, reader) : make(reader));
    sendText(response, 'application/json', shown);
  }

  @Get(':id/rounds')
  @AlsoCsv()
  @ApiOperation({ summary: 'The raw rounds, as JSON or CSV (?format=csv)' })
  @Answers({
    description: 'The rounds, in order',
    schema: { type: 'array', items: refTo('Round') },
    mediaTypes: ['application/json', 'text/csv'],
  })
  async rounds(
    @Param('id') id: string,
    @Query() query: unknown,
    @Res() response: HttpResponse,
  ): Promise<void> {
    const { format } = parsed(formatQuery, query);
    await this.row(id);
    if (format === 'json') {
      // It is JSON as it is stored.
      response.type('application/json').send(await this.results.rounds(id));
      return;
    }
    const table = await this.desk.show('round-table', { match: id });
    sendText(response, 'text/csv; charset=utf-8', table);
  }

  @Get(':id/tables')
  @ApiProduces(GZIP)
  @ApiOperation({
    summary:
      'A match as CSV tables (.tar.gz); of a community also schedules per household and period, from which every KPI can be ' +
      'computed anew',
    description:
      'Schedules are stored nowhere: the match is played again, as for its verification and within the same limits. For the ' +
      'administrator alone where only the administrator may know what was drawn.',
  })
  @Header('Vary', 'Authorization')
  @Answers({ description: 'The archive', mediaTypes: [GZIP], problems: [403, 409, 503] })
  async tables(
    @Param('id') id: string,
    @Req() { ip, caller }: AuthorisedRequest,
    @Res() response: HttpResponse,
  ): Promise<void> {
    const reader = { address: addressBlock(ip), gone: goneOf(response) };
    const archive = await this.archives.of(await this.row(id), caller, reader);
    response.type(GZIP).setHeader('Content-Disposition', `attachment; filename="${id}-tables.tar.gz"`);
    response.setHeader('Cache-Control', caller ? 'private, no-store' : 'no-cache');
    response.setHeader('Content-Length', String(archive.reduce((sum, { length }) => sum + length, 0)));
    // What waits for its reader is counted where it waits (reader-watch.ts).
    for (const piece of archive) response.write(piece);
    response.end();
  }

  @Get(':id/receipt')
  @ApiOperation({ summary: 'Merkle proof of the result hash, and the transaction that anchored its root' })
  @Answers({ description: 'The receipt', schema: 'MatchReceipt' })
  async receipt(@Param('id') id: string): Promise<ApiAnswer<'MatchReceipt'>> {
    return this.results.receipt(await this.row(id));
  }

  @Post(':id/verify')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Play the match again and compare the whole report and all rounds',
    description:
      'Equal requests share one replay, and what it found is kept; it ends when nobody waits for it any more.',
  })
  @Answers({ description: 'What the replay found', schema: 'MatchComparison', problems: [409, 503] })
  async verify(
    @Param('id') id: string,
    @Req() { ip }: AuthorisedRequest,
    @Res({ passthrough: true }) response: HttpResponse,
  ): Promise<ApiAnswer<'MatchComparison'>> {
    const reader = { address: addressBlock(ip), gone: goneOf(response) };
    return this.replays.verify(await this.row(id), reader);
  }

  private async row(id: string): Promise<MatchEntity> {
    const row = await this.database.read.findOneBy(MatchEntity, { id });
    if (!row) throw notFound(`match ${id}`);
    return row;
  }
}
