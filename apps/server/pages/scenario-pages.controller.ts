import { Controller, Get, Header, Param } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { scenarioPage } from '../../web/pages/scenario-page.js';
import { ScenariosService } from '../scenarios/scenarios.service.js';

/** What participants train on, for people. */
@ApiExcludeController()
@Controller()
export class ScenarioPagesController {
  constructor(private readonly scenarios: ScenariosService) {}

  @Get('scenarios/:id')
  @Header('Content-Type', 'text/html; charset=utf-8')
  async scenario(@Param('id') id: string): Promise<string> {
    return scenarioPage(await this.scenarios.details(id));
  }
}
