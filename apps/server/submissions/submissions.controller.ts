import {
  Body,
  Controller,
  Delete,
  Get,
  Header,
  HttpCode,
  Param,
  Patch,
  Post,
  Query,
  Req,
  Res,
} from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiConsumes, ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { MoreThan, type FindOptionsSelect } from 'typeorm';
import { Access, type Caller } from '../access/access.js';
import { tokenNeeded, type AuthorisedRequest } from '../access/access.guard.js';
import { Database } from '#database/database.js';
import { SubmissionEntity } from '#database/entities/submission.entity.js';
import { ThreadDesk } from '../derive/desk/thread-desk.js';
import type { SentText } from '../derive/sent-text.js';
import { requestLimits } from '#api/limits/request-limits.js';
import { Answers, Asks, Paged, Takes } from '../openapi/answers.js';
import { afterCursor, pageOf, pageQuery, type Page } from '../problem/paging.js';
import type { HttpResponse } from '../problem/http.js';
import { parsed } from '../problem/parsed.js';
import { notFound, ProblemError } from '../problem/problem.js';
import { sendText } from '../requests/send-text.js';
import { submissionView, type SubmissionView } from './submission-view.js';
import { SubmissionsService } from './submissions.service.js';
import { sentForm, uploadOf } from './upload-form.js';

/** All but the source: it may be large, and is asked for by itself. */
const VIEWED = {
  ...{ id: true, team: true, kind: true, name: true, version: true, sha256: true, status: true },
  ...{ checks: true, release: true, createdAt: true, file: true },
} as const;

const releaseOrder = z.strictObject({ release: z.boolean() });

const matchesQuery = z.object({
  run: z.string().max(requestLimits.id).optional().describe('only of this run'),
  matches: z.coerce
    .number()
    .int()
    .min(1)
    .max(requestLimits.page)
    .default(100)
    .describe('the newest that are looked at'),
});

@ApiTags('submissions')
@Controller('submissions')
export class SubmissionsController {
  constructor(
    private readonly database: Database,
    private readonly submissions: SubmissionsService,
    private readonly desk: ThreadDesk,
  ) {}

  @Post()
  @HttpCode(202)
  @Access('team')
  @ApiOperation({ summary: 'Upload a plugin; it is checked before it may play' })
  @ApiConsumes('multipart/form-data')
  @ApiBody({
    schema: {
      type: 'object',
      required: ['kind', 'name'],
      properties: {
        file: { type: 'string', format: 'binary', description: 'of all but remote agents' },
        remote: {
          ...{ type: 'string', enum: ['yes', 'no'], default: 'no' },
          description:
            'yes: a remote agent, which has no file; it plays in leagues with `remote: true` while it is connected',
        },
        kind: { type: 'string', enum: ['agent', 'dealer', 'bidder'] },
        name: { type: 'string', example: 'night-saver' },
        release: { type: 'string', enum: ['no', 'agreed'], default: 'no' },
        unlessKnown: {
          ...{ type: 'string', enum: ['yes', 'no'], default: 'no' },
          description: 'yes: where the newest version of that name is the same file, that is the answer',
        },
      },
    },
  })
  @Answers({ status: 202, description: 'Taken; its checks go on', schema: 'Submission' })
  async upload(
    @Req() { caller, headers }: AuthorisedRequest,
    @Body() body: unknown,
  ): Promise<SubmissionView> {
    if (caller?.kind !== 'team')
      throw new ProblemError(403, 'not-allowed', 'only a team can submit; use its token');
    const form = uploadOf(sentForm(body, headers['content-type']));
    const row = await this.submissions.uploadForm(caller.id, form);
    return submissionView(row, true);
  }

  @Get()
  @Paged()
  @ApiOperation({
    summary:
      'All submissions, without their sources; messages of checks for their owner and the administrator',
  })
  @Answers({ description: 'Submissions by id', schema: { listOf: 'Submission' } })
  @Header('Vary', 'Authorization')
  async list(@Query() query: unknown, @Req() { caller }: AuthorisedRequest): Promise<Page<SubmissionView>> {
    const page = parsed(pageQuery, query);
    const rows = await this.database.read.find(SubmissionEntity, {
      where: { id: MoreThan(afterCursor(page)) },
      select: VIEWED,
      order: { id: 'ASC' },
      take: page.limit + 1,
    });
    return pageOf(
      rows,
      page,
      ({ id }) => id,
      (row) => submissionView(row, owns(caller, row)),
    );
  }

