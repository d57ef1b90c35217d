import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { bundleEnding } from '#matches/bundles/run-bundle.js';
import { Database } from '#database/database.js';
import type { RunEntity } from '#database/entities/run.entity.js';
import { releasedAmong } from '#database/stored/open-season.js';
import type { AuthorisedRequest } from '../access/access.guard.js';
import { ExportFiles } from './export-files.js';
import type { HttpResponse } from '../problem/http.js';
import { Answers } from '../openapi/answers.js';
import { conflict } from '../problem/problem.js';
import { sendFile } from '../operation/send-file.js';
import { isOver } from './run-view.js';
import { RunsService } from './runs.service.js';

const GZIP = 'application/gzip';

@ApiTags('runs')
@Controller('runs')
export class RunExportsController {
  constructor(
    private readonly runs: RunsService,
    private readonly files: ExportFiles,
    private readonly database: Database,
  ) {}

  @Get(':id/paper-pack')
  @ApiProduces(GZIP)
  @ApiOperation({
    summary:
      'A run that is over for a paper (.tar.gz): tables as CSV and LaTeX, figures as SVG, manifest with hashes',
  })
  @Answers({ description: 'The archive', mediaTypes: [GZIP], problems: [409] })
  async paperPack(@Param('id') id: string, @Res() response: HttpResponse): Promise<void> {
    const file = await this.files.paperPack(await this.over(id));
    await sendFile(response, file, { type: GZIP, name: `${id}-paper-pack.tar.gz` });
  }

  @Get(':id/bundle')
  @ApiProduces(GZIP)
  @ApiOperation({
    summary:
      'All that replaying a run needs (gzipped JSON Lines), for `gridleague verify <file>`; sources of plugins ' +
      'other than reference ones are in it for their owner and the administrator only',
  })
  @Answers({ description: 'The bundle', mediaTypes: [GZIP], problems: [409] })
  async bundle(
    @Param('id') id: string,
    @Req() { caller }: AuthorisedRequest,
    @Res() response: HttpResponse,
  ): Promise<void> {
    const run = await this.over(id);
    const released = await releasedAmong(this.database.read, run.plan.submissions);
    const file = await this.files.bundle(run, caller ?? null, released);
    response.setHeader('Vary', 'Authorization');
    const caching = caller ? 'private, no-store' : 'no-cache';
    await sendFile(response, file, { type: GZIP, name: `${id}${bundleEnding}`, caching });
  }

  private async over(id: string): Promise<RunEntity> {
    const run = await this.runs.get(id);
    const { state } = run;
    if (isOver(state)) return run;
    throw conflict('not-over', `run ${id} is ${state}: only a run that is over can be exported`);
  }
}
