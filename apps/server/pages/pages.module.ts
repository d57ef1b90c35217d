import { Module, type DynamicModule } from '@nestjs/common';
import { AssetsController } from './assets.controller.js';
import { ConvergenceFigureCache } from './convergence-figure-cache.js';
import { GuidesController } from './guides.controller.js';
import { LeaguePagesController } from './league-pages.controller.js';
import { LiveRuns } from './live-runs.js';
import { OperationsPagesController } from './operations-pages.controller.js';
import { ResultPages } from './result-pages.js';
import { PluginPagesController } from './plugin-pages.controller.js';
import { RunPagesController } from './run-pages.controller.js';
import { SeasonPagesController } from './season-pages.controller.js';
import { TryPagesController } from './try-pages.controller.js';
import { TeamContents } from './team/team-content.js';
import { TeamPagesController } from './team/team-pages.controller.js';
import { ScenarioPagesController } from './scenario-pages.controller.js';

/** The pages for people, beside the API, drawn by `apps/web`. */
@Module({})
export class PagesModule {
  /** `server`: what the pages are about */
  static of(server: DynamicModule): DynamicModule {
    return {
      module: PagesModule,
      imports: [server],
      controllers: [
        ...[LeaguePagesController, RunPagesController, ScenarioPagesController, SeasonPagesController],
        ...[PluginPagesController, GuidesController, TeamPagesController, TryPagesController],
        ...[OperationsPagesController, AssetsController],
      ],
      providers: [LiveRuns, ResultPages, ConvergenceFigureCache, TeamContents],
    };
  }
}
