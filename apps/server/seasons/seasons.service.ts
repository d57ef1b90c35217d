import { Injectable } from '@nestjs/common';
import { MoreThan, type EntityManager } from 'typeorm';
import { Database } from '#database/database.js';
import { SeasonEntity } from '#database/entities/season.entity.js';
import { openSeasonOf } from '#database/stored/open-season.js';
import { leaguesOf, type SeasonDefinition } from '#leagues/definition/season-schema.js';
import { ThreadDesk } from '../derive/desk/thread-desk.js';
import { WallClock } from '#database/wall-clock.js';
import { badInput, conflict, notFound } from '../problem/problem.js';

/** The seasons of a deployment. */
@Injectable()
export class SeasonsService {
  constructor(
    private readonly database: Database,
    private readonly clock: WallClock,
    private readonly desk: ThreadDesk,
  ) {}

  /** Throws a problem for one that cannot be played as it says. */
  async create(definition: SeasonDefinition): Promise<SeasonEntity> {
    const { id, submissions } = definition;
    if (Date.parse(submissions.until) <= this.clock.now())
      throw badInput('submissions.until', 'is over already');
    await this.desk.make('check-season', definition);
    const season: SeasonEntity = {
      ...{ id, definition, state: 'open', entrants: null, qualified: null, runs: [], champions: null },
      ...{ waits: null, createdAt: this.clock.now(), endedAt: null },
    };
    await this.database.write(async (manager) => {
      if (await manager.existsBy(SeasonEntity, { id }))
        throw conflict('id-taken', `there is, or was, a season ${id}`);
      for (const league of leaguesOf(definition)) {
        const other = await openSeasonOf(manager, league);
        if (other !== null)
          throw conflict('in-season', `league ${league} belongs to season ${other} already`);
      }
      await manager.insert(SeasonEntity, season);
    });
    return season;
  }

  /** `after`: the id before them */
  listed(after: string, take: number): Promise<SeasonEntity[]> {
    return this.database.read.find(SeasonEntity, {
      where: { id: MoreThan(after) },
      order: { id: 'ASC' },
      take,
    });
  }

  newest(most: number): Promise<SeasonEntity[]> {
    return this.database.read.find(SeasonEntity, { order: { createdAt: 'DESC', id: 'ASC' }, take: most });
  }

  async get(id: string): Promise<SeasonEntity> {
    const season = await this.database.read.findOneBy(SeasonEntity, { id });
    if (!season) throw notFound(`season ${id}`);
    return season;
  }

  /** Ends it without champions; runs that are on go on, as runs of their leagues. */
  async cancel(id: string, reason = 'the administrator has cancelled it'): Promise<SeasonEntity> {
    return this.update(id, this.cancelled(reason));
  }

  cancelled(reason: string): Partial<SeasonEntity> {
    return { state: 'cancelled', waits: reason, endedAt: this.clock.now() };
  }

  /** Of a season that is not over. */
  update(id: string, changes: Partial<SeasonEntity>): Promise<SeasonEntity> {
    return this.change(id, (season) => void Object.assign(season, changes));
  }

  /** Changes a season that is not over, in one write. */
  change(
    id: string,
    change: (season: SeasonEntity, manager: EntityManager) => void | Promise<void>,
  ): Promise<SeasonEntity> {
    return this.database.write(async (manager) => {
      const season = await openOne(manager, id);
      await change(season, manager);
      return manager.save(SeasonEntity, season);
    });
  }
}

/** Within a write. Throws a problem for one that is over. */
export async function openOne(manager: EntityManager, id: string): Promise<SeasonEntity> {
  const season = await manager.findOneBy(SeasonEntity, { id });
  if (!season) throw notFound(`season ${id}`);
  const { state } = season;
  if (state === 'finished' || state === 'cancelled')
    throw conflict('season-over', `season ${id} is ${state}`);
  return season;
}
