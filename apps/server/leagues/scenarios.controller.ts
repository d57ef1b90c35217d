import { Controller, Get, Param } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ThreadDesk } from '../derive/desk/thread-desk.js';
import { Answers } from '../openapi/answers.js';
import type { ApiAnswer } from '../openapi/schemas.js';
import { BoundedCache } from '../operation/bounded-cache.js';
import type { Page } from '../problem/paging.js';
import { notFound } from '../problem/problem.js';

@ApiTags('scenarios')
@Controller('scenarios')
export class ScenariosController {
  /** Shipped files do not change while the server runs. */
  private readonly known = new BoundedCache<readonly ApiAnswer<'ScenarioSize'>[]>(1);

  constructor(private readonly desk: ThreadDesk) {}

  @Get()
  @ApiOperation({ summary: 'The scenarios that leagues may use' })
  @Answers({ description: 'All of them, on one page', schema: { listOf: 'Scenario' } })
  async list(): Promise<Page<ApiAnswer<'Scenario'>>> {
    const all = await this.all();
    return {
      items: all.map(({ id, title, kind, mechanism }) => ({ id, title, kind, mechanism })),
      next: null,
    };
  }

  @Get(':id')
  @ApiOperation({ summary: 'A scenario, with the size of an example market' })
  @Answers({ description: 'The scenario', schema: 'ScenarioSize' })
  async get(@Param('id') id: string): Promise<ApiAnswer<'ScenarioSize'>> {
    const found = (await this.all()).find((scenario) => scenario.id === id);
    if (!found) throw notFound(`scenario ${id}`);
    return found;
  }

  private all(): Promise<readonly ApiAnswer<'ScenarioSize'>[]> {
    return this.known.get('', () => this.desk.make('scenarios', undefined));
  }
}
