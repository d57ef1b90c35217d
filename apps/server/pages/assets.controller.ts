import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Controller, Get, Header, Param, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { projectRoot } from '#project-root.js';
import type { HttpResponse } from '../problem/http.js';
import { ProblemError } from '../problem/problem.js';

const types = {
  'style.css': 'text/css; charset=utf-8',
  'live.js': 'text/javascript; charset=utf-8',
  'replay.js': 'text/javascript; charset=utf-8',
  'replay-panel.js': 'text/javascript; charset=utf-8',
  'drawing.js': 'text/javascript; charset=utf-8',
  'team.js': 'text/javascript; charset=utf-8',
  'icon.svg': 'image/svg+xml',
} as const;

const folder = resolve(projectRoot, 'apps/web/assets');
const assets = new Map(
  Object.entries(types).map(([name, type]) => [name, { type, content: readFileSync(resolve(folder, name)) }]),
);

/** What pages load besides themselves, and what is at no address. */
@ApiExcludeController()
@Controller()
export class AssetsController {
  @Get('assets/:name')
  @Header('Cache-Control', 'no-cache')
  asset(@Param('name') name: string, @Res() response: HttpResponse): void {
    const found = assets.get(name);
    if (!found) throw nothingHere();
    response.type(found.type).send(found.content);
  }

  @Get('*path')
  nowhere(): never {
    throw nothingHere();
  }
}

function nothingHere(): ProblemError {
  return new ProblemError(404, 'not-found', 'There is no page at this address.');
}
