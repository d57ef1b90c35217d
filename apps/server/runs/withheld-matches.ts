import { Injectable } from '@nestjs/common';
import type { MatchEntity } from '#database/entities/match.entity.js';
import { isSecret } from '#database/stored/sealed-run.js';
import { ScenariosService } from '../scenarios/scenarios.service.js';
import { RunsService } from './runs.service.js';

/** Which matches show what nobody may know yet: loads and weather of what was drawn for them. */
@Injectable()
export class WithheldMatches {
  constructor(
    private readonly runs: RunsService,
    private readonly scenarios: ScenariosService,
  ) {}

  /** Why only the administrator may see what was drawn for a match; null: everybody may. */
  async reason({ run, scenario }: MatchEntity): Promise<string | null> {
    const found = await this.runs.get(run);
    if (isSecret(found)) return 'the seed of its run is sealed until that is over';
    const frozen = found.packages?.find(({ name }) => name === scenario);
    return (frozen && (await this.scenarios.withheld(frozen))) || null;
  }
}
