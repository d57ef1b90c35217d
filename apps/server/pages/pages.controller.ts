import { Controller, Get, Header, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { In } from 'typeorm';
import { z } from 'zod';
import { Database } from '../database/database.js';
import { LeagueEntity } from '../database/entities/league.entity.js';
import { RunEntity } from '../database/entities/run.entity.js';
import { BoardCache } from '../leagues/board-cache.js';
import { parsed } from '../problem/parsed.js';
import { RunsService } from '../runs/runs.service.js';
import { boardSection, page } from './board-page.js';
import { Html, html } from './html.js';

const SECONDS_BETWEEN_LOOKS = 5;

/** The start page: what is being played and the boards of each league's latest run. */
@ApiExcludeController()
@Controller()
export class PagesController {
  constructor(
    private readonly database: Database,
    private readonly runs: RunsService,
    private readonly boards: BoardCache,
  ) {}

  @Get()
  @Header('Content-Type', 'text/html; charset=utf-8')
  async start(@Query() query: unknown): Promise<string> {
    const { league } = parsed(z.object({ league: z.string().max(100).optional() }), query);
    const leagues = await this.database.read.find(LeagueEntity, { order: { id: 'ASC' } });
    const running = await this.running();
    const chosen = leagues.filter(({ id }) => league === undefined || league === id);
    const sections = await Promise.all(chosen.map((one) => this.league(one)));
    const body = [
      html`<h1>GridLeague</h1>`,
      html`<p>
        Leagues: ${leagues.map(({ id }) => html`<a href="/?league=${encodeURIComponent(id)}">${id}</a>`)} ·
        <a href="/docs">API</a>
      </p>`,
      ...running,
      ...sections,
    ];
    return page('GridLeague', body, running.length > 0 ? SECONDS_BETWEEN_LOOKS : null);
  }

  private async running(): Promise<Html[]> {
    const runs = await this.database.read.find(RunEntity, { where: { state: In(['queued', 'running']) } });
    return Promise.all(
      runs.map(async (run) => {
        const { done, total, secondsLeft } = await this.runs.progress(run);
        const left = secondsLeft === null ? '' : `, about ${secondsLeft} s left`;
        return html`<p>
          Run ${run.id} is on: ${done} of ${total} matches${left}
          <progress value="${done}" max="${total}"></progress>
        </p>`;
      }),
    );
  }

  private async league({ id, definition }: LeagueEntity): Promise<Html> {
    const run = await this.boards.latest(id);
    if (run === null) return html``;
    const sections = await this.boards.answer(run, 'html', ({ agents, dealers }) =>
      [agents, dealers]
        .filter(({ rows }) => rows.length > 1)
        .map((board) => boardSection(board).text)
        .join('\n'),
    );
    const csv = (kind: string): string =>
      `/api/leagues/${encodeURIComponent(id)}/leaderboard?kind=${kind}&format=csv`;
    return html`<h1>${definition.title}</h1>
      <p>Run ${run} · CSV: <a href="${csv('agent')}">agents</a>, <a href="${csv('dealer')}">dealers</a></p>
      ${new Html(sections)}`;
  }
}
