import { Controller, Get, Header, Param } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { seasonPage } from '../../web/pages/season-page.js';
import { WallClock } from '#database/wall-clock.js';
import { seasonView } from '../seasons/season-view.js';
import { SeasonsService } from '../seasons/seasons.service.js';

/** Seasons, for people. */
@ApiExcludeController()
@Controller()
export class SeasonPagesController {
  constructor(
    private readonly seasons: SeasonsService,
    private readonly clock: WallClock,
  ) {}

  @Get('seasons/:id')
  @Header('Content-Type', 'text/html; charset=utf-8')
  async season(@Param('id') id: string): Promise<string> {
    return seasonPage(seasonView(await this.seasons.get(id), this.clock.now()));
  }
}
