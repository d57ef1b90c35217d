import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Access } from '../access/access.js';
import { Fleet } from '../fleet/fleet.js';
import { Answers } from '../openapi/answers.js';
import type { ApiAnswer } from '#api/schemas.js';

const iso = (ms: number): string => new Date(ms).toISOString();

@ApiTags('operation')
@Controller()
export class FleetController {
  constructor(private readonly fleet: Fleet) {}

  @Get('version')
  @ApiOperation({
    summary: 'Version and commit of the server, and its deployment; those of its workers are the same',
  })
  @Answers({
    ...{ description: 'The release', schema: 'Release' },
    example: { version: '0.3.0', commit: 'unknown', deployment: null },
  })
  version(): Promise<ApiAnswer<'Release'>> {
    return this.fleet.release();
  }

  @Get('members')
  @Access('admin')
  @ApiOperation({ summary: 'The processes that serve and play, and what they are at; servers first' })
  @Answers({ description: 'All that have been heard of within a day', schema: 'Members' })
  async members(): Promise<ApiAnswer<'Members'>> {
    const items = (await this.fleet.members()).map(({ startedAt, beatAt, silence: _, ...member }) => ({
      ...{ ...member, startedAt: iso(startedAt), lastBeat: iso(beatAt) },
    }));
    return { items };
  }
}
