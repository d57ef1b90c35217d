import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Access } from '../access/access.js';
import { ThreadDesk } from '../derive/desk/thread-desk.js';
import { sentFile } from '../leagues/sent-file.js';
import { Answers, Paged } from '../openapi/answers.js';
import { WallClock } from '#database/wall-clock.js';
import type { HttpRequest } from '../problem/http.js';
import { pageInBytes, pageQuery, type Page } from '../problem/paging.js';
import { parsed } from '../problem/parsed.js';
import { seasonView, type SeasonView } from './season-view.js';
import { SeasonsService } from './seasons.service.js';

const SEASON_EXAMPLE = `id: summer-2026
title: Summer 2026
submissions: { from: 2026-06-01T00:00:00Z, until: 2026-07-01T00:00:00Z }
qualification: { at: 2026-07-01T06:00:00Z, leagues: [summer-heats], through: 8 }
final: { at: 2026-07-08T06:00:00Z, leagues: [summer-final] }
champions: 3
`;

@ApiTags('seasons')
@Controller('seasons')
export class SeasonsController {
  constructor(
    private readonly seasons: SeasonsService,
    private readonly desk: ThreadDesk,
    private readonly clock: WallClock,
  ) {}

  @Get()
  @Paged()
  @ApiOperation({ summary: 'All seasons' })
  @Answers({ description: 'Seasons by id', schema: { listOf: 'Season' } })
  async list(@Query() query: unknown): Promise<Page<SeasonView>> {
    return pageInBytes(parsed(pageQuery, query), {
      rows: (after, take) => this.seasons.listed(after, take),
      keyOf: ({ id }) => id,
      shown: (row) => seasonView(row, this.clock.now()),
    });
  }

  @Get(':id')
  @ApiOperation({ summary: 'A season: its dates, entrants, runs and champions' })
  @Answers({ description: 'The season', schema: 'Season' })
  async get(@Param('id') id: string): Promise<SeasonView> {
    return seasonView(await this.seasons.get(id), this.clock.now());
  }

  @Post()
  @Access('admin')
  @ApiOperation({
    summary: 'Announce a season from its file, YAML or JSON',
    description:
      'Its leagues are there, without a schedule and with a sealed seed; where they draw days, some are held for runs. ' +
      'Until it is over they are played when it says so, and stay as they are.',
  })
  @ApiConsumes('application/yaml', 'application/json')
  @ApiBody({ schema: { type: 'string', example: SEASON_EXAMPLE } })
  @Answers({ status: 201, description: 'The new season', schema: 'Season', problems: [409, 422] })
  async create(@Req() request: HttpRequest, @Body() body: unknown): Promise<SeasonView> {
    const definition = await sentFile(this.desk, 'read-season', request, body);
    return seasonView(await this.seasons.create(definition), this.clock.now());
  }

  @Delete(':id')
  @HttpCode(204)
  @Access('admin')
  @ApiOperation({ summary: 'Cancel a season: it has no champions, and releases nothing' })
  @Answers({ status: 204, description: 'Cancelled', problems: [409] })
  async cancel(@Param('id') id: string): Promise<void> {
    await this.seasons.cancel(id);
  }
}
