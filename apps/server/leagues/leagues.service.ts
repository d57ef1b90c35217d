import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import type { LeagueDefinition } from '#leagues/definition/league-schema.js';
import { loadLeague, shippedLeagues } from '#leagues/definition/load-league.js';
import { TRIALS } from '#leagues/run/trials.js';
import { opensSeal } from '#leagues/pairing/seeds.js';
import { Subject } from 'rxjs';
import { In, MoreThan, Not, type EntityManager } from 'typeorm';
import { ChainHolder } from '../operation/chain-holder.js';
import { Database } from '#database/database.js';
import { LeagueEntity } from '#database/entities/league.entity.js';
import { RunEntity } from '#database/entities/run.entity.js';
import { openSeasonOf } from '#database/stored/open-season.js';
import { openerOf } from '#database/stored/sealed-run.js';
import { Bulletin } from '#database/fleet/bulletin.js';
import { ThreadDesk } from '../derive/desk/thread-desk.js';
import { WallClock } from '#database/wall-clock.js';
import { badInput, conflict, noRemoteHere, notFound } from '../problem/problem.js';
import { SubmissionsService } from '../submissions/submissions.service.js';

export interface LeagueChanges {
  readonly state?: 'active' | 'paused';
  /** the secret behind a sealed seed */
  readonly seed?: string;
}

/** The leagues of a deployment. */
@Injectable()
export class LeaguesService {
  /** leagues that are new or not as before */
  readonly changed = new Subject<LeagueEntity>();

  constructor(
    private readonly database: Database,
    private readonly chain: ChainHolder,
    private readonly clock: WallClock,
    private readonly submissions: SubmissionsService,
    private readonly desk: ThreadDesk,
    private readonly bulletin: Bulletin,
  ) {
    bulletin.heard('league').subscribe(({ id }) => {
      // One that cannot be read now is read when it is due.
      this.get(id).then(
        (league) => this.changed.next(league),
        () => undefined,
      );
    });
  }

  /** Takes in the shipped leagues, new or not as before. Those that were changed or removed here stay as they are. */
  async start(): Promise<void> {
    for (const file of await shippedLeagues()) {
      const definition = await loadLeague(file);
      const known = await this.database.read.findOneBy(LeagueEntity, { id: definition.id });
      if (!known) await this.insert(definition, true);
      else if (
        known.shipped &&
        known.state !== 'removed' &&
        !isDeepStrictEqual(known.definition, asStored(definition))
      )
        await this.update(definition.id, (league) => this.redefine(league, definition));
    }
  }

  /** Throws a problem for what cannot be played here. */
  async create(definition: LeagueDefinition): Promise<LeagueEntity> {
    await this.refuseUnplayable(definition);
    return this.insert(definition, false);
  }

  /** Another definition from the next run on; a run that is on keeps the one it was planned with. */
  async replace(definition: LeagueDefinition): Promise<LeagueEntity> {
    await this.refuseUnplayable(definition);
    return this.update(definition.id, async (league, manager) => {
      if (!(await isNewSeal(manager, league.definition, definition)))
        await refuseInSeason(manager, definition.id);
      this.redefine(league, definition);
      league.shipped = false;
    });
  }

  /** Starts nothing any more and leaves the lists; its runs stay, and with them its id. */
  async remove(id: string): Promise<void> {
    await this.update(id, async (league, manager) => {
      const run = await manager.findOneBy(RunEntity, { league: id, state: In(['queued', 'running']) });
      if (run) throw conflict('run-on', `run ${run.id} of league ${id} is on; cancel it first`);
      await refuseInSeason(manager, id);
      league.state = 'removed';
    });
  }

  private async refuseUnplayable(definition: LeagueDefinition): Promise<void> {
    if (definition.remote !== undefined && this.database.isShared) throw noRemoteHere();
    const entrants = await this.submissions.entrants(definition);
    const { conditions } = this.chain;
    await this.desk.make('check-league', {
      ...{ definition, entrants, conditions },
    });
  }

