import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { bundleEnding } from '../../match/run-bundle.js';
import type { AuthorisedRequest } from '../access/access.guard.js';
import type { RunEntity } from '../database/entities/run.entity.js';
import { PaperPacks } from '../derive/paper-packs.js';
import type { HttpResponse } from '../http.js';
import { Answers } from '../openapi/answers.js';
import { conflict } from '../problem/problem.js';
import { SubmissionsService } from '../submissions/submissions.service.js';
import { RunBundles } from './run-bundles.js';
import { RunsService } from './runs.service.js';

const GZIP = 'application/gzip';

@ApiTags('runs')
@Controller('runs')
export class RunExportsController {
  constructor(
    private readonly runs: RunsService,
    private readonly packs: PaperPacks,
    private readonly bundles: RunBundles,
    private readonly submissions: SubmissionsService,
  ) {}

  @Get(':id/paper-pack')
  @ApiProduces(GZIP)
  @ApiOperation({
    summary:
      'A run that is over for a paper (.tar.gz): tables as CSV and LaTeX, figures as SVG, manifest with hashes',
  })
  @Answers({ description: 'The archive', mediaTypes: [GZIP], problems: [409] })
  async paperPack(@Param('id') id: string, @Res() response: HttpResponse): Promise<void> {
    await this.over(id);
    const file = await this.packs.fileOf(id);
    attach(response, file.split('/').at(-1)!);
    await new Promise<void>((done, failed) =>
      // An empty error is a reader who went away.
      response.sendFile(file, { dotfiles: 'allow' }, (error?: Error) =>
        error && !response.headersSent ? failed(error) : done(),
      ),
    );
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
    const lines = await this.bundles.lines(run, await this.submissions.ownedBy(caller));
    attach(response, `${id}${bundleEnding}`);
    response.setHeader('Cache-Control', caller ? 'private, no-store' : 'no-cache');
    response.setHeader('Vary', 'Authorization');
    // Breaks off where the reader goes away, or a match cannot be read: what has arrived is then no whole gzip file.
    await pipeline(Readable.from(lines), createGzip(), response).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
    });
  }

  private async over(id: string): Promise<RunEntity> {
    const run = await this.runs.get(id);
    if (run.state === 'finished' || run.state === 'failed') return run;
    throw conflict(
      'not-over',
      `run ${id} is ${run.state}: only a run that was played to its end can be exported`,
    );
  }
}

function attach(response: HttpResponse, name: string): void {
  response.type(GZIP).setHeader('Content-Disposition', `attachment; filename="${name}"`);
}
