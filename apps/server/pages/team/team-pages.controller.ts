import { Body, Controller, Get, Header, HttpCode, Param, Post, Redirect, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import { ownPluginAddress } from '../../../web/links.js';
import { ownPluginPage } from '../../../web/pages/team/own-plugin-page.js';
import { signInPage } from '../../../web/pages/team/sign-in-page.js';
import { teamPage } from '../../../web/pages/team/team-page.js';
import { refuseForeign } from '../../access/own-form.js';
import { Sessions, signInNeeded } from '../../access/sessions.js';
import { SignIns } from '../../access/sign-ins.js';
import { requestLimits } from '#api/limits/request-limits.js';
import { WallClock } from '#database/wall-clock.js';
import type { HttpRequest, HttpResponse } from '../../problem/http.js';
import { parsed } from '../../problem/parsed.js';
import { sentForm, uploadOf } from '../../submissions/upload-form.js';
import { SubmissionsService } from '../../submissions/submissions.service.js';
import { TeamContents } from './team-content.js';

const HTML = 'text/html; charset=utf-8';
const proven = z.strictObject({ proof: z.string().max(requestLimits.token) });

/** What a team does on the pages: whatever changes something is a form of its own page, sent from here. */
@ApiExcludeController()
@Controller('team')
export class TeamPagesController {
  private readonly signIns: SignIns;

  constructor(
    private readonly sessions: Sessions,
    private readonly contents: TeamContents,
    private readonly submissions: SubmissionsService,
    private readonly clock: WallClock,
  ) {
    this.signIns = new SignIns(sessions, 'that is no token of a team here');
  }

  @Get()
  @Header('Content-Type', HTML)
  @Header('Cache-Control', 'no-store')
  async team(@Req() request: HttpRequest): Promise<string> {
    const session = await this.sessions.of(request);
    return session ? teamPage(await this.contents.team(session)) : signInPage();
  }

  @Post('session')
  @HttpCode(303)
  @Redirect('/team', 303)
  signIn(
    @Req() request: HttpRequest,
    @Body() body: unknown,
    @Res({ passthrough: true }) response: HttpResponse,
  ): Promise<void> {
    return this.signIns.take(request, body, response, this.clock.now());
  }

  @Post('sign-out')
  @Redirect('/team', 303)
  async signOut(
    @Req() request: HttpRequest,
    @Body() body: unknown,
    @Res({ passthrough: true }) response: HttpResponse,
  ): Promise<void> {
    refuseForeign(request);
    const session = await this.sessions.ofForm(request, parsed(proven, body).proof);
    response.setHeader('Set-Cookie', await this.sessions.end(session, request));
  }

  @Post('plugins')
  @Redirect('/team', 303)
  async upload(@Req() request: HttpRequest, @Body() body: unknown): Promise<{ url: string }> {
    refuseForeign(request);
    const { fields, file } = sentForm(body, request.headers['content-type']);
    const { proof, ...given } = fields;
    const { team } = await this.sessions.ofForm(request, proof);
    const { id } = await this.submissions.uploadForm(team.id, uploadOf({ fields: given, file }));
    return { url: ownPluginAddress(id) };
  }

  @Get('plugins/:id')
  @Header('Content-Type', HTML)
  @Header('Cache-Control', 'no-store')
  async plugin(@Req() request: HttpRequest, @Param('id') id: string): Promise<string> {
    const session = await this.sessions.of(request);
    if (!session) throw signInNeeded();
    return ownPluginPage(await this.contents.plugin(session, id));
  }

  @Post('plugins/:id/withdraw')
  @Redirect('/team', 303)
  async withdraw(
    @Req() request: HttpRequest,
    @Param('id') id: string,
    @Body() body: unknown,
  ): Promise<{ url: string }> {
    refuseForeign(request);
    const session = await this.sessions.ofForm(request, parsed(proven, body).proof);
    // Its own, or there is none.
    await this.contents.plugin(session, id);
    await this.submissions.withdraw(id);
    return { url: ownPluginAddress(id) };
  }
}
