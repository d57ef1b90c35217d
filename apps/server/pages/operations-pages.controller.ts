import { Body, Controller, Get, Header, HttpCode, Post, Redirect, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import { operationsPage, operationsSignInPage } from '../../web/pages/operations-page.js';
import { requestLimits } from '#api/limits/request-limits.js';
import { WallClock } from '#database/wall-clock.js';
import { AdminSessions } from '../access/admin-sessions.js';
import { refuseForeign } from '../access/own-form.js';
import { Fleet } from '../fleet/fleet.js';
import { addressBlock } from '../operation/address-block.js';
import { Quota } from '../operation/quota.js';
import type { HttpRequest, HttpResponse } from '../problem/http.js';
import { parsed } from '../problem/parsed.js';
import { ProblemError, tooMany } from '../problem/problem.js';

const HOUR_MILLISECONDS = 3_600_000;

const signIn = z.strictObject({
  token: z
    .string()
    .max(requestLimits.token)
    .transform((token) => token.trim()),
});

/** Servers and workers, for the administrator. */
@ApiExcludeController()
@Controller('operations')
export class OperationsPagesController {
  private readonly failed = new Quota(requestLimits.failedSignIns, HOUR_MILLISECONDS);

  constructor(
    private readonly sessions: AdminSessions,
    private readonly fleet: Fleet,
    private readonly clock: WallClock,
  ) {}

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
  ): void {
    refuseForeign(request);
    const { token } = parsed(signIn, body);
    const [address, now] = [addressBlock(request.ip), this.clock.now()];
    const seconds = this.failed.take(address, now);
    if (seconds > 0) throw tooMany('too many sign-ins with a wrong token from this address', seconds);
    const cookie = this.sessions.begin(token, request);
    if (cookie === null) throw new ProblemError(401, 'token-needed', "that is not the administrator's token");
    this.failed.giveBack(address, now);
    response.setHeader('Set-Cookie', cookie);
  }

  @Post('sign-out')
  @HttpCode(303)
  @Redirect('/operations', 303)
  signOut(@Req() request: HttpRequest, @Res({ passthrough: true }) response: HttpResponse): void {
    refuseForeign(request);
    response.setHeader('Set-Cookie', this.sessions.end(request));
  }
}
