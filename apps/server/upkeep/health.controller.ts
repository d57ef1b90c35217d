import { Controller, Get, Header, Req } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { AuthorisedRequest } from '../access/access.guard.js';
import { ChainHolder } from '../operation/chain-holder.js';
import { Database } from '#database/database.js';
import { MatchEntity } from '#database/entities/match.entity.js';
import { SubmissionEntity } from '#database/entities/submission.entity.js';
import { Fleet } from '../fleet/fleet.js';
import { Answers } from '../openapi/answers.js';
import type { ApiAnswer } from '#api/schemas.js';
import { cannotCheck, cannotPlay } from '../problem/problem.js';
import { MatchRunner } from '../runs/match-runner.js';
import { Replays } from '../runs/replays.js';
import { LoopWatch } from '../operation/loop-watch.js';
import { Admissions } from '../submissions/admissions.js';
import { MatchFigures } from './match-figures.js';
import { memberGauges } from './member-gauges.js';
import { Readiness } from './readiness.js';
import { Surroundings } from '../operation/surroundings.js';
import { Tally, type Gauge } from '../operation/tally.js';

@ApiTags('operation')
@Controller()
export class HealthController {
  constructor(
    private readonly database: Database,
    private readonly readiness: Readiness,
    private readonly runner: MatchRunner,
    private readonly replays: Replays,
    private readonly admissions: Admissions,
    private readonly chain: ChainHolder,
    private readonly tally: Tally,
    private readonly loop: LoopWatch,
    private readonly fleet: Fleet,
    private readonly surroundings: Surroundings,
    private readonly figures: MatchFigures,
  ) {}

  @Get('health')
  @ApiOperation({ summary: 'Liveness: the process answers' })
  @Answers({ description: 'It does', schema: 'Status', example: { status: 'up' } })
  health(): ApiAnswer<'Status'> {
    return { status: 'up' };
  }

  @Get('ready')
  @ApiOperation({
    summary:
      'Readiness: the database answers and takes writes, matches can be played and submissions checked',
  })
  @Answers({
    description: 'It does',
    schema: 'Readiness',
    example: { status: 'ready', missingFences: [] },
    problems: [503],
  })
  async ready(): Promise<ApiAnswer<'Readiness'>> {
    await this.readiness.check();
    const missing = this.runner.trouble;
    if (missing) throw cannotPlay(missing.part);
    if (this.admissions.trouble) throw cannotCheck();
    return { status: 'ready', missingFences: this.surroundings.missing?.slice() ?? null };
  }

  @Get('metrics')
  @Header('Content-Type', 'text/plain; version=0.0.4; charset=utf-8')
  @ApiOperation({
    summary: "Figures for Prometheus; with the administrator's token those of each server and worker, too",
  })
  @Answers({
    description: 'The figures',
    mediaTypes: ['text/plain'],
    example: 'gridleague_queue_depth 0',
  })
  async metrics(@Req() { caller }: AuthorisedRequest): Promise<string> {
    const { pids, sandboxes, matchesPerMinute } = this.runner.state;
    const loop = this.loop.read();
    const replays = this.replays.state;
    const waiting = await this.database.read.countBy(MatchEntity, { state: 'queued' });
    const playing = await this.database.read.countBy(MatchEntity, { state: 'playing' });
    const checking = await this.database.read.countBy(SubmissionEntity, { status: 'checking' });
    const members = await this.fleet.members();
    const silent = members.filter((one) => one.silent && !one.gone).length;
    const { processes, source } = this.chain;
    // What is not known yet is no zero.
    const fences = this.surroundings.missing ? [this.surroundings.missing] : [];
    const chainMemory = processes.reduce((sum, { usage: { memory } }) => sum + memory, 0);
    const gauge = (name: string, help: string, value: number): Gauge => ({
      ...{ name: `gridleague_${name}`, help, value },
    });
    const counter = (name: string, help: string, value: number): Gauge => ({
      ...gauge(name, help, value),
      type: 'counter',
    });
    return this.tally.exposition([
      gauge('queue_depth', 'matches of the deployment that wait', waiting),
      gauge('matches_active', 'matches in play, on whichever server or worker', playing),
      ...(await this.figures.ended()),
      gauge(
        'matches_per_minute',
        'matches ended a minute in the deployment, over the last five, or since the start',
        matchesPerMinute,
      ),
      gauge(
        'leads',
        '1: this server schedules runs and ends them, 0: another one does',
        this.database.leads ? 1 : 0,
      ),
      gauge(
        'members',
        'servers and workers of the deployment that give signs of life',
        members.filter((one) => !one.silent).length,
      ),
      gauge('members_silent', 'those that have given none for 25 seconds, and are not gone for good', silent),
      ...(caller?.kind === 'admin' ? memberGauges(members) : []),
      gauge('workers', 'worker processes of this server', pids.length),
      gauge(
        'sandbox_processes',
        'sandbox processes of the workers, as of their last rounds',
        sandboxes + replays.sandboxes,
      ),
      gauge('replays_open', 'replays that wait or are played', replays.open),
      gauge('admissions_waiting', 'submissions being checked or waiting for it', checking),
      gauge('chain_epoch', 'life of the embedded chain; 0: not begun, or an endpoint', source.epoch),
      counter('chain_transactions_total', 'transactions sent to the chain', source.transactions),
      gauge('chain_processes', 'processes of the embedded chain', processes.length),
      gauge('chain_memory_bytes', 'resident memory of the embedded chain', chainMemory),
      gauge('place_well', '1: matches can be played, 0: they wait', this.runner.trouble ? 0 : 1),
      gauge(
        'admissions_well',
        '1: submissions can be checked, 0: they wait',
        this.admissions.trouble ? 0 : 1,
      ),
      ...fences.map(({ length }) =>
        gauge(
          'fences_missing',
          'fences around sandbox processes that this machine does not give (in the threat model); see /api/ready',
          length,
        ),
      ),
      gauge('storage_well', '1: the disk takes writes, 0: they fail', this.database.storage.trouble ? 0 : 1),
      counter('database_write_seconds_total', 'time in which the database wrote', this.database.writeSeconds),
      gauge(
        'event_loop_delay_seconds',
        'longest wait for the event loop since this was read last',
        loop.delay,
      ),
      gauge(
        'event_loop_busy_seconds',
        'most processor time of the event loop in one go since then',
        loop.busy,
      ),
      gauge('process_memory_bytes', "resident memory of the server's process", process.memoryUsage.rss()),
    ]);
  }
}
