import { readFileSync } from 'node:fs';
import { extname, resolve } from 'node:path';
import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { projectRoot } from '#project-root.js';
import { guidePage } from '../../web/guides/guide.js';
import { addressFrom, GUIDES, guidePlaces } from '../../web/guides/guide-places.js';
import type { HttpRequest, HttpResponse } from '../problem/http.js';
import { notFound } from '../problem/problem.js';

const places = guidePlaces(projectRoot);
const files = new Map([...places].map(([file, address]) => [address, file]));
const TYPES: Readonly<Record<string, string>> = {
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.json': 'application/json; charset=utf-8',
};

/** The docs of the project, as pages of this site. */
@ApiExcludeController()
@Controller()
export class GuidesController {
  private readonly pages = new Map<string, string>();

  @Get(['guides', 'guides/*path'])
  guide(@Req() { path }: HttpRequest, @Res() response: HttpResponse): void {
    const address = path.replace(/\/$/, '');
    const file = files.get(address);
    if (file === undefined) throw notFound(`guide ${address.slice(GUIDES.length + 1)}`);
    if (file.endsWith('.md')) response.type('text/html; charset=utf-8').send(this.page(file));
    else
      response
        .type(TYPES[extname(file)] ?? 'text/plain; charset=utf-8')
        .send(readFileSync(resolve(projectRoot, file)));
  }

  /** Made when somebody reads it first. */
  private page(file: string): string {
    const made =
      this.pages.get(file) ??
      guidePage(
        readFileSync(resolve(projectRoot, file), 'utf8'),
        (href) => addressFrom(places, file, href),
        file === 'docs/README.md',
      );
    this.pages.set(file, made);
    return made;
  }
}
