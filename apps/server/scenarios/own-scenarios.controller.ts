import { Controller, Delete, Get, Header, HttpCode, Param, Req, StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Access } from '../access/access.js';
import type { AuthorisedRequest } from '../access/access.guard.js';
import { Answers } from '../openapi/answers.js';
import type { ApiAnswer } from '#api/schemas.js';
import type { Page } from '../problem/paging.js';
import { ProblemError } from '../problem/problem.js';
import { OwnScenariosService } from './own-scenarios.service.js';

const OCTETS = 'application/octet-stream';

@ApiTags('scenarios')
@Controller('own-scenarios')
export class OwnScenariosController {
  constructor(private readonly scenarios: OwnScenariosService) {}

  @Get()
  @Access('team')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({
    summary: "The scenarios of the token's team, in which its plugins are tried; nobody else is told of them",
  })
  @Answers({ description: 'All of them, on one page', schema: { listOf: 'OwnScenario' } })
  async list(@Req() request: AuthorisedRequest): Promise<Page<ApiAnswer<'OwnScenario'>>> {
    return { items: await this.scenarios.list(teamOf(request)), next: null };
  }

  @Get(':id/package')
  @Access('team')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'The package of one of them' })
  @Answers({ description: 'The package', mediaTypes: [OCTETS] })
  async download(@Param('id') id: string, @Req() request: AuthorisedRequest): Promise<StreamableFile> {
    return new StreamableFile(await this.scenarios.content(teamOf(request), id));
  }

  @Delete(':id')
  @HttpCode(204)
  @Access('team')
  @ApiOperation({ summary: 'Delete one of them' })
  @Answers({ status: 204, description: 'Deleted' })
  async remove(@Param('id') id: string, @Req() request: AuthorisedRequest): Promise<void> {
    await this.scenarios.remove(teamOf(request), id);
  }
}

function teamOf({ caller }: AuthorisedRequest): string {
  if (caller?.kind === 'team') return caller.id;
  throw new ProblemError(403, 'not-allowed', 'only a team has scenarios of its own; use its token');
}
