import { LeagueEntity } from './league.entity.js';
import { MatchDayEntity } from './match-day.entity.js';
import { MatchEntity } from './match.entity.js';
import { MatchRecordEntity } from './match-record.entity.js';
import { OwnScenarioEntity } from './own-scenario.entity.js';
import { PluginConsoleEntity } from './plugin-console.entity.js';
import { ReplayEntity } from './replay.entity.js';
import { RunEntity } from './run.entity.js';
import { RunBoardEntity } from './run-board.entity.js';
import { RunFileEntity } from './run-file.entity.js';
import { ScenarioEntity } from './scenario.entity.js';
import { ScenarioPackageEntity } from './scenario-package.entity.js';
import { SeasonEntity } from './season.entity.js';
import { SessionEntity } from './session.entity.js';
import { SubmissionEntity } from './submission.entity.js';
import { TeamEntity } from './team.entity.js';

/** Every table but those that say something of the database itself, each after those that it refers to. */
export const entities = [
  ...[TeamEntity, SubmissionEntity, LeagueEntity, SeasonEntity, RunEntity, RunFileEntity, RunBoardEntity],
  ...[MatchEntity, MatchDayEntity, MatchRecordEntity, ReplayEntity, PluginConsoleEntity],
  ...[ScenarioPackageEntity, ScenarioEntity, OwnScenarioEntity, SessionEntity],
];
