import { Module, type DynamicModule } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { ScheduleModule } from '@nestjs/schedule';
import { AccessGuard, AdminTokenHash, Callers } from './access/access.guard.js';
import { AdminSessions } from './access/admin-sessions.js';
import { Sessions } from './access/sessions.js';
import { ChainHolder } from './operation/chain-holder.js';
import { ServerSettings } from './config/server-settings.js';
import { Database } from '#database/database.js';
import { BoardCache } from './leagues/board-cache.js';
import { ExportFiles } from './runs/export-files.js';
import { ThreadDesk } from './derive/desk/thread-desk.js';
import { LeaguesController } from './leagues/leagues.controller.js';
import { NextRuns } from './leagues/next-runs.js';
import { LeaguesService } from './leagues/leagues.service.js';
import { ScenariosController } from './scenarios/scenarios.controller.js';
import { OwnScenariosController } from './scenarios/own-scenarios.controller.js';
import { OwnScenariosService } from './scenarios/own-scenarios.service.js';
import { ScenariosService } from './scenarios/scenarios.service.js';
import { MatchesController } from './matches/matches.controller.js';
import { TableArchives } from './matches/table-archives.js';
import { MatchBooks } from './runs/match-books.js';
import { WithheldMatches } from './runs/withheld-matches.js';
import { BackupsController } from './upkeep/backups.controller.js';
import { FleetController } from './upkeep/fleet.controller.js';
import { Fleet } from './fleet/fleet.js';
import { HealthController } from './upkeep/health.controller.js';
import { MatchFigures } from './upkeep/match-figures.js';
import { Bulletin } from '#database/fleet/bulletin.js';
import { Logger } from '#database/fleet/logger.js';
import { Readiness } from './upkeep/readiness.js';
import { LoopWatch } from './operation/loop-watch.js';
import { Surroundings } from './operation/surroundings.js';
import { Tally } from './operation/tally.js';
import { WallClock } from '#database/wall-clock.js';
import { RemoteAgents } from './remote/remote-agents.js';
import { KeptReplays } from './runs/kept-replays.js';
import { MatchJobs } from '#database/queue/match-jobs.js';
import { QueueSource, SqlQueueSource } from '#database/queue/queue-source.js';
import { MatchTables } from './runs/match-tables.js';
import { MatchRunner } from './runs/match-runner.js';
import { Replays } from './runs/replays.js';
import { RunEvents } from './runs/run-events.js';
import { RunResultsService } from './runs/run-results.service.js';
import { RunScheduler } from './leagues/run-scheduler.js';
import { RunExportsController } from './runs/run-exports.controller.js';
import { RunsController } from './runs/runs.controller.js';
import { RunPaces } from './runs/run-paces.js';
import { RunStates } from './runs/run-states.js';
import { RunsService } from './runs/runs.service.js';
import { StreamShares } from './runs/stream-shares.js';
import { SeasonCourse } from './seasons/season-course.js';
import { SeasonScheduler } from './seasons/season-scheduler.js';
import { SeasonsController } from './seasons/seasons.controller.js';
import { SeasonsService } from './seasons/seasons.service.js';
import { Admissions } from './submissions/admissions.js';
import { SubmissionsController } from './submissions/submissions.controller.js';
import { SubmissionsService } from './submissions/submissions.service.js';
import { TeamsController } from './teams/teams.controller.js';
import { TrialsService } from './trials/trials.service.js';

/** What is opened before the server and closed after it. */
export interface ServerResources {
  readonly settings: ServerSettings;
  readonly database: Database;
  readonly chain: ChainHolder;
  readonly admin: AdminTokenHash;
  readonly logger: Logger;
  readonly tally: Tally;
  readonly clock: WallClock;
  /** default: in the tables of a database that this process has alone */
  readonly queue?: QueueSource;
}

@Module({})
export class ServerModule {
  static with(resources: ServerResources): DynamicModule {
    const { settings, database, chain, admin, logger, tally, clock } = resources;
    const { queue = new SqlQueueSource(database, clock, settings.config.silenceSeconds) } = resources;
    return {
      module: ServerModule,
      imports: [ScheduleModule.forRoot()],
      controllers: [
        ...[TeamsController, SubmissionsController, ScenariosController, LeaguesController],
        ...[RunsController, RunExportsController, MatchesController, HealthController, BackupsController],
        ...[SeasonsController, OwnScenariosController, FleetController],
      ],
      providers: [
        { provide: ServerSettings, useValue: settings },
        { provide: Database, useValue: database },
        { provide: ChainHolder, useValue: chain },
        { provide: AdminTokenHash, useValue: admin },
        { provide: Logger, useValue: logger },
        { provide: Tally, useValue: tally },
        { provide: WallClock, useValue: clock },
        { provide: Bulletin, useValue: new Bulletin(database) },
        { provide: QueueSource, useValue: queue },
        { provide: MatchJobs, useValue: queue.jobs },
        ...[
          Callers,
          Sessions,
          AdminSessions,
          Readiness,
          LoopWatch,
          Surroundings,
          RunEvents,
          RunPaces,
          Admissions,
          SubmissionsService,
          LeaguesService,
          ScenariosService,
          OwnScenariosService,
          RunsService,
          NextRuns,
          RunStates,
          RunResultsService,
        ],
        ...[
          ThreadDesk,
          ExportFiles,
          MatchTables,
          StreamShares,
          BoardCache,
          RemoteAgents,
          MatchRunner,
          KeptReplays,
          Replays,
          TableArchives,
          WithheldMatches,
          MatchBooks,
          TrialsService,
          RunScheduler,
          Fleet,
          MatchFigures,
          SeasonsService,
          SeasonCourse,
          SeasonScheduler,
        ],
        { provide: APP_GUARD, useClass: AccessGuard },
      ],
      // for the pages
      exports: [
        ...[Database, Logger, LeaguesService, ScenariosService, RunsService, RunStates],
        ...[RunResultsService, BoardCache, NextRuns, MatchBooks],
        ...[
          ThreadDesk,
          SeasonsService,
          WallClock,
          Sessions,
          AdminSessions,
          Fleet,
          SubmissionsService,
          TrialsService,
          RemoteAgents,
        ],
      ],
    };
  }
}