  async change(id: string, { state, seed }: LeagueChanges): Promise<LeagueEntity> {
    return this.update(id, (league) => {
      if (seed !== undefined) {
        const { seed: sealed } = league.definition;
        if (typeof sealed === 'string')
          throw conflict('not-sealed', `the seed of league ${id} is not sealed`);
        if (!opensSeal(seed, sealed.sealed)) throw badInput('seed', 'does not have the published hash');
        league.secretSeed = seed;
      }
      if (state) league.state = state;
      // Starts that were due while it was paused are not made up for.
      if (state === 'active') league.scheduledUntil = this.clock.now();
    });
  }

  /** Those that are in lists, by id; `after`: the id before them */
  listed(after: string, take: number): Promise<LeagueEntity[]> {
    return this.database.read.find(LeagueEntity, {
      where: { id: MoreThan(after), state: Not('removed') },
      order: { id: 'ASC' },
      take,
    });
  }

  async get(id: string): Promise<LeagueEntity> {
    const league = await this.database.read.findOneBy(LeagueEntity, { id });
    if (!league || id === TRIALS) throw notFound(`league ${id}`);
    return league;
  }

  private tell(league: LeagueEntity): void {
    this.changed.next(league);
    this.bulletin.tell({ kind: 'league', id: league.id });
  }

  private redefine(league: LeagueEntity, definition: LeagueDefinition): void {
    // A secret belongs to its seal.
    if (!isDeepStrictEqual(league.definition.seed, definition.seed)) league.secretSeed = null;
    // A new schedule makes up for nothing.
    if (league.definition.schedule !== definition.schedule) league.scheduledUntil = this.clock.now();
    league.definition = definition;
    league.failedStart = null;
  }

  /** Changes a league that has not been removed, in one transaction, and tells that it has changed. */
  private async update(
    id: string,
    change: (league: LeagueEntity, manager: EntityManager) => void | Promise<void>,
  ): Promise<LeagueEntity> {
    const changed = await this.database.write(async (manager) => {
      const league = await manager.findOneBy(LeagueEntity, { id });
      if (!league) throw notFound(`league ${id}`);
      if (league.state === 'removed') throw conflict('removed', `league ${id} has been removed`);
      await change(league, manager);
      return manager.save(LeagueEntity, league);
    });
    this.tell(changed);
    return changed;
  }

  private async insert(definition: LeagueDefinition, shipped: boolean): Promise<LeagueEntity> {
    const now = this.clock.now();
    const league: LeagueEntity = {
      ...{ id: definition.id, definition, state: 'active', shipped, secretSeed: null },
      ...{ scheduledUntil: now, failedStart: null, createdAt: now },
    };
    await this.database.write(async (manager) => {
      const taken = await manager.existsBy(LeagueEntity, { id: league.id });
      // A run's id begins with its league's: `a-1` as a league would meet run 1 of league `a`.
      if (taken || (await manager.existsBy(RunEntity, { id: league.id })))
        throw conflict('id-taken', `there is, or was, a league ${league.id}`);
      await manager.insert(LeagueEntity, league);
    });
    this.tell(league);
    return league;
  }
}

/** What a season plays stays as it was announced. */
async function refuseInSeason(manager: EntityManager, league: string): Promise<void> {
  const season = await openSeasonOf(manager, league);
  if (season !== null)
    throw conflict('in-season', `league ${league} belongs to season ${season}, which is not over`);
}

/** Whether all that a league gets is another seal for one that a run has opened: without it its season could not go on. */
async function isNewSeal(
  manager: EntityManager,
  { seed: then, ...before }: LeagueDefinition,
  { seed: now, ...after }: LeagueDefinition,
): Promise<boolean> {
  if (typeof then === 'string' || typeof now === 'string') return false;
  return isDeepStrictEqual(before, asStored(after)) && (await openerOf(manager, then.sealed)) !== null;
}

/** A definition as the database gives it back: without fields that say nothing. */
function asStored(definition: object): unknown {
  return JSON.parse(JSON.stringify(definition));
}
