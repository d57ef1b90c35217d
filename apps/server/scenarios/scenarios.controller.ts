import { Body, Controller, Get, Param, Post, Req, Res, StreamableFile } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiConsumes, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Database } from '#database/database.js';
import { packageBytes } from '#database/stored/stored-packages.js';
import { ScenarioPackageEntity } from '#database/entities/scenario-package.entity.js';
import { Access } from '../access/access.js';
import type { AuthorisedRequest } from '../access/access.guard.js';
import type { HttpResponse } from '../problem/http.js';
import { Answers } from '../openapi/answers.js';
import type { ApiAnswer } from '#api/schemas.js';
import type { Page } from '../problem/paging.js';
import { badInput, notFound, ProblemError } from '../problem/problem.js';
import { sendFile } from '../operation/send-file.js';
import { OwnScenariosService } from './own-scenarios.service.js';
import { ScenariosService } from './scenarios.service.js';

const OCTETS = 'application/octet-stream';

@ApiTags('scenarios')
@Controller()
export class ScenariosController {
  constructor(
    private readonly scenarios: ScenariosService,
    private readonly own: OwnScenariosService,
    private readonly database: Database,
  ) {}

  @Get('scenarios')
  @ApiOperation({ summary: 'The scenarios that leagues may use' })
  @Answers({ description: 'All of them, on one page', schema: { listOf: 'Scenario' } })
  async list(): Promise<Page<ApiAnswer<'Scenario'>>> {
    const all = await this.scenarios.all();
    return {
      items: all.map(({ id, title, kind, mechanism, sha256, drawn }) => ({
        ...{ id, title, kind, mechanism, sha256, drawn },
      })),
      next: null,
    };
  }

  @Get('scenarios/:id')
  @ApiOperation({
    summary: 'What participants train on: homes, tariff, resources, what an example costs, days, the package',
    description: 'Nothing in it comes from days that are held for runs.',
  })
  @Answers({ description: 'The scenario', schema: 'ScenarioDetails', problems: [503] })
  get(@Param('id') id: string): Promise<ApiAnswer<'ScenarioDetails'>> {
    return this.scenarios.details(id);
  }

  @Get('scenarios/:id/package')
  @ApiOperation({ summary: 'A scenario to train on: its package, without days that are held for runs' })
  @Answers({
    description: 'The package',
    mediaTypes: [OCTETS],
    problems: [403, 503],
  })
  async training(
    @Param('id') id: string,
    @Req() { caller }: AuthorisedRequest,
    @Res() response: HttpResponse,
  ): Promise<void> {
    const file = await this.scenarios.trainingFile(id, caller);
    response.setHeader('Vary', 'Authorization');
    const caching = caller ? 'private, no-store' : 'no-cache';
    await sendFile(response, file, { type: OCTETS, name: nameOf(id), caching });
  }

  @Post('scenarios')
  @Access('team')
  @ApiBearerAuth()
  @ApiOperation({
    summary:
      'Upload a scenario, or its next version: leagues play it from their next run on; or a team’s own',
    description:
      'With the administrator’s token it is for leagues. With a team’s it is the team’s own: nobody else is told of it, and its ' +
      'plugins are tried in it when they are uploaded (`/own-scenarios`). ' +
      'Parts with file names are the YAML or JSON file and the CSV files that it names; or one package of ' +
      '`gridleague scenario pack`, or one .tar.gz. `sha256`: the hash that the package must have. Nothing is stored ' +
      'of one that cannot be played, or that shows a day which an earlier version holds, or holds one which an ' +
      'earlier version shows (`known-days`).',
  })
  @ApiConsumes('multipart/form-data')
  @ApiBody({
    schema: {
      type: 'object',
      required: ['file'],
      properties: {
        file: { type: 'array', items: { type: 'string', format: 'binary' } },
        sha256: { type: 'string' },
      },
    },
  })
  @Answers({
    status: 201,
    description: 'The scenario as it is now',
    schema: 'ScenarioSize',
    problems: [409, 422],
  })
  upload(
    @Req() { headers, caller }: AuthorisedRequest,
    @Body() body: unknown,
  ): Promise<ApiAnswer<'ScenarioSize'>> {
    if (!Buffer.isBuffer(body)) throw badInput('file', 'is missing: a scenario is needed');
    const type = headers['content-type'] ?? '';
    return caller?.kind === 'team'
      ? this.own.upload(caller.id, body, type)
      : this.scenarios.upload(body, type);
  }

  @Get('packages/:sha256')
  @ApiOperation({
    summary: 'The package of a scenario that was uploaded, or that some run has played',
    description:
      'One with days that are held for runs, or of a league that seals its scenarios: for the administrator.',
  })
  @Answers({
    description: 'The package; its SHA-256 is in its address',
    mediaTypes: [OCTETS],
    problems: [403],
  })
  async download(
    @Param('sha256') sha256: string,
    @Req() { caller }: AuthorisedRequest,
    @Res({ passthrough: true }) response: HttpResponse,
  ): Promise<StreamableFile> {
    const { read } = this.database;
    const row = await read.findOne(ScenarioPackageEntity, { select: { id: true }, where: { sha256 } });
    if (!row) throw notFound(`package ${sha256}`);
    const reason = caller?.kind === 'admin' ? null : await this.scenarios.withheld({ name: row.id, sha256 });
    if (reason !== null)
      throw new ProblemError(403, 'withheld', `package ${sha256} is the administrator's: ${reason}`);
    const isOpen = caller?.kind !== 'admin';
    response.setHeader('Cache-Control', isOpen ? 'public, max-age=3600' : 'private, no-store');
    const { id, bytes } = await packageBytes(read, { name: row.id, sha256 });
    return new StreamableFile(bytes, { disposition: `attachment; filename="${nameOf(id)}"` });
  }
}

function nameOf(id: string): string {
  return `${id}.package.json`;
}