  @Get(':id')
  @ApiOperation({
    summary:
      'A submission and how far its checks are; their messages are for its owner and the administrator',
  })
  @Answers({ description: 'The submission', schema: 'Submission' })
  @Header('Vary', 'Authorization')
  async get(@Param('id') id: string, @Req() { caller }: AuthorisedRequest): Promise<SubmissionView> {
    const row = await this.row(id, VIEWED);
    return submissionView(row, owns(caller, row));
  }

  @Get(':id/source')
  @ApiBearerAuth()
  @Header('Content-Type', 'text/plain; charset=utf-8')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({
    summary: 'The source; for its owner and the administrator, and for everybody once it is released',
  })
  @Answers({ description: 'The file as it was sent', mediaTypes: ['text/plain'] })
  async source(@Param('id') id: string, @Req() request: AuthorisedRequest): Promise<string> {
    const row = await this.row(id, { id: true, team: true, source: true, release: true });
    if (row.release !== 'released') {
      if (!request.caller) throw tokenNeeded();
      refuseOthers(request, row);
    }
    return row.source;
  }

  @Get(':id/failures')
  @Access('team')
  @Header('Cache-Control', 'no-store')
  @Asks(matchesQuery)
  @ApiOperation({
    summary: 'What went wrong in its newest matches, grouped by reason; for its owner and the administrator',
  })
  @Answers({ description: 'Its failures', schema: 'SubmissionFailures' })
  async failures(
    @Param('id') id: string,
    @Query() query: unknown,
    @Req() request: AuthorisedRequest,
    @Res() response: HttpResponse,
  ): Promise<void> {
    sendText(response, 'application/json', await this.shown('plugin-failures', id, query, request));
  }

  @Get(':id/console')
  @Access('team')
  @Header('Cache-Control', 'no-store')
  @Asks(matchesQuery)
  @ApiOperation({
    summary: 'What it wrote to its console in its newest matches; for its owner and the administrator',
    description: 'The words of strangers: show them as text.',
  })
  @Answers({ description: 'Its lines by match', schema: 'SubmissionConsole' })
  async console(
    @Param('id') id: string,
    @Query() query: unknown,
    @Req() request: AuthorisedRequest,
    @Res() response: HttpResponse,
  ): Promise<void> {
    sendText(response, 'application/json', await this.shown('plugin-console', id, query, request));
  }

  @Patch(':id')
  @Access('team')
  @ApiOperation({
    summary:
      'Agree, or no longer, that everybody may have the source once a season is over in which it took part',
  })
  @Takes(releaseOrder, { example: { release: true } })
  @Answers({ description: 'The submission as it is now', schema: 'Submission', problems: [409] })
  async agree(
    @Param('id') id: string,
    @Body() body: unknown,
    @Req() request: AuthorisedRequest,
  ): Promise<SubmissionView> {
    const { release } = parsed(releaseOrder, body);
    await this.owned(id, request);
    return submissionView(await this.submissions.agree(id, release), true);
  }

  @Delete(':id')
  @HttpCode(204)
  @Access('team')
  @ApiOperation({ summary: 'Withdraw a submission; played results stay' })
  @Answers({ status: 204, description: 'Withdrawn', problems: [409] })
  async withdraw(@Param('id') id: string, @Req() request: AuthorisedRequest): Promise<void> {
    await this.owned(id, request);
    await this.submissions.withdraw(id);
  }

  /** What its owner, or the administrator, asks of the matches of a submission. */
  private async shown(
    what: 'plugin-failures' | 'plugin-console',
    submission: string,
    query: unknown,
    request: AuthorisedRequest,
  ): Promise<SentText> {
    const asked = parsed(matchesQuery, query);
    await this.owned(submission, request);
    return this.desk.show(what, { submission, ...asked, caller: request.caller ?? null });
  }

  private async row(id: string, select: FindOptionsSelect<SubmissionEntity>): Promise<SubmissionEntity> {
    const row = await this.database.read.findOne(SubmissionEntity, { select, where: { id } });
    if (!row) throw notFound(`submission ${id}`);
    return row;
  }

  private async owned(id: string, { caller }: Pick<AuthorisedRequest, 'caller'>): Promise<void> {
    refuseOthers({ caller }, await this.row(id, { id: true, team: true }));
  }
}

function refuseOthers(
  { caller }: Pick<AuthorisedRequest, 'caller'>,
  row: Pick<SubmissionEntity, 'team'>,
): void {
  if (!owns(caller, row))
    throw new ProblemError(403, 'not-allowed', 'this submission belongs to somebody else');
}

/** Whether the caller may see what only its owner and the administrator may. */
function owns(caller: Caller | undefined, { team }: Pick<SubmissionEntity, 'team'>): boolean {
  return caller !== undefined && (caller.kind === 'admin' || caller.id === team);
}
