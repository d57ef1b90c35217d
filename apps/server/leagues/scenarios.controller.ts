import { Controller, Get, Param } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { loadScenario, shippedScenarios } from '#leagues/scenario-files/load-scenario.js';
import { Answers } from '../openapi/answers.js';
import type { Page } from '../problem/paging.js';
import { notFound } from '../problem/problem.js';

interface ScenarioView {
  readonly id: string;
  readonly title: string | null;
  readonly kind: string;
  readonly mechanism: string;
}

@ApiTags('scenarios')
@Controller('scenarios')
export class ScenariosController {
  @Get()
  @ApiOperation({ summary: 'The scenarios that leagues may use' })
  @Answers({ description: 'All of them, on one page', schema: { listOf: 'Scenario' } })
  async list(): Promise<Page<ScenarioView>> {
    const names = await shippedScenarios();
    return { items: await Promise.all(names.map((name) => this.view(name))), next: null };
  }

  @Get(':id')
  @ApiOperation({ summary: 'A scenario, with the size of an example market' })
  @Answers({ description: 'The scenario', schema: 'ScenarioSize' })
  async get(@Param('id') id: string): Promise<object> {
    if (!(await shippedScenarios()).includes(id)) throw notFound(`scenario ${id}`);
    const scenario = await loadScenario(id);
    const { participants, resources } = scenario.draw('example').instance;
    const agents = participants.filter(({ role }) => role === 'agent').length;
    return { ...(await this.view(id)), rules: scenario.rules, agents, resources };
  }

  private async view(id: string): Promise<ScenarioView> {
    const { title, kind, mechanism } = await loadScenario(id);
    return { id, title: title ?? null, kind, mechanism };
  }
}
