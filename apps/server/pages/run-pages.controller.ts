import { Controller, Get, Header, Param, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { IsNull, MoreThanOrEqual, type FindOptionsWhere } from 'typeorm';
import { z } from 'zod';
import { runPage, type RunMatch, type ShownLineUp } from '../../web/pages/run-page.js';
import { Database } from '#database/database.js';
import { LeagueEntity } from '#database/entities/league.entity.js';
import { MatchEntity, type MatchState } from '#database/entities/match.entity.js';
import type { RunEntity } from '#database/entities/run.entity.js';
import type { HttpResponse } from '../problem/http.js';
import { matchRow } from '../runs/match-view.js';
import { sendText } from '../requests/send-text.js';
import { parsed } from '../problem/parsed.js';
import { notFound, ProblemError } from '../problem/problem.js';
import type { AuthorisedRequest } from '../access/access.guard.js';
import { addressBlock } from '../operation/address-block.js';
import type { ShownBooks } from '#matches/play/shown/shown-books.js';
import { MatchBooks } from '../runs/match-books.js';
import type { ReplayReader } from '../runs/replays.js';
import { goneOf } from '../operation/once-closed.js';
import type { MatchTold } from '../derive/jobs/replay-page.js';
import { ThreadDesk } from '../derive/desk/thread-desk.js';
import { runLooks, lookOfMatch } from '#database/stored/run-looks.js';
import { isSecret } from '#database/stored/sealed-run.js';
import { isOver, overSince } from '../runs/run-view.js';
import { RunStates, type MatchCount } from '../runs/run-states.js';
import { RunsService } from '../runs/runs.service.js';
import { ConvergenceFigureCache } from './convergence-figure-cache.js';
import { requestLimits } from '#api/limits/request-limits.js';

const HTML = 'text/html; charset=utf-8';
const MATCHES_SHOWN = 50;
/** Of a first block with more, the design tells the rest. */
const LINE_UPS_SHOWN = 200;

const matchesQuery = z.object({
  /** number of the first match shown */
  from: z.coerce.number().int().min(1).default(1),
  outcome: z.string().min(1).max(requestLimits.pageFilter).optional(),
});

const dealersQuery = z.object({ response: z.string().max(requestLimits.pageName).optional() });

/** What a form leaves empty is not asked for. */
const given = (text: unknown): unknown => (text === '' ? undefined : text);
const day = z.preprocess(given, z.string().max(requestLimits.pageFilter).optional());
const matchQuery = z.object({ day });
const replayQuery = z.object({
  day,
  round: z.coerce.number().int().min(1).max(requestLimits.pageNumber).default(1),
  seat: z.preprocess(given, z.coerce.number().int().min(0).max(requestLimits.pageNumber).optional()),
  beside: z.preprocess(given, z.string().min(1).max(requestLimits.id).optional()),
  orders: z.literal('yes').optional(),
});

/** Runs and matches, for people. */
@ApiExcludeController()
@Controller()
export class RunPagesController {
  constructor(
    private readonly database: Database,
    private readonly runs: RunsService,
    private readonly states: RunStates,
    private readonly desk: ThreadDesk,
    private readonly convergence: ConvergenceFigureCache,
    private readonly books: MatchBooks,
  ) {}

  @Get('runs/:id')
  @Header('Content-Type', HTML)
  async run(@Param('id') id: string, @Query() query: unknown): Promise<string> {
    const { from, outcome } = parsed(matchesQuery, query);
    const run = await this.runs.get(id);
    const nameOf = namesIn(run);
    const rows = await this.matchesOf(id, from, outcome);
    const shown = rows.slice(0, MATCHES_SHOWN);
    const { plan, anchor, state, error, createdAt } = run;
    return runPage({
      ...{
        id,
        state,
        error,
        createdAt,
        finishedAt: overSince(run),
        submissions: plan.submissions,
        design: plan.design,
      },
      league: await this.leagueOf(run),
      progress: await this.states.progress(run),
      seed: isSecret(run) ? null : plan.seed,
      lineUps: (await this.firstLineUps(id)).map(({ teams, mechanism }) => ({
        mechanism,
        teams: teams.map(nameOf),
      })),
      outcomes: outcomesIn(await this.states.counts(run)),
      ...{ anchor, looks: runLooks(run) },
      matches: shown.map((row): RunMatch => {
        const match = matchRow(row);
        const fault = row.state === 'failed' ? (row.fault?.split('\n')[0] ?? null) : null;
        return { ...match, fault, dealer: nameOf(match.dealer), teams: match.teams.map(nameOf) };
      }),
      outcome: outcome ?? null,
      next: rows.length > shown.length ? rows[shown.length]!.serial : null,
    });
  }

  @Get('runs/:id/dealers')
  async dealers(
    @Param('id') id: string,
    @Query() query: unknown,
    @Res() response: HttpResponse,
  ): Promise<void> {
    const { response: asked = null } = parsed(dealersQuery, query);
    const league = await this.leagueOf(await this.runs.get(id));
    sendText(response, HTML, await this.desk.show('dealers-page', { league, run: id, response: asked }));
  }

  @Get('runs/:id/convergence-agents.svg')
  async convergenceOfAgents(@Param('id') id: string, @Res() response: HttpResponse): Promise<void> {
    response.type('image/svg+xml').send((await this.convergence.of(await this.over(id))).agents);
  }

  @Get('runs/:id/convergence-dealers.svg')
  async convergenceOfDealers(@Param('id') id: string, @Res() response: HttpResponse): Promise<void> {
    response.type('image/svg+xml').send((await this.convergence.of(await this.over(id))).dealers);
  }

  @Get('matches/:id')
  async match(
    @Param('id') id: string,
    @Query() query: unknown,
    @Res() response: HttpResponse,
  ): Promise<void> {
    const asked = parsed(matchQuery, query);
    const row = await this.database.read.findOneBy(MatchEntity, { id });
    if (!row) throw notFound(`match ${id}`);
    const run = await this.runs.get(row.run);
    const nameOf = namesIn(run);
    const page = await this.desk.show('match-page', {
      match: {
        ...{ id, run: run.id, anchor: lookOfMatch(run, row.serial).anchor, state: row.state },
        ...{ block: row.block, scenario: row.scenario, mechanism: row.mechanism, scored: row.scored },
        league: await this.leagueOf(run),
        dealer: nameOf(row.dealer),
        fault: row.fault?.split('\n')[0] ?? null,
        seed: isSecret(run) ? null : row.seed,
        day: asked.day ?? null,
      },
      teams: row.teams.map(nameOf),
    });
    sendText(response, HTML, page);
  }

  @Get('matches/:id/replay')
  async replay(
    @Param('id') id: string,
    @Query() query: unknown,
    @Req() { ip }: AuthorisedRequest,
    @Res() response: HttpResponse,
  ): Promise<void> {
    const { day: market = null, round, seat = null, beside, orders } = parsed(replayQuery, query);
    const reader = orders ? { address: addressBlock(ip), gone: goneOf(response) } : null;
    const page = await this.desk.show('replay-page', {
      ...{ day: market, round, seat, match: await this.told(id, reader) },
      beside: beside === undefined ? null : await this.told(beside, reader),
    });
    sendText(response, HTML, page);
  }

  /** `reader`: who has asked for order books; null: nobody. */
  private async told(id: string, reader: ReplayReader | null): Promise<MatchTold> {
    const row = await this.database.read.findOneBy(MatchEntity, { id });
    if (!row) throw notFound(`match ${id}`);
    const run = await this.runs.get(row.run);
    const nameOf = namesIn(run);
    return {
      ...{ id, run: run.id, block: row.block, scenario: row.scenario, league: await this.leagueOf(run) },
      ...{ mechanism: row.mechanism, dealer: nameOf(row.dealer), teams: row.teams.map(nameOf) },
      books: reader && row.state === 'played' ? await this.booksOf(row, reader) : null,
    };
  }

  /** Or why there are none: the rest of the page needs no replay. */
  private async booksOf(row: MatchEntity, reader: ReplayReader): Promise<ShownBooks | string> {
    try {
      return await this.books.of(row, reader);
    } catch (error) {
      if (error instanceof ProblemError) return error.detail;
      throw error;
    }
  }

  private async matchesOf(run: string, from: number, outcome: string | undefined): Promise<MatchEntity[]> {
    const serial = MoreThanOrEqual(from);
    const find = (where: FindOptionsWhere<MatchEntity>): Promise<MatchEntity[]> =>
      this.database.read.find(MatchEntity, {
        where: { run, serial, ...where },
        order: { serial: 'ASC' },
        take: MATCHES_SHOWN + 1,
      });
    if (outcome === undefined) return find({});
    // Two searches, each along the index, rather than one through all matches.
    const played = await find({ outcome, state: 'played' });
    const unplayed = await find({ outcome: IsNull(), state: outcome as MatchState });
    return [...played, ...unplayed].sort((a, b) => a.serial - b.serial).slice(0, MATCHES_SHOWN + 1);
  }

  /** The line-ups of the first block, as they play each dealer in each scenario. */
  private async firstLineUps(run: string): Promise<ShownLineUp[]> {
    const rows = await this.database.read.find(MatchEntity, {
      select: { id: true, block: true, scenario: true, dealer: true, teams: true, mechanism: true },
      where: { run, scored: true },
      order: { serial: 'ASC' },
      take: LINE_UPS_SHOWN,
    });
    const [first] = rows;
    return rows
      .filter(
        ({ block, scenario, dealer }) =>
          block === first?.block && scenario === first.scenario && dealer === first.dealer,
      )
      .map(({ teams, mechanism }) => ({ teams, mechanism }));
  }

  private async leagueOf({ league }: RunEntity): Promise<{ id: string; title: string }> {
    const { definition } = await this.database.read.findOneByOrFail(LeagueEntity, { id: league });
    return { id: league, title: definition.title };
  }

  private async over(id: string): Promise<RunEntity> {
    const run = await this.runs.get(id);
    if (isOver(run.state)) return run;
    throw notFound(`figure yet: run ${id} is ${run.state}`);
  }
}

function namesIn({ plan }: RunEntity): (submission: string) => string {
  const names = new Map(plan.submissions.map(({ id, name }) => [id, name]));
  return (submission) => names.get(submission) ?? submission;
}

/** How many matches ended how, or are how far. */
function outcomesIn(counts: readonly MatchCount[]): { outcome: string; matches: number }[] {
  return counts
    .filter(({ state }) => state !== 'queued')
    .map(({ outcome, state, matches }) => ({ outcome: outcome ?? state, matches }))
    .sort((a, b) => b.matches - a.matches);
}
