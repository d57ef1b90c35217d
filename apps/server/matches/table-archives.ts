import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { Injectable } from '@nestjs/common';
import type { MatchEntity } from '#database/entities/match.entity.js';
import { isSecret } from '#database/sealed-run.js';
import { tarOf } from '#results/export/tar.js';
import type { Caller } from '../access/access.js';
import { ProblemError } from '../problem/problem.js';
import { Replays, type ReplayReader } from '../runs/replays.js';
import { RunsService } from '../runs/runs.service.js';
import { ScenariosService } from '../scenarios/scenarios.service.js';

const pack = promisify(gzip);

/** Matches as tables, of what is stored and of what a replay finds out again: schedules are stored nowhere. */
@Injectable()
export class TableArchives {
  constructor(
    private readonly runs: RunsService,
    private readonly scenarios: ScenariosService,
    private readonly replays: Replays,
  ) {}

  /** A .tar.gz. Throws problems. */
  async of(match: MatchEntity, caller: Caller | undefined, reader: ReplayReader): Promise<Buffer> {
    if (caller?.kind !== 'admin') await this.refuseSecret(match);
    const tables = await this.replays.tables(match, reader);
    const files = [...tables].map(([name, text]) => [`${match.id}/${name}`, Buffer.from(text)] as const);
    return pack(tarOf(new Map(files)));
  }

  /** Schedules show the loads and the weather of what was drawn. */
  private async refuseSecret({ id, run, scenario }: MatchEntity): Promise<void> {
    const found = await this.runs.get(run);
    const frozen = found.packages?.find(({ name }) => name === scenario);
    const reason = isSecret(found)
      ? 'the seed of its run is sealed until that is over'
      : frozen && (await this.scenarios.withheld(frozen));
    if (reason)
      throw new ProblemError(403, 'withheld', `the tables of match ${id} are the administrator's: ${reason}`);
  }
}
