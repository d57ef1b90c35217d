import { Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import type { MatchReport, RoundRecord } from '#market/match/report.js';
import { csvOf } from '#results/export/csv.js';
import type { Receipt } from '#results/receipts/receipts.js';
import type { AuthorisedRequest } from '../access/access.guard.js';
import { recordDifference } from '../../match/record-difference.js';
import { Database } from '../database/database.js';
import { MatchEntity } from '../database/entities/match.entity.js';
import type { RunAnchorRecord } from '../chain/anchor-run.js';
import type { HttpResponse } from '../http.js';
import { Answers, AlsoCsv } from '../openapi/answers.js';
import { refTo } from '../openapi/schemas.js';
import { parsed } from '../problem/parsed.js';
import { notFound, ProblemError } from '../problem/problem.js';
import { MatchRunner } from '../runs/match-runner.js';
import { RunResultsService } from '../runs/run-results.service.js';
import { isSecret } from '../runs/run-view.js';
import { RunsService } from '../runs/runs.service.js';
import { SubmissionsService } from '../submissions/submissions.service.js';
import { matchRow, reportView } from './match-view.js';
import { roundTable } from './round-table.js';

const formatQuery = z.object({ format: z.enum(['json', 'csv']).default('json') });

@ApiTags('matches')
@Controller('matches')
export class MatchesController {
  constructor(
    private readonly database: Database,
    private readonly runs: RunsService,
    private readonly results: RunResultsService,
    private readonly runner: MatchRunner,
    private readonly submissions: SubmissionsService,
  ) {}

  @Get(':id')
  @ApiOperation({ summary: 'A match with its report; reasons of failures are for their owners' })
  @Answers({ description: 'The match; `report` is null until it has been played', schema: 'Match' })
  async get(@Param('id') id: string, @Req() { caller }: AuthorisedRequest): Promise<object> {
    const match = await this.row(id);
    const run = await this.runs.get(match.run);
    const planned = run.plan.matches[match.serial - 1]!;
    const report = await this.results.report(id);
    const row = { ...matchRow(match, planned), ...(match.fault && { fault: match.fault.split('\n')[0] }) };
    if (!report) return { ...row, report: null };
    const view = reportView(report, planned, await this.submissions.ownedBy(caller));
    return { ...row, report: isSecret(run) ? { ...view, seed: null } : view };
  }

  @Get(':id/rounds')
  @AlsoCsv()
  @ApiOperation({ summary: 'The raw rounds, as JSON or CSV (?format=csv)' })
  @Answers({
    description: 'The rounds, in order',
    schema: { type: 'array', items: refTo('Round') },
    mediaTypes: ['application/json', 'text/csv'],
  })
  async rounds(
    @Param('id') id: string,
    @Query() query: unknown,
    @Res({ passthrough: true }) response: HttpResponse,
  ): Promise<readonly RoundRecord[] | string> {
    const { format } = parsed(formatQuery, query);
    await this.row(id);
    const rounds = await this.results.rounds(id);
    if (format === 'json') return rounds;
    response.type('text/csv; charset=utf-8');
    return csvOf(roundTable(rounds));
  }

  @Get(':id/receipt')
  @ApiOperation({ summary: 'Merkle proof of the result hash, and the transaction that anchored its root' })
  @Answers({ description: 'The receipt', schema: 'MatchReceipt' })
  async receipt(@Param('id') id: string): Promise<{ receipt: Receipt; anchor: RunAnchorRecord }> {
    return this.results.receipt(await this.row(id));
  }

  @Post(':id/verify')
  @HttpCode(200)
  @ApiOperation({ summary: 'Play the match again and compare the whole report and all rounds' })
  @Answers({ description: 'What the replay found', schema: 'MatchComparison', problems: [409, 503] })
  async verify(@Param('id') id: string): Promise<MatchComparison> {
    const match = await this.row(id);
    const report = await this.results.report(id);
    if (!report) throw new ProblemError(409, 'not-played', `match ${id} has not been played`);
    const recorded = { report, rounds: await this.results.rounds(id), roundCap: match.roundCap! };
    const replayed = await this.runner.replay(match);
    const { field, excused } = recordDifference(recorded, replayed);
    const isConsistent = excused && (await this.runner.isConsistent(match, recorded));
    const row = rowDifference(match, report);
    return {
      identical: field === null && row === null,
      difference: row ?? field,
      resultHash: replayed.report.resultHash,
      timingDependent: report.timingDependent,
      excused: isConsistent && row === null,
    };
  }

  private async row(id: string): Promise<MatchEntity> {
    const row = await this.database.read.findOneBy(MatchEntity, { id });
    if (!row) throw notFound(`match ${id}`);
    return row;
  }
}

/** How a replay compares with what is stored. */
interface MatchComparison {
  readonly identical: boolean;
  /** the first field of report, rounds or row that differs; its values may be for owners only */
  readonly difference: string | null;
  /** of the replay */
  readonly resultHash: string;
  readonly timingDependent: boolean;
  /** it differs, the clock that struck in it may be why, and its figures are consistent */
  readonly excused: boolean;
}

/** What lists and receipts say of a match must be what its report says. */
function rowDifference(match: MatchEntity, report: MatchReport): string | null {
  const fields = ['outcome', 'efficiency', 'rounds', 'resultHash'] as const;
  return fields.find((field) => match[field] !== report[field]) ?? null;
}
