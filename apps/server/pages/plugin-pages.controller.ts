import { Controller, Get, Param, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import { requestLimits } from '#api/limits/request-limits.js';
import { ThreadDesk } from '../derive/desk/thread-desk.js';
import type { HttpResponse } from '../problem/http.js';
import { parsed } from '../problem/parsed.js';
import { sendText } from '../requests/send-text.js';

const name = z.string().min(1).max(requestLimits.pageName);

/** Plugins, for people. */
@ApiExcludeController()
@Controller('plugins')
export class PluginPagesController {
  constructor(private readonly desk: ThreadDesk) {}

  @Get(':name')
  async reference(@Param('name') own: string, @Res() response: HttpResponse): Promise<void> {
    await this.send(parsed(name, own), response);
  }

  @Get(':team/:name')
  async uploaded(
    @Param('team') team: string,
    @Param('name') own: string,
    @Res() response: HttpResponse,
  ): Promise<void> {
    await this.send(`${parsed(name, team)}/${parsed(name, own)}`, response);
  }

  private async send(plugin: string, response: HttpResponse): Promise<void> {
    sendText(response, 'text/html; charset=utf-8', await this.desk.show('plugin-page', { name: plugin }));
  }
}
