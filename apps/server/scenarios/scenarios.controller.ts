import { Body, Controller, Get, Header, Param, Post, Req, StreamableFile } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiConsumes, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Database } from '#database/database.js';
import { packageBytes } from '#database/stored-packages.js';
import { ScenarioPackageEntity } from '#database/entities/scenario-package.entity.js';
import { Access } from '../access/access.js';
import type { HttpRequest } from '../problem/http.js';
import { Answers } from '../openapi/answers.js';
import type { ApiAnswer } from '../openapi/schemas.js';
import type { Page } from '../problem/paging.js';
import { badInput, notFound } from '../problem/problem.js';
import { ScenariosService } from './scenarios.service.js';

@ApiTags('scenarios')
@Controller()
export class ScenariosController {
  constructor(
    private readonly scenarios: ScenariosService,
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
  @ApiOperation({ summary: 'A scenario, with the size of an example market' })
  @Answers({ description: 'The scenario', schema: 'ScenarioSize' })
  get(@Param('id') id: string): Promise<ApiAnswer<'ScenarioSize'>> {
    return this.scenarios.get(id);
  }

  @Post('scenarios')
  @Access('admin')
  @ApiBearerAuth()
  @ApiOperation({
    summary: 'Upload a scenario, or its next version: leagues play it from their next run on',
    description:
      'Parts with file names are the YAML or JSON file and the CSV files that it names; or one package of ' +
      '`gridleague scenario pack`, or one .tar.gz. `sha256`: the hash that the package must have. Nothing is stored ' +
      'of one that cannot be played.',
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
  @Answers({ status: 201, description: 'The scenario as it is now', schema: 'ScenarioSize', problems: [409] })
  upload(@Req() { headers }: HttpRequest, @Body() body: unknown): Promise<ApiAnswer<'ScenarioSize'>> {
    if (!Buffer.isBuffer(body)) throw badInput('file', 'is missing: a scenario is needed');
    return this.scenarios.upload(body, headers['content-type'] ?? '');
  }

  @Get('packages/:sha256')
  @Header('Cache-Control', 'public, max-age=31536000, immutable')
  @ApiOperation({ summary: 'The package of a scenario that was uploaded, or that some run has played' })
  @Answers({
    description: 'The package; its SHA-256 is in its address',
    mediaTypes: ['application/octet-stream'],
  })
  async download(@Param('sha256') sha256: string): Promise<StreamableFile> {
    const { read } = this.database;
    const row = await read.findOne(ScenarioPackageEntity, { select: { id: true }, where: { sha256 } });
    if (!row) throw notFound(`package ${sha256}`);
    const { id, bytes } = await packageBytes(read, { name: row.id, sha256 });
    return new StreamableFile(bytes, {
      disposition: `attachment; filename="${id}.package.json"`,
    });
  }
}
