import { cacheLimits } from '#api/limits/cache-limits.js';
import { Injectable } from '@nestjs/common';
import type { ConvergenceFigures } from '#matches/runs/convergence-figures.js';
import { ThreadDesk } from '../derive/desk/thread-desk.js';
import { currentReader } from '../operation/take-turns.js';
import type { OverRun } from '#database/stored/run-exports.js';
import { BoundedCache } from '#database/bounded-cache.js';

/** How the markets of a run converged, as figures; drawn once, when first asked for. */
@Injectable()
export class ConvergenceFigureCache {
  private readonly drawn = new BoundedCache<ConvergenceFigures>(cacheLimits.convergenceFigures);

  constructor(private readonly desk: ThreadDesk) {}

  async of({ id: run, finishedAt }: OverRun): Promise<ConvergenceFigures> {
    return this.drawn.get(
      `${run} ${finishedAt}`,
      (gone) => this.desk.make('convergence', { run }, { gone }),
      currentReader(),
    );
  }
}
