import { Injectable } from '@nestjs/common';
import type { LeagueDefinition } from '#leagues/definition/league-schema.js';
import { loadLeague, shippedLeagues } from '#leagues/definition/load-league.js';
import { opensSeal } from '#leagues/pairing/seeds.js';
import { loadScenario, shippedScenarios } from '#leagues/scenario-files/load-scenario.js';
import { Subject } from 'rxjs';
import { leagueObstacle } from '../../worker/check-scenarios.js';
import { ChainHolder } from '../chain/chain-holder.js';
import { Database } from '../database/database.js';
import { LeagueEntity } from '../database/entities/league.entity.js';
import { RunEntity } from '../database/entities/run.entity.js';
import { WallClock } from '../operation/wall-clock.js';
import { badInput, conflict, notFound } from '../problem/problem.js';

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
  ) {}

  /** Takes in the shipped leagues that are new. Those that exist stay as they have been changed here. */
  async start(): Promise<void> {
    for (const file of await shippedLeagues()) {
      const definition = await loadLeague(file);
      if (!(await this.database.read.existsBy(LeagueEntity, { id: definition.id })))
        await this.insert(definition);
    }
  }

  /** Throws a problem for what cannot be played here. */
  async create(definition: LeagueDefinition): Promise<LeagueEntity> {
    // Names only: a path would lead into the server's own files.
    const known = await shippedScenarios();
    const unknown = definition.scenarios.findIndex((name) => !known.includes(name));
    if (unknown >= 0)
      throw badInput(
        `scenarios[${unknown}]`,
        `there is no scenario ${definition.scenarios[unknown]!}; GET /scenarios lists them`,
      );
    for (const [i, name] of definition.scenarios.entries()) {
      const obstacle = leagueObstacle(await loadScenario(name), this.chain.conditions);
      if (obstacle !== null) throw badInput(`scenarios[${i}]`, `scenario ${name}: ${obstacle}`);
    }
    return this.insert(definition);
  }

  async change(id: string, { state, seed }: LeagueChanges): Promise<LeagueEntity> {
    const changed = await this.database.write(async (manager) => {
      const league = await manager.findOneBy(LeagueEntity, { id });
      if (!league) throw notFound(`league ${id}`);
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
      return manager.save(LeagueEntity, league);
    });
    this.changed.next(changed);
    return changed;
  }

  async get(id: string): Promise<LeagueEntity> {
    const league = await this.database.read.findOneBy(LeagueEntity, { id });
    if (!league) throw notFound(`league ${id}`);
    return league;
  }

  private async insert(definition: LeagueDefinition): Promise<LeagueEntity> {
    const now = this.clock.now();
    const league: LeagueEntity = {
      ...{ id: definition.id, definition, state: 'active', secretSeed: null },
      ...{ scheduledUntil: now, createdAt: now },
    };
    await this.database.write(async (manager) => {
      const taken = await manager.existsBy(LeagueEntity, { id: league.id });
      // A run's id begins with its league's: `a-1` as a league would meet run 1 of league `a`.
      if (taken || (await manager.existsBy(RunEntity, { id: league.id })))
        throw conflict('id-taken', `there is a league ${league.id}`);
      await manager.insert(LeagueEntity, league);
    });
    this.changed.next(league);
    return league;
  }
}
