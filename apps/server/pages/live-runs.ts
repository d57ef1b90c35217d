import { Injectable } from '@nestjs/common';
import { TRIALS } from '#leagues/run/trials.js';
import { In, Not } from 'typeorm';
import type { LiveRun } from '../../web/pages/live-run.js';
import { Database } from '#database/database.js';
import { LeagueEntity } from '#database/entities/league.entity.js';
import { RunEntity } from '#database/entities/run.entity.js';
import { RunStates } from '../runs/run-states.js';

/** Others wait for these. */
const MOST_SHOWN = 50;

/** The runs that are on, as pages show them. */
@Injectable()
export class LiveRuns {
  constructor(
    private readonly database: Database,
    private readonly states: RunStates,
  ) {}

  /** Of one league, or of all. */
  async list(league?: string): Promise<LiveRun[]> {
    const runs = await this.database.read.find(RunEntity, {
      select: { id: true, league: true, state: true, looks: true },
      where: { state: In(['queued', 'running']), league: league ?? Not(TRIALS) },
      order: { createdAt: 'ASC' },
      take: MOST_SHOWN,
    });
    return Promise.all(
      runs.map(async (run) => {
        const { definition } = await this.database.read.findOneByOrFail(LeagueEntity, { id: run.league });
        return { id: run.id, title: definition.title, ...(await this.states.progress(run)) };
      }),
    );
  }
}
