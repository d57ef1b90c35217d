import { join } from 'node:path';
import { Controller, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Access } from '../access/access.js';
import { ServerSettings } from '../config/server-settings.js';
import { ThreadDesk } from '../derive/desk/thread-desk.js';
import { Answers } from '../openapi/answers.js';
import type { ApiAnswer } from '#api/schemas.js';
import { WallClock } from '#database/wall-clock.js';

@ApiTags('operation')
@Controller('backups')
export class BackupsController {
  constructor(
    private readonly settings: ServerSettings,
    private readonly desk: ThreadDesk,
    private readonly clock: WallClock,
  ) {}

  @Post()
  @Access('admin')
  @ApiOperation({
    summary: "Copy the database, as it is now, into the server's data folder; nothing has to stop",
  })
  @Answers({
    status: 201,
    description: 'The copy is whole and on disk',
    schema: 'Backup',
    example: { file: 'backups/gridleague-2026-03-01T120000.000Z.sqlite', bytes: 1_048_576 },
    problems: [503],
  })
  async create(): Promise<ApiAnswer<'Backup'>> {
    const time = new Date(this.clock.now()).toISOString().replaceAll(':', '');
    // As the operator finds it in the data folder; where that lies is nobody else's business.
    const name = `backups/gridleague-${time}.sqlite`;
    const file = join(this.settings.config.dataFolder, name);
    const bytes = await this.desk.make('backup', { file });
    return { file: name, bytes };
  }
}
