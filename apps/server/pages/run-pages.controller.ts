import { Controller, Get, Header, Param, Query, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { IsNull, MoreThanOrEqual, Not, type FindOptionsWhere } from 'typeorm';
import { z } from 'zod';
import { matchPage } from '../../web/pages/match-page.js';
import { runPage, type RunMatch } from '../../web/pages/run-page.js';
import { Database } from '../database/database.js';
import { LeagueEntity } from '../database/entities/league.entity.js';
import { MatchEntity, type MatchState } from '../database/entities/match.entity.js';
import type { RunEntity } from '../database/entities/run.entity.js';
import type { HttpResponse } from '../http.js';
import { matchRow } from '../matches/match-view.js';
import { parsed } from '../problem/parsed.js';
import { notFound } from '../problem/problem.js';
import { RunResultsService } from '../runs/run-results.service.js';
import { isSecret } from '../runs/run-view.js';
import { RunsService } from '../runs/runs.service.js';
import { ConvergenceFigures } from './convergence-figures.js';
import { PageProblemFilter } from './page-problem.filter.js';

const HTML = 'text/html; charset=utf-8';
const MATCHES_SHOWN = 50;

const matchesQuery = z.object({
  /** number of the first match shown */
  from: z.coerce.number().int().min(1).default(1),
  outcome: z.string().min(1).max(20).optional(),
});

/** Runs and matches, for people. */
@ApiExcludeController()
@UseFilters(PageProblemFilter)
@Controller()
export class RunPagesController {
  constructor(
    private readonly database: Database,
    private readonly runs: RunsService,
    private readonly results: RunResultsService,
    private readonly convergence: ConvergenceFigures,
  ) {}

  @Get('runs/:id')
  @Header('Content-Type', HTML)
  async run(@Param('id') id: string, @Query() query: unknown): Promise<string> {
    const { from, outcome } = parsed(matchesQuery, query);
    const run = await this.runs.get(id);
    const nameOf = namesIn(run);
    const rows = await this.matchesOf(id, from, outcome);
    const shown = rows.slice(0, MATCHES_SHOWN);
    const { plan, anchor, state, error, createdAt, finishedAt } = run;
    return runPage({
      ...{ id, state, error, createdAt, finishedAt, submissions: plan.submissions, design: plan.design },
      league: await this.leagueOf(run),
      progress: await this.runs.progress(run),
      seed: isSecret(run) ? null : plan.seed,
      lineUps: firstLineUps(run).map((teams) => teams.map(nameOf)),
      outcomes: await this.outcomes(id),
      anchor,
      matches: shown.map((row): RunMatch => {
        const match = matchRow(row, plan.matches[row.serial - 1]!);
        const fault = row.state === 'failed' ? (row.fault?.split('\n')[0] ?? null) : null;
        return { ...match, fault, dealer: nameOf(match.dealer), teams: match.teams.map(nameOf) };
      }),
      outcome: outcome ?? null,
      next: rows.length > shown.length ? rows[shown.length]!.serial : null,
    });
  }

  @Get('runs/:id/convergence-agents.svg')
  async convergenceOfAgents(@Param('id') id: string, @Res() response: HttpResponse): Promise<void> {
    await this.over(id);
    response.type('image/svg+xml').send((await this.convergence.of(id)).agents);
  }

  @Get('runs/:id/convergence-dealers.svg')
  async convergenceOfDealers(@Param('id') id: string, @Res() response: HttpResponse): Promise<void> {
    await this.over(id);
    response.type('image/svg+xml').send((await this.convergence.of(id)).dealers);
  }

  @Get('matches/:id')
  @Header('Content-Type', HTML)
  async match(@Param('id') id: string): Promise<string> {
    const row = await this.database.read.findOneBy(MatchEntity, { id });
    if (!row) throw notFound(`match ${id}`);
    const run = await this.runs.get(row.run);
    const planned = run.plan.matches[row.serial - 1]!;
    const nameOf = namesIn(run);
    const report = await this.results.report(id);
    return matchPage({
      ...{ id, run: run.id, report, anchor: report && run.anchor, state: row.state },
      ...{ block: planned.block, scenario: planned.scenario, scored: planned.scored },
      league: await this.leagueOf(run),
      dealer: nameOf(planned.dealer),
      team: (seat) => nameOf(planned.teams[seat % planned.teams.length]!),
      fault: row.fault?.split('\n')[0] ?? null,
      seed: isSecret(run) ? null : planned.seed,
    });
  }

  private matchesOf(run: string, from: number, outcome: string | undefined): Promise<MatchEntity[]> {
    const serial = MoreThanOrEqual(from);
    const where: FindOptionsWhere<MatchEntity>[] =
      outcome === undefined
        ? [{ run, serial }]
        : [
            { run, serial, outcome },
            { run, serial, outcome: IsNull(), state: outcome as MatchState },
          ];
    return this.database.read.find(MatchEntity, { where, order: { serial: 'ASC' }, take: MATCHES_SHOWN + 1 });
  }

  /** How many matches ended how. */
  private async outcomes(run: string): Promise<{ outcome: string; matches: number }[]> {
    const counts = await this.database.read
      .createQueryBuilder(MatchEntity, 'match')
      .select('COALESCE(match.outcome, match.state)', 'outcome')
      .addSelect('COUNT(*)', 'matches')
      .where({ run, state: Not('queued') })
      .groupBy('COALESCE(match.outcome, match.state)')
      .orderBy('COUNT(*)', 'DESC')
      .getRawMany<{ outcome: string; matches: number }>();
    return counts.map(({ outcome, matches }) => ({ outcome, matches: Number(matches) }));
  }

  private async leagueOf({ league }: RunEntity): Promise<{ id: string; title: string }> {
    const { definition } = await this.database.read.findOneByOrFail(LeagueEntity, { id: league });
    return { id: league, title: definition.title };
  }

  private async over(id: string): Promise<void> {
    const { state } = await this.runs.get(id);
    if (state !== 'finished' && state !== 'failed') throw notFound(`figure yet: run ${id} is ${state}`);
  }
}

function namesIn({ plan }: RunEntity): (submission: string) => string {
  const names = new Map(plan.submissions.map(({ id, name }) => [id, name]));
  return (submission) => names.get(submission) ?? submission;
}

/** The line-ups of the first block, as they play each dealer in each scenario. */
function firstLineUps({ plan: { matches } }: RunEntity): (readonly string[])[] {
  const first = matches[0];
  return matches
    .filter(
      ({ block, scenario, dealer, scored }) =>
        scored && block === first?.block && scenario === first.scenario && dealer === first.dealer,
    )
    .map(({ teams }) => teams);
}
