import { Body, Controller, Get, Header, HttpCode, Post, Redirect, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { operationsPage, operationsSignInPage } from '../../web/pages/operations-page.js';
import { WallClock } from '#database/wall-clock.js';
import { AdminSessions } from '../access/admin-sessions.js';
import { refuseForeign } from '../access/own-form.js';
import { SignIns } from '../access/sign-ins.js';
import { Fleet } from '../fleet/fleet.js';
import type { HttpRequest, HttpResponse } from '../problem/http.js';

/** Servers and workers, for the administrator. */
@ApiExcludeController()
@Controller('operations')
export class OperationsPagesController {
  private readonly signIns: SignIns;

  constructor(
    private readonly sessions: AdminSessions,
    private readonly fleet: Fleet,
    private readonly clock: WallClock,
  ) {
    this.signIns = new SignIns(sessions, "that is not the administrator's token");
  }

  @Get()
  @Header('Content-Type', 'text/html; charset=utf-8')
  @Header('Cache-Control', 'no-store')
  async operations(@Req() request: HttpRequest): Promise<string> {
    return this.sessions.isOpen(request)
      ? operationsPage(await this.fleet.members())
      : operationsSignInPage();
  }

  @Post('session')
  @HttpCode(303)
  @Redirect('/operations', 303)
  signIn(
    @Req() request: HttpRequest,
    @Body() body: unknown,
    @Res({ passthrough: true }) response: HttpResponse,
  ): Promise<void> {
    return this.signIns.take(request, body, response, this.clock.now());
  }

  @Post('sign-out')
  @HttpCode(303)
  @Redirect('/operations', 303)
  signOut(@Req() request: HttpRequest, @Res({ passthrough: true }) response: HttpResponse): void {
    refuseForeign(request);
    response.setHeader('Set-Cookie', this.sessions.end(request));
  }
}
