import { randomUUID } from 'node:crypto';
import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { MoreThan } from 'typeorm';
import { z } from 'zod';
import { Access } from '../access/access.js';
import { hashToken, newToken } from '../access/tokens.js';
import { Database } from '#database/database.js';
import { TeamEntity } from '#database/entities/team.entity.js';
import { TEAM_NAME, TEAM_NAME_WORDS } from '#leagues/definition/limits.js';
import { WallClock } from '#database/wall-clock.js';
import { Answers, Paged, Takes } from '../openapi/answers.js';
import type { ApiAnswer } from '#api/schemas.js';
import { afterCursor, pageOf, pageQuery, type Page } from '../problem/paging.js';
import { parsed } from '../problem/parsed.js';
import { conflict } from '../problem/problem.js';

const newTeam = z.strictObject({
  name: z.string().regex(new RegExp(`^${TEAM_NAME}$`), `must be ${TEAM_NAME_WORDS}`),
});

@ApiTags('teams')
@Controller('teams')
export class TeamsController {
  constructor(
    private readonly database: Database,
    private readonly clock: WallClock,
  ) {}

  @Post()
  @Access('admin')
  @ApiOperation({ summary: 'Create a team; its token is shown only now' })
  @Takes(newTeam, { example: { name: 'sunny-side' } })
  @Answers({ status: 201, description: 'The team with its token', schema: 'NewTeam', problems: [409] })
  async create(@Body() body: unknown): Promise<ApiAnswer<'NewTeam'>> {
    const { name } = parsed(newTeam, body);
    const token = newToken('team');
    const team = { id: randomUUID(), name, tokenHash: hashToken(token), createdAt: this.clock.now() };
    await this.database.write(async (manager) => {
      if (await manager.existsBy(TeamEntity, { name }))
        throw conflict('name-taken', `there is a team ${name}`);
      await manager.insert(TeamEntity, team);
    });
    return { id: team.id, name, token };
  }

  @Get()
  @ApiOperation({ summary: 'All teams' })
  @Paged()
  @Answers({ description: 'Teams by name', schema: { listOf: 'Team' } })
  async list(@Query() query: unknown): Promise<Page<ApiAnswer<'Team'>>> {
    const page = parsed(pageQuery, query);
    const rows = await this.database.read.find(TeamEntity, {
      where: { name: MoreThan(afterCursor(page)) },
      order: { name: 'ASC' },
      take: page.limit + 1,
    });
    return pageOf(
      rows,
      page,
      ({ name }) => name,
      ({ id, name }) => ({ id, name }),
    );
  }
}
