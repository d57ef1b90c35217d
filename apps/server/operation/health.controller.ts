import { Controller, Get, Header } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ChainHolder } from '../chain/chain-holder.js';
import { Database } from '../database/database.js';
import { MatchEntity } from '../database/entities/match.entity.js';
import { SubmissionEntity } from '../database/entities/submission.entity.js';
import { MatchRunner } from '../runs/match-runner.js';
import { labelText, Tally } from './tally.js';

@ApiTags('operation')
@Controller()
export class HealthController {
  constructor(
    private readonly database: Database,
    private readonly runner: MatchRunner,
    private readonly chain: ChainHolder,
    private readonly tally: Tally,
  ) {}

  @Get('health')
  @ApiOperation({ summary: 'Liveness: the process answers' })
  health(): { status: 'up' } {
    return { status: 'up' };
  }

  @Get('ready')
  @ApiOperation({ summary: 'Readiness: the database answers' })
  async ready(): Promise<{ status: 'ready' }> {
    await this.database.read.query('SELECT 1');
    return { status: 'ready' };
  }

  @Get('metrics')
  @Header('Content-Type', 'text/plain; version=0.0.4; charset=utf-8')
  @ApiOperation({ summary: 'Figures for Prometheus' })
  async metrics(): Promise<string> {
    const { active, pids } = this.runner.state;
    const waiting = await this.database.read.countBy(MatchEntity, { state: 'queued' });
    const checking = await this.database.read.countBy(SubmissionEntity, { status: 'checking' });
    const chainMemory = this.chain.processes.reduce((sum, { memory }) => sum + memory, 0);
    const gauges: [string, number][] = [
      ['gridleague_queue_depth', waiting],
      ['gridleague_matches_active', active],
      ['gridleague_workers', pids.length],
      ['gridleague_admissions_waiting', checking],
      ['gridleague_chain_processes', this.chain.processes.length],
      ['gridleague_chain_memory_bytes', chainMemory],
      ['gridleague_database_write_seconds_total', this.database.writeSeconds],
      ['gridleague_process_memory_bytes', process.memoryUsage.rss()],
    ];
    const lines = [
      ...gauges.map(([name, value]) => `${name}${labelText({})} ${value}`),
      ...this.tally.lines(),
    ];
    return `${lines.join('\n')}\n`;
  }
}
